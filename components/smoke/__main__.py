"""`python -m citycell.smoke STACK`: whether a city works; in the checkout `python -m components.smoke`."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
