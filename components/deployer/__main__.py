"""`python -m citycell.deployer`: the policies of a deploying role; in the checkout `python -m components.deployer`."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
