"""`python -m citycell.preflight STACK` (in the checkout `python -m components.preflight`): what an account lacks."""

import sys

from .command import main

sys.exit(main())
