"""`python -m ganlab` does what the `ganlab` command does."""

import sys

from ganlab.app.cli import main

sys.exit(main())
