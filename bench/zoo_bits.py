"""What every system of the zoo has for nothing, at the size that it is used in: bits, ways back, and compiled rounds.

    python bench/zoo_bits.py                      # all, about ten minutes on one core, most of them the compiler's
    python bench/zoo_bits.py pix2pix spade --compiled no

Each line is a question to a GAN that has played six rounds and stands in the middle of the seventh: equal to the last
bit, or the largest difference that there is. `tests/zoo` asks the same of small networks at every change.
"""

import argparse
import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import torch
from sklearn.datasets import load_sample_images

from ganlab import GAN, data, zoo
from ganlab.backend.randomness import stream

ROUNDS = 6


def style(**more: object) -> GAN:
    "A CycleGAN on crops of scikit-learn's photographs and of their prints."
    photos = [torch.from_numpy(photo.transpose(2, 0, 1).copy()) for photo in load_sample_images().images]
    prints = [(data.print_look(photo[None] / 255)[0] * 255).round().to(torch.uint8) for photo in photos]
    a, b = data.crops(photos, 32, 200), data.crops(prints, 32, 200, name="prints")
    return zoo.cyclegan(a, b, skip=True, identity=5.0, batch_size=4, **more)


SYSTEMS: dict[str, Callable[..., GAN]] = {
    "pix2pix": zoo.pix2pix, "spade": zoo.spade, "style": style,
    "super_resolution": lambda **more: zoo.super_resolution(warm_up=3, **more),
    "cyclegan of points": zoo.cyclegan, "cyclegan of pictures": lambda **more: zoo.cyclegan("digits", "digits", **more),
    "vae": lambda **more: zoo.vae("fashion", **more),
    "flow_matching": lambda **more: zoo.flow_matching("fashion", **more)}


def told(gan: GAN) -> dict[str, list]:
    return {name: values.tolist() for name, values in gan.history.items()}


def halfway(make: Callable[..., GAN]) -> GAN:
    gan = make(seed=5).fit(ROUNDS, progress=False)
    for turn in list(gan.game.turns)[:-1]:
        gan.step(turn)
    return gan


def on(gan: GAN) -> GAN:
    "The rest of the round, and one more."
    gan.step(list(gan.game.turns)[-1])
    return gan.fit(1, progress=False)


def bits(make: Callable[..., GAN]) -> dict[str, bool]:
    "Each promise, and whether it was kept to the last bit."
    gan, other = halfway(make), halfway(make)
    here, moment = gan.state_hash(), gan.moment
    kept = {"same seed": here == other.state_hash() and told(gan) == told(other)}
    for turn in gan.game.turns:
        gan.preview(turn)
    kept["preview changes nothing"] = here == gan.state_hash() and told(gan) == told(other)
    with tempfile.TemporaryDirectory() as folder:
        gan.save(Path(folder) / "half.ganlab")
        game = None if gan.origin.game["kind"] else make(seed=5).game
        loaded = GAN.load(Path(folder) / "half.ganlab", game=game)
    kept["saved and loaded"] = loaded.state_hash() == here
    end = on(gan).state_hash()
    kept["rewound into a round"] = gan.rewind(moment).state_hash() == here
    kept["forked, and played on"] = on(gan.fork()).state_hash() == end and gan.state_hash() == here
    kept["loaded, and played on"] = on(loaded).state_hash() == end
    gan.rewind(gan.horizon)
    scope = {"game": make(seed=5).game}
    exec(gan.script(), scope)
    kept["script"] = scope["gan"].state_hash() == gan.state_hash() == end
    quick = gan.fork()
    going = gan.slowly("round")
    for _ in itertools.islice(going, 5):
        pass
    going.abandon()
    kept["slow motion abandoned"] = gan.state_hash() == end
    parts = [phase.name for phase in gan.slowly("round")]
    quick.step()
    kept["slow motion is the round"] = gan.state_hash() == quick.state_hash()
    print(f"    parts in slow motion: {' '.join(parts)}", flush=True)
    return kept


def compiled(make: Callable[..., GAN]) -> float:  # in the networks' units
    "The largest difference of samples after three rounds, compiled and ordinary, at rates that do not amplify."
    calm = {"seed": 5, "lr": 1e-3, "betas": (0.5, 0.99), "anneal": None, "precision": "fp32"}
    plain, quick, said = make(**calm), make(compile=True, **calm), []
    quick.control.listeners.append(said.append)
    plain.fit(3, progress=False), quick.fit(3, progress=False)
    if not any("Compiled" in text for text in said):
        raise SystemExit(f"it was not compiled: {said}")
    x = plain.draw_z(8, stream(0, "compared"))
    if not plain.game.translations:
        made = [gan.data.scale(gan.generate(x)) for gan in (plain, quick)]
        return (made[0] - made[1]).abs().max().item()
    noise = [torch.zeros(8, *one.shape) for one in plain.inputs[1:] if one.kind == "noise"]
    made = [gan.data.scale(gan.translate(x, noise=noise[0] if noise else None)) for gan in (plain, quick)]
    return (made[0] - made[1]).abs().max().item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="of systems; none: all")
    parser.add_argument("--compiled", choices=["yes", "no", "only"], default="yes")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    if asked.compiled != "no" and not any(map(shutil.which, ("g++", "c++", "clang++"))):
        raise SystemExit("PyTorch compiles with a C++ compiler, and there is none: --compiled no")
    for name in asked.names or SYSTEMS:
        print(f"{name}:", flush=True)
        if asked.compiled != "only":
            for promise, held in bits(SYSTEMS[name]).items():
                print(f"    {promise:26} {'to the bit' if held else 'BROKEN'}", flush=True)
        if asked.compiled != "no":
            print(f"    compiled against ordinary  {compiled(SYSTEMS[name]):.1e} in [-1, 1]", flush=True)


if __name__ == "__main__":
    main()
