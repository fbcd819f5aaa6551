"""How long the tests in this folder try: `make fuzz` tries many times as much as `make test` does."""

import os


def tries(
    n: int,  # in `make test`, where seconds count
) -> int:
    "How often to try something random; GANLAB_FUZZ in the environment says how many times as often as usual."
    return n * int(os.environ.get("GANLAB_FUZZ", "1"))
