"""`aws.iam.get_policy_document`: statements as arguments, the IAM document as JSON.

Follows https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document: one value is
a string, several are a list in reverse order, and statements with the same `sid` override each other.
"""

import json
from collections.abc import Mapping
from typing import Any

from .account import Account


def policy_document(account: Account, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer the data source."""
    del account
    version = arguments.get("version", "2012-10-17")
    document: dict[str, Any] = {"Version": version}
    if "policyId" in arguments:
        document["Id"] = arguments["policyId"]
    statements: list[dict[str, Any]] = []
    for text in _documents(arguments, "source"):
        _merge(statements, _statements_of(text))
    _merge(statements, [_statement(item, version) for item in arguments.get("statements", [])])
    for text in _documents(arguments, "override"):
        _merge(statements, _statements_of(text))
    document["Statement"] = statements
    indented = json.dumps(document, indent=2)
    minified = json.dumps(document, separators=(",", ":"))
    return {"id": "loopback", "version": version, "json": indented, "minifiedJson": minified}


def _documents(arguments: Mapping[str, Any], kind: str) -> list[str]:
    single = arguments.get(f"{kind}Json")
    return [*([single] if single else []), *arguments.get(f"{kind}PolicyDocuments", [])]


def _statements_of(text: str) -> list[dict[str, Any]]:
    found = json.loads(text).get("Statement", []) if text else []
    return found if isinstance(found, list) else [found]


def _merge(statements: list[dict[str, Any]], more: list[dict[str, Any]]) -> None:
    """Add statements; one with a known `Sid` replaces the earlier one."""
    for statement in more:
        sid = statement.get("Sid")
        index = next((i for i, known in enumerate(statements) if sid and known.get("Sid") == sid), None)
        if index is None:
            statements.append(statement)
        else:
            statements[index] = statement


def _statement(item: Mapping[str, Any], version: str) -> dict[str, Any]:
    parts = {
        "Sid": item.get("sid"),
        "Effect": item.get("effect", "Allow"),
        "Action": _listed(item.get("actions")),
        "NotAction": _listed(item.get("notActions")),
        "Resource": _listed(item.get("resources"), version),
        "NotResource": _listed(item.get("notResources"), version),
        "Principal": _principals(item.get("principals")),
        "NotPrincipal": _principals(item.get("notPrincipals")),
        "Condition": _conditions(item.get("conditions"), version),
    }
    return {name: value for name, value in parts.items() if value}


def _listed(values: list[str] | None, version: str = "") -> str | list[str] | None:
    """One value as a string, several in reverse order. `&{…}` escapes IAM's `${…}`, which Terraform would replace."""
    if not values:
        return None
    plain = [value.replace("&{", "${") if version == "2012-10-17" else value for value in values]
    return plain[0] if len(plain) == 1 else sorted(plain, reverse=True)


def _principals(items: list[Mapping[str, Any]] | None) -> str | dict[str, Any] | None:
    if not items:
        return None
    if len(items) == 1 and items[0]["type"] == "*" and items[0]["identifiers"] == ["*"]:
        return "*"
    merged: dict[str, list[str]] = {}
    for item in items:
        merged.setdefault(item["type"], []).extend(item["identifiers"])
    return {kind: _listed(identifiers) for kind, identifiers in merged.items()}


def _conditions(items: list[Mapping[str, Any]] | None, version: str) -> dict[str, Any] | None:
    if not items:
        return None
    merged: dict[str, dict[str, Any]] = {}
    for item in items:
        values = [value.replace("&{", "${") if version == "2012-10-17" else value for value in item["values"]]
        merged.setdefault(item["test"], {})[item["variable"]] = values[0] if len(values) == 1 else values
    return merged
