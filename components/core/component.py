"""The base class of all components: it makes, names, tags and protects children, and registers outputs."""

import functools
import hashlib
import inspect
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pulumi
import pulumi_aws as aws

from ..aws.names import camel_case, fit
from ..aws.unique import UNIQUE, class_of
from .cell import CellArgs, DataClass, cell_args, is_disposable, with_suffix
from .claims import claim_name, claim_parts
from .errors import ArgumentError
from .outputs import json_text

Props = dict[str, Any]
Transform = Callable[[Props, pulumi.ResourceOptions], tuple[Props, pulumi.ResourceOptions]]
Transforms = Mapping[str, Transform]
"""Role of a child to a function that changes its properties and options. Use it for options without an argument.
The role of a nested child has a prefix, such as `network.vpc`."""

R = TypeVar("R", bound=pulumi.Resource)
C = TypeVar("C", bound="Component")


class Component(pulumi.ComponentResource):
    """A component of a cell.

    Make children with `_child` and `_component` only. Their parent is this component, and the caller's options are not
    merged into theirs: the engine passes on the provider and the protection of the parent.

    A subclass calls `resolve` first, which validates every argument before the component is registered. A second
    component of a kind with the same AWS names is an `ArgumentError` before it is registered.
    """

    _named_by = ""
    """The argument that the AWS names contain beside the cell, so that a cell may have several components of the kind
    which differ in it. Without one a cell has one component of the kind, unless the others have a `name_suffix`."""

    def __init__(
        self, name: str, args: CellArgs, opts: pulumi.ResourceOptions | None, transforms: Transforms | None
    ) -> None:
        self._component_name = name
        claim_parts(self._subject, type(self).__name__, args, self._named_by)
        super().__init__(f"citycell:index:{type(self).__name__}", name, {}, opts)
        self._cell = cell_args(args)
        self._disposable = is_disposable(args)
        self._transforms = dict(transforms or {})
        self._roles: set[str] = set()
        self._inputs: dict[tuple[str, str], Props] = {}

    def _physical(self, suffix: str, budget: int = 64) -> str:
        """The AWS name of a resource of this cell: `<cell>-<suffix>`, shortened with a hash if it exceeds the limit.

        It ends in the component's `name_suffix`, if there is one.
        """
        return fit(with_suffix(self._cell, f"{self._cell['cell']}-{suffix}"), budget)

    def _tags(self, data_class: DataClass) -> dict[str, str]:
        tags = {
            "city": self._cell["city"],
            "cell": self._cell["cell"],
            "component": type(self).__name__,
            "data-class": data_class.value,
            "owner": self._cell["owner"],
        }
        # Clean-up jobs of an account and the policy packs read this tag: the resource may be deleted.
        return tags | {"disposable": "true"} if self._disposable else tags

    def _child(
        self,
        role: str,
        kind: Callable[..., R],
        props: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None = None,
        *,
        data_class: DataClass = DataClass.NONE,
    ) -> R:
        """Make one child: name it, tag it, apply its transform and set this component as its parent."""
        name = f"{self._component_name}-{role}"
        final_props = dict(props)
        if takes(kind, "tags"):
            final_props["tags"] = self._tags(data_class) | _display_name(kind, name) | dict(props.get("tags", {}))
        final_opts = opts or pulumi.ResourceOptions()
        self._roles.add(role)
        if transform := self._transforms.get(role):
            final_props, final_opts = transform(final_props, final_opts)
        final_opts.parent = self
        if unique := UNIQUE.get(class_of(kind)):
            claim_name(self._subject, class_of(kind), unique, self._cell, final_props)
        self._inputs[kind.__module__, role] = final_props
        return kind(name, opts=final_opts, **final_props)

    def _cloud_control(
        self,
        role: str,
        type_name: str,
        state: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None = None,
        *,
        data_class: DataClass = DataClass.NONE,
    ) -> "aws.cloudcontrol.Resource":
        """Make one child through the Cloud Control API, for values that the class of its type does not send.

        `state` has the names of the CloudFormation type. The tags are added to it, because the provider adds none. A
        transform gets it as the dictionary `desired_state`, before it becomes JSON.
        """
        tags = [{"Key": key, "Value": value} for key, value in self._tags(data_class).items()]
        props = {"type_name": type_name, "desired_state": {**state, "Tags": tags}}
        return self._child(role, _cloud_control_resource, props, opts)

    def _component(
        self, role: str, kind: Callable[..., C], args: Mapping[str, Any], after: Sequence[pulumi.Resource] = ()
    ) -> C:
        """Make one child component and pass on the transforms of its children.

        Args:
            role: its name inside this component.
            kind: its class.
            args: its arguments, without those of the cell.
            after: what must be complete before its first child is made, where no argument says so. Children wait for
                their parent, and the parent waits for these.
        """
        prefix = f"{role}."
        inner = {key.removeprefix(prefix): value for key, value in self._transforms.items() if key.startswith(prefix)}
        self._roles.update(prefix + key for key in inner)
        return kind(
            f"{self._component_name}-{role}",
            dict(self._cell) | dict(args),
            pulumi.ResourceOptions(parent=self, depends_on=[*after]),
            transforms=inner,
        )

    def _digest(self, module: str) -> pulumi.Output[str]:
        """A digest of all inputs of the children made so far from one AWS module, such as `apigatewayv2`.

        It also covers what transforms change, so it triggers whatever makes these inputs take effect.
        """
        inputs = {
            role: props for (kind, role), props in self._inputs.items() if kind.startswith(f"pulumi_aws.{module}.")
        }
        # Transforms may set objects of the SDK's classes, whose attributes are their inputs.
        known = pulumi.Output.from_input(inputs)
        return known.apply(lambda value: hashlib.sha256(json.dumps(value, default=vars).encode()).hexdigest())

    def _make_log_group(
        self,
        name: str,
        retention_days: int,
        key_arn: pulumi.Input[str] | None,
        *,
        role: str = "log-group",
        is_full_name: bool = False,
    ) -> "aws.cloudwatch.LogGroup":
        """Make a log group with a retention period and a key.

        It is named `/citycell/<cell>/<name>`, or as given if the full name is AWS's own. The annotation is a text, so
        that only components with a log group load CloudWatch.
        """
        return self._child(
            role,
            aws.cloudwatch.LogGroup,
            {
                "name": name if is_full_name else with_suffix(self._cell, f"/citycell/{self._cell['cell']}/{name}"),
                "retention_in_days": retention_days,
                "kms_key_id": key_arn,
            },
            data_class=DataClass.LOGS,
        )

    def _error(self, argument: str, value: object, message: str, choices: Iterable[str] = ()) -> ArgumentError:
        """The error for an argument that is found to be wrong after the component is registered."""
        return ArgumentError(self._subject, argument, value, message, choices)

    @property
    def _subject(self) -> str:
        """The component as errors name it."""
        return f"{type(self).__name__} {self._component_name!r}"

    def _stateful(self, **extra: Any) -> pulumi.ResourceOptions:
        """Options of a child that holds data: protected and retained unless the cell is disposable."""
        keep = not self._disposable
        return pulumi.ResourceOptions(protect=keep, retain_on_delete=keep, **extra)

    def _finish(self) -> None:
        """Register the annotated public attributes as outputs, except those that are None.

        Raises:
            ArgumentError: a transform names a role that no child has.
        """
        for role in self._transforms:
            if role not in self._roles:
                raise self._error("transforms", role, "no child has that role", sorted(self._roles))
        declared = [name for name in inspect.get_annotations(type(self)) if not name.startswith("_")]
        values = {name: getattr(self, name) for name in declared}
        self.register_outputs({camel_case(name): value for name, value in values.items() if value is not None})


@functools.cache
def takes(kind: Callable[..., Any], argument: str) -> bool:
    """Whether a resource class accepts an argument."""
    return argument in inspect.signature(getattr(kind, "_internal_init", kind)).parameters


def _display_name(kind: Callable[..., Any], name: str) -> dict[str, str]:
    """The `Name` tag, which the VPC console shows as the name."""
    return {"Name": name} if kind.__module__.startswith("pulumi_aws.ec2.") else {}


def _cloud_control_resource(
    name: str, *, desired_state: Mapping[str, Any], **props: Any
) -> "aws.cloudcontrol.Resource":
    """A resource of the Cloud Control API, with its desired state as JSON."""
    return aws.cloudcontrol.Resource(name, desired_state=json_text(desired_state), **props)
