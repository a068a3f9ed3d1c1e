"""Arguments of `Budget`."""

from hypothesis import strategies as st

from components import Budget
from tests.components.samples import Sample

TOPIC = "arn:aws:sns:eu-west-1:123456789012:lisbon-tickets"

SAMPLE = Sample(
    kind=Budget,
    good={"monthly_usd": 1500, "topic_arn": TOPIC},
    others=[
        {"topic_arn": None, "email": "ops@example.com"},
        {"email": "ops@example.com", "anomaly_usd": 100, "actual_percent": [50], "forecast_percent": []},
    ],
    bad=[
        ({"monthly_usd": 0}, "monthly_usd is 0, but it must be between 1 and 10000000"),
        ({"topic_arn": None}, "email is None, but a budget notifies an address, a topic_arn or both"),
        ({"email": "ops"}, "email is 'ops', but it must be an address"),
        ({"anomaly_usd": 100}, "anomaly_usd is 100, but anomalies are reported by mail: email is required"),
        ({"email": "a@x.io", "anomaly_usd": 0}, "anomaly_usd is 0, but it must be between 1 and 10000000"),
        ({"actual_percent": [80, 80]}, "each name may appear once"),
        ({"actual_percent": [0]}, "actual_percent[0] is 0, but it must be between 1 and 1000"),
        ({"forecast_percent": [1001]}, "forecast_percent[0] is 1001, but it must be between 1 and 1000"),
        ({"actual_percent": [], "forecast_percent": []}, "actual_percent is [], but it must have 1 to 10 items"),
        ({"actual_percent": list(range(10, 20))}, "it must have 1 to 10 items together with forecast_percent"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "monthly_usd": st.integers(1, 10_000_000),
            "email": st.just("ops@example.com"),
            "actual_percent": st.lists(st.integers(1, 1000), min_size=1, max_size=5, unique=True),
            "forecast_percent": st.lists(st.integers(1, 1000), max_size=5, unique=True),
        },
    ),
)
