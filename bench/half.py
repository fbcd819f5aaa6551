"""Whether sixteen bits are enough: the same trainings in fp32 and in bf16, seed by seed.

    python bench/half.py                        # five seeds each; half an hour of one core
    python bench/half.py ring --seeds 3

The ring with its defaults (live modes, share within three sigma), and two kinds of wide networks on Fashion-MNIST (the
kernel distance of 1,000 samples to as many real ones, in features learnt from the data). "Real" is what as many real
samples would score, drawn anew for each seed: the noise floor. The two precisions are alike when their means are no
further apart than the seeds of one of them are.
"""

import argparse

import torch

from ganlab import GAN, metrics
from ganlab.backend.randomness import stream
from ganlab.metrics.features import learn_features

SAMPLES = 1000
CASES = {  # name: (data, recipe, rounds)
    "ring": ("ring", "default", 4000),
    "fashion, dcgan": ("fashion", "dcgan", 250),
    "fashion, mlp-784": ("fashion", "mlp-784", 1000),
}


def figures(gan: GAN, seed: int) -> dict[str, float]:
    "What is compared: of a sample, and of as many real ones."
    dice = stream(seed, "bench")
    x, real, more = gan.sample(SAMPLES, dice), gan.data.draw(SAMPLES, dice), gan.data.draw(SAMPLES, dice)
    if gan.data.modes is not None:
        found = metrics.modes(x, gan.data)
        return {"live": found.live, "hq": found.high_quality, "hq real": metrics.modes(more, gan.data).high_quality}
    see = learn_features(gan.data)
    return {"kid": metrics.kid(see(real), see(x)), "kid real": metrics.kid(see(real), see(more))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    for case in asked.cases or CASES:
        data, recipe, rounds = CASES[case]
        print(f"{case}, {rounds:,} rounds")
        rows: dict[str, list[dict]] = {}
        for seed in range(asked.seeds):
            for precision in ("fp32", "bf16"):
                gan = GAN(data, recipe=recipe, seed=seed, precision=precision)
                gan.threads = 1
                rows.setdefault(precision, []).append(figures(gan.fit(rounds, progress=False), seed))
                print(
                    f"  seed {seed} {precision}  " + "  ".join(f"{k} {v:.4f}" for k, v in rows[precision][-1].items()),
                    flush=True,
                )
        for name in rows["fp32"][0]:
            full, half = (
                torch.tensor([row[name] for row in rows[precision]], dtype=torch.float64) for precision in rows
            )
            apart, spread = (half.mean() - full.mean()).abs().item(), max(full.std().item(), half.std().item())
            print(
                f"  {name:8}  fp32 {full.mean():.4f} ± {full.std():.4f}   bf16 {half.mean():.4f} ± {half.std():.4f}   "
                f"{'alike' if apart <= max(spread, 1e-12) else 'APART'}"
            )


if __name__ == "__main__":
    main()
