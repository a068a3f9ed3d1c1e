"""A component once for each change of its sample, before or after that change: each in a cell of its own."""

import pulumi

from tests.components.samples import SAMPLES

config = pulumi.Config()
(sample,) = (sample for kind, sample in SAMPLES.items() if kind.__name__ == config.require("component"))
for number, edit in enumerate(sample.changes.values()):
    change = {**edit.before, **edit.after} if config.require_bool("changed") else edit.before
    sample.kind(f"part-{number}", sample.args({"disposable": True, "cell": f"cell-{number}", **change}))
