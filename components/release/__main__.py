"""`python -m citycell.release` (in the checkout `python -m components.release`): move aliases to new versions."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
