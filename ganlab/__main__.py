"""`python -m ganlab` does what the `ganlab` command does."""

import sys

from ganlab.cli import main

sys.exit(main())
