"""Dirac-GAN as a table: where θ and ψ are after 600 rounds, and how far ganlab is from the recursion of its own test.

    python bench/dirac.py

Mescheder et al. (2018): alternating steps stay on their circle, simultaneous ones diverge, R1, R2 and instance noise
converge, WGAN-GP does not.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "games"))

import test_dirac  # noqa: E402
from test_dirac import CASES, ROUNDS, WATCHED, played, radius, recursion  # noqa: E402

EXPECTED = {case: word for cases, word in ((test_dirac.STAY, "stays"), (test_dirac.DIVERGE, "diverges"),
                                           (test_dirac.CONVERGE, "converges")) for case in cases}


def main() -> None:
    columns = f"{'expected':>18}{'start':>8}{'least':>8}{'largest':>9}{'last':>8}   |Δ| from NumPy, {WATCHED} rounds"
    print(f"{'':30}{columns}")
    for case in CASES:
        way = played(case)
        found = radius(way)
        apart = np.abs(way - recursion(case))[: WATCHED + 1].max()
        expected = EXPECTED.get(case, "does not converge")
        radii = f"{found[0]:8.3f}{found.min():8.3f}{found.max():9.3f}{found[-1]:8.3f}"
        print(f"{case:30}{expected:>18}{radii}{apart:12.1e}")
    print(f"(θ, ψ) from (1, 1), h = .1, {ROUNDS} rounds; the radius is that of (θ, ψ).")


if __name__ == "__main__":
    main()
