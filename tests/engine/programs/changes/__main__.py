"""One component, before or after one of its arguments changed, as its sample's `changes` say."""

import pulumi

from tests.components.samples import SAMPLES

config = pulumi.Config()
(sample,) = (sample for kind, sample in SAMPLES.items() if kind.__name__ == config.require("component"))
edit = sample.changes[config.require("argument")]
change = {**edit.before, **edit.after} if config.require_bool("changed") else edit.before
sample.kind("part", sample.args({**change, "disposable": True}))
