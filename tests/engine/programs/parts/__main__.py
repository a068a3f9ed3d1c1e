"""Components with the arguments that the stack's settings name, each in a cell of its own unless they name one."""

import pulumi

from tests.components.samples import SAMPLES

BY_NAME = {kind.__name__: sample for kind, sample in SAMPLES.items()}

for number, (component, change) in enumerate(pulumi.Config().require_object("parts")):
    sample = BY_NAME[component]
    sample.kind(f"part-{number}", sample.args({"disposable": True, "cell": f"cell-{number}", **change}))
