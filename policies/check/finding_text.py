"""The message of a finding: written by the engine of the packs, read back from the events of Pulumi.

A message is the description of the policy, then a line such as `kmsKeyId: is not set. Set it [queue-key:kmsKeyId]`. It
ends with the id of the finding, which a suppression refers to.
"""

import re

_ID = re.compile(r"\s*\[(?P<rule>[A-Za-z0-9-]+):(?P<path>.*)\]$", re.DOTALL)


def finding_id(rule: str, path: str) -> str:
    """The id of a finding, as a suppression has it."""
    return f"{rule}:{path}"


def line(rule: str, path: str, kind: str, reason: str, remediation: str) -> str:
    """The line of a finding.

    Args:
        rule: the id of the rule.
        path: the property's path; empty for the resource itself.
        kind: the type of the resource, in place of an empty path.
        reason: why the property or the resource violates the rule.
        remediation: what to do.
    """
    return f"{path or kind}: {reason}. {remediation} [{finding_id(rule, path)}]"


def write(description: str, text: str) -> str:
    """The message of a policy: its description, and what it has to say."""
    return f"{description}\n{text}"


def read(message: str, rule: str) -> tuple[str, str]:
    """The text and the property path in a message of a policy; the path is empty without a finding's id of `rule`."""
    found = _ID.search(message)
    if found is None or found["rule"] != rule:
        return _without_description(message), ""
    return _without_description(message[: found.start()]), found["path"]


def _without_description(message: str) -> str:
    return (message.partition("\n")[2] or message).strip()
