"""`python -m policies` (from the wheel: `python -m citycell.policies`): check a stack before it is deployed."""

import sys

from .check.command import main

sys.exit(main())
