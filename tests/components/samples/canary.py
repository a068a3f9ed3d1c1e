"""Arguments of `Canary`."""

from hypothesis import strategies as st

from components import Canary
from tests.components.samples import KEY, Sample

SAMPLE = Sample(
    kind=Canary,
    good={
        "api_url": "https://api.lisbon.example.com",
        "subnet_ids": ["subnet-1", "subnet-2"],
        "security_group_id": "sg-1",
        "key_arn": KEY,
    },
    others=[
        {"page_url": "https://lisbon.example.com/track", "minutes": 1, "retention_days": 7},
        {"runtime_version": "syn-nodejs-puppeteer-14.1"},
    ],
    bad=[
        ({"api_url": "http://api.example.com"}, "api_url is 'http://api.example.com', but it must be a URL such as"),
        ({"api_url": "https://"}, "but it must be a URL such as https://api.example.com"),
        ({"api_url": "https://user@example.com"}, "but it must be a URL such as https://api.example.com"),
        ({"api_url": "https://example.com:port"}, "but it must be a URL such as https://api.example.com"),
        ({"page_url": "https://example.com/?token=x"}, "but it must be a URL such as https://api.example.com"),
        ({"minutes": 0}, "minutes is 0, but it must be between 1 and 60"),
        ({"minutes": 61}, "minutes is 61, but it must be between 1 and 60"),
        ({"retention_days": 456}, "retention_days is 456, but it must be between 1 and 455"),
        (
            {"runtime_version": "syn-python-selenium-6.0"},
            "runtime_version is 'syn-python-selenium-6.0', but it must be a runtime with Node.js and Puppeteer",
        ),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "minutes": st.integers(1, 60),
            "retention_days": st.integers(1, 455),
            "page_url": st.just("https://lisbon.example.com/"),
        },
    ),
)
