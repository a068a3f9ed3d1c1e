"""Registers each resource of the file that `CASES` names: `{name: [type, properties]}`."""

import json
import os
from pathlib import Path

import pulumi

for name, (kind, properties) in json.loads(Path(os.environ["CASES"]).read_text(encoding="utf-8")).items():
    pulumi.CustomResource(kind, name, properties)
