"""`python -m budgetnb` is the command `budgetnb`."""

import sys

from budgetnb.cli import main

if __name__ == "__main__":
    sys.exit(main())
