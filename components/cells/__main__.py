"""`python -m citycell.cells`: lists and promotes a region's cells; in the checkout `python -m components.cells`."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
