"""Lambda and CloudWatch in memory: requests are checked against botocore's models, and answers are AWS's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

from components.preflight.clients import CallError

_SESSION = botocore.session.get_session()


@dataclass
class FakeAws:
    """Answers as `Clients` does."""

    aliases: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """By function."""
    versions: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict[str, dict[str, dict[str, Any]]])
    """By function and version."""
    alarms: dict[str, str] = field(default_factory=dict[str, str])
    moves: list[tuple[str, str, dict[str, float]]] = field(default_factory=list[tuple[str, str, dict[str, float]]])
    """Function, version and weights of each update."""
    denied: Callable[[str, dict[str, Any]], bool] = lambda _operation, _parameters: False
    """Whether a call fails."""

    def function(self, name: str, *versions: int, at: int) -> None:
        """Add a function with versions and an alias."""
        plain = {"Role": "arn:aws:iam::123456789012:role/r", "State": "Active"}
        self.versions[name] = {"$LATEST": dict(plain)} | {f"{version}": dict(plain) for version in versions}
        self.aliases[name] = {"Name": "live", "FunctionVersion": f"{at}", "RevisionId": "0"}

    def call(self, service: str, operation: str, *, at: str = "", **parameters: Any) -> dict[str, Any]:
        """The answer of one operation."""
        del at
        model = _SESSION.get_service_model(service).operation_model(operation)
        assert model.input_shape is not None
        report = ParamValidator().validate(parameters, model.input_shape)
        assert not report.has_errors(), report.generate_report()
        if self.denied(operation, parameters):
            raise CallError(f"{service}:{operation} failed: ServiceException: try again", "ServiceException")
        return getattr(self, operation)(**parameters)

    def pages(self, service: str, operation: str, *, at: str = "", **parameters: Any) -> Iterator[dict[str, Any]]:
        """The pages of a list, one item on each."""
        for item in self.call(service, operation, at=at, **parameters)["Versions"]:
            yield {"Versions": [item]}

    def GetAlias(self, FunctionName: str, Name: str) -> dict[str, Any]:  # noqa: N802, N803 - AWS's names
        """An alias."""
        alias = self.aliases.get(FunctionName)
        if alias is None or alias["Name"] != Name:
            raise CallError("lambda:GetAlias failed: ResourceNotFoundException", "ResourceNotFoundException")
        return dict(alias)

    def UpdateAlias(self, **given: Any) -> dict[str, Any]:  # noqa: N802 - AWS's name
        """Move an alias, as long as it is as it was read."""
        alias = self.aliases[given["FunctionName"]]
        if given["RevisionId"] != alias["RevisionId"]:
            raise CallError("lambda:UpdateAlias failed: PreconditionFailedException", "PreconditionFailedException")
        weights = given["RoutingConfig"]["AdditionalVersionWeights"]
        alias |= {
            "FunctionVersion": given["FunctionVersion"],
            "RoutingConfig": {"AdditionalVersionWeights": weights},
            "RevisionId": f"{int(alias['RevisionId']) + 1}",
        }
        self.moves.append((given["FunctionName"], given["FunctionVersion"], dict(weights)))
        return dict(alias)

    def ListVersionsByFunction(self, FunctionName: str) -> dict[str, Any]:  # noqa: N802, N803 - AWS's names
        """All versions, with `$LATEST` first."""
        return {"Versions": [{"Version": version} for version in self.versions[FunctionName]]}

    def GetFunctionConfiguration(self, FunctionName: str, Qualifier: str) -> dict[str, Any]:  # noqa: N802, N803
        """A version."""
        found = self.versions[FunctionName].get(Qualifier)
        if found is None:
            raise CallError("not found", "ResourceNotFoundException")
        return found

    def DescribeAlarms(self, AlarmNames: list[str], **_: Any) -> dict[str, Any]:  # noqa: N802, N803 - AWS's names
        """Those alarms that exist: names of composite ones end in `-health`."""
        found = [{"AlarmName": name, "StateValue": self.alarms[name]} for name in AlarmNames if name in self.alarms]
        return {
            "MetricAlarms": [alarm for alarm in found if not alarm["AlarmName"].endswith("-health")],
            "CompositeAlarms": [alarm for alarm in found if alarm["AlarmName"].endswith("-health")],
        }
