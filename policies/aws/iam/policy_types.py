"""Properties with IAM policy documents, by what the documents do and by type.

`tests/policies/aws/iam/test_policy_types.py` compares them with the installed SDK: a property called a policy is
listed here, or there with the reason why it holds no IAM document.
"""

from collections.abc import Mapping

from ..types import TYPES

Properties = Mapping[str, tuple[str, ...]]
"""Properties with documents of one kind, by type token."""

NESTED = ("details", "inlinePolicies")
"""Properties whose documents are the `policy` of each object in a list."""

IDENTITY_POLICIES: Properties = {row.token: row.identity_policies for row in TYPES.values() if row.identity_policies}
TRUST_POLICIES: Properties = {row.token: row.trust_policies for row in TYPES.values() if row.trust_policies}
RESOURCE_POLICIES: Properties = {row.token: row.resource_policies for row in TYPES.values() if row.resource_policies}
KEY_POLICIES: Properties = {row.token: row.key_policies for row in TYPES.values() if row.key_policies}
ENDPOINT_POLICIES: Properties = {row.token: row.endpoint_policies for row in TYPES.values() if row.endpoint_policies}

ALL = (IDENTITY_POLICIES, TRUST_POLICIES, RESOURCE_POLICIES, KEY_POLICIES, ENDPOINT_POLICIES)
