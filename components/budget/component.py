"""The budget of a cell: what it may cost in a month, and who hears of it."""

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Transforms
from ..core.outputs import json_text
from .args import BudgetArgs
from .config import BudgetConfig, resolve
from .limits import MAX_NAME
from .props import budget_props, monitor_specification, subscription_props


class Budget(Component):
    """A monthly budget over everything with the cell's tag, with notifications of actual and forecast costs.

    A budget informs and stops nothing. It sees costs only after the tag `cell` is active as a cost allocation tag,
    which the management account of the organization does once (`docs/account.md`); until then it shows no costs. With
    `anomaly_usd`, unusual costs are reported too.
    """

    budget_name: pulumi.Output[str]
    """Name of the budget."""
    anomaly_monitor_arn: pulumi.Output[str] | None
    """The monitor of unusual costs; None without `anomaly_usd`."""

    def __init__(
        self,
        name: str,
        args: BudgetArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self.budget_name = self._make_budget(config)
        self.anomaly_monitor_arn = None if config.anomaly_usd is None else self._make_monitor(config)
        self._finish()

    def _make_budget(self, config: BudgetConfig) -> pulumi.Output[str]:
        name = {"name": self._physical("monthly", MAX_NAME)}
        return self._child("budget", aws.budgets.Budget, name | budget_props(config, self._cell["cell"])).name

    def _make_monitor(self, config: BudgetConfig) -> pulumi.Output[str]:
        monitor = self._child(
            "monitor",
            aws.costexplorer.AnomalyMonitor,
            {
                "name": self._physical("costs"),
                "monitor_type": "CUSTOM",
                "monitor_specification": json_text(monitor_specification(self._cell["cell"])),
            },
            # The provider reads it back with every key of the API, those without a value as null, and would replace the
            # monitor in every update. It depends on the name of the cell only.
            pulumi.ResourceOptions(ignore_changes=["monitorSpecification"]),
        )
        self._child(
            "subscription",
            aws.costexplorer.AnomalySubscription,
            {"name": self._physical("costs"), **subscription_props(config, monitor.arn)},
        )
        return monitor.arn
