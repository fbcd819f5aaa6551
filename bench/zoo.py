"""The zoo's figures, beside floor, chance and baseline, and the goals that were fixed before the runs.

    python bench/zoo.py pix2pix --seeds 0 1 2
    python bench/zoo.py cyclegan --seeds 0 1 2 --rounds 700
    python bench/zoo.py pix2pix --seeds 0 --rounds 200 400 800 1600 --change l1=3 dropout=0
    python bench/zoo.py all

Each line is a training: its figures, the processor's seconds that it took on one thread, and which goals it reached.
Several numbers of rounds give a curve, each point of which is a training of its own with its own annealing.
Every figure is of held-out data. `--mnist FOLDER` holds MNIST's files for the figures of `cyclegan` (see
`bench/images.py`, which fetches them); without it they are of the shipped clothes, which are less alike.
"""

import argparse
import json
import time
from ast import literal_eval
from collections.abc import Callable
from itertools import product
from pathlib import Path

import torch

from torch import Tensor
from torch.nn.functional import avg_pool2d, conv2d, interpolate, max_pool2d

from ganlab import GAN, data, metrics, zoo
from ganlab.backend.randomness import stream
from ganlab.data.unpaired import outlined
from ganlab.games import Alternate, Anneal

GOALS = {  # by system and figure: what was to be reached, fixed before the runs
    "pix2pix": {"patch SWD / L1-only's": "<= 0.6", "L1 / L1-only's": "<= 1.15", "saturation / real's": ">= 0.8"},
    "cyclegan": {"class kept A→B / judge's": ">= 0.95", "class kept B→A / judge's": ">= 0.90",
                 "cycle A": "<= 0.03", "cycle B": "<= 0.03", "CPU seconds": "<= 90"},
    "super_resolution": {"PSNR of MSE - GAN": "> 0", "PSNR of GAN - bicubic": ">= 1", "patch SWD / MSE's": "<= 0.65",
                         "low-resolution error": "<= 0.02", "background speckle": "<= 0.02"},
    "spade": {"mIoU": ">= 0.80", "uniform maps": ">= 0.55", "uniform maps / concatenated": ">= 2",
              "patch SWD / L1-only's": "<= 0.6", "z spread / real's": ">= 0.2", "CPU seconds": "<= 60"},
    "not_adversarial": {"GAN: sharpness": ">= 0.85", "VAE: sharpness": "<= 0.75", "VAE: precision": ">= 0.8",
                        "flow: recall of 16 steps - of 1": ">= 0.15", "ring: modes of flow in 16 steps": ">= 8",
                        "ring: share of VAE near a mode / GAN's": "< 1"},
    "style": {"patch SWD / no-op's": "<= 0.5", "luminance kept": ">= 0.95", "L1 to the truth / no-op's": "< 1"},
}
ROUNDS = {"pix2pix": 400, "cyclegan": 700, "super_resolution": 600, "spade": 300, "style": 1000,
          "not_adversarial": 60}  # of the last, CPU-seconds for each model


def reached(value: float, goal: str) -> bool:
    "Whether a figure meets its goal."
    sign, bar = goal.split()
    return {"<=": value <= float(bar), ">=": value >= float(bar), "<": value < float(bar),
            ">": value > float(bar)}[sign]


def trained(make: Callable[..., GAN], rounds: int, *arguments: object, **changes: object) -> tuple[GAN, float]:
    "A GAN after that many rounds, and the processor's seconds that they took."
    gan = make(*arguments, **changes)
    began = time.process_time()
    gan.fit(rounds, progress=False)
    return gan, time.process_time() - began


def changed(text: str) -> tuple[str, object]:
    "An argument and its value, of a text such as `l1=3`, `schedule=(2, 1)` or `penalty=r1`."
    name, _, value = text.partition("=")
    try:
        return name, literal_eval(value)
    except (ValueError, SyntaxError):
        return name, value


# --- pix2pix

def pix2pix(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    anneal = Anneal(rounds, lr=0.02, beta2=None)
    plain, _ = trained(zoo.pix2pix, rounds, seed=seed, anneal=anneal, adversarial=0.0, schedule=Alternate(0, 1))
    gan, seconds = trained(zoo.pix2pix, rounds, seed=seed, **{"anneal": anneal} | dict(asked.change))
    found = metrics.conditional_figures(gan.translate, gan.game.pairs.held_out, plain.translate)
    swd, l1 = found["patch SWD"], found["L1"]
    truth, condition = gan.game.pairs.held_out.arrays()
    made, real = (chroma(gan.game.pairs.x.scale(x).clamp(-1, 1)) for x in (gan.translate(condition), truth))
    colourful = {"share of pixels": (made > 0.25).float().mean().item(), "of real": (real > 0.25).float().mean().item(),
                 "their chroma / real's": (made[made > 0.25].mean() / real[real > 0.25].mean()).item()}
    return {"patch SWD / L1-only's": swd.value / swd.baseline, "L1 / L1-only's": l1.value / l1.baseline,
            "saturation / real's": found["saturation"].value, "CPU seconds": seconds,
            "colourful": colourful} | told(found)


def chroma(x: Tensor) -> Tensor:  # shape (n, H, W), in [0, 1]
    "The highest minus the lowest channel of pictures (n, 3, H, W) in [-1, 1]."
    return (x.amax(1) - x.amin(1)) / 2


def told(found: metrics.Figures) -> dict[str, dict[str, float]]:
    "Each figure beside its floor, chance and baseline."
    return {row.name: {"value": row.value, "floor": row.floor, "chance": row.chance, "baseline": row.baseline}
            for row in found.rows}


# --- cyclegan

def cyclegan(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    known = data.as_data("fashion") if asked.mnist is None else data.download("mnist", asked.mnist)
    order = torch.randperm(known.n, generator=torch.Generator().manual_seed(0))
    part = min(known.n // 4, 10_000)
    a, b, taught, held_out = (known.select(order[k * part : (k + 1) * part]) for k in range(4))
    held_out = held_out.select(torch.arange(1000))
    truth, b = outlined(held_out), outlined(b)
    judges = {"b": metrics.train_classifier(outlined(taught), 250), "a": metrics.train_classifier(taught, 250)}
    anneal = Anneal(rounds, lr=0.02, beta2=None)
    gan, seconds = trained(zoo.cyclegan, rounds, a, b, seed=seed, **{"anneal": anneal} | dict(asked.change))
    there, back = gan.translate(held_out.source.values.float()), gan.translate(truth.source.values.float(), to="a")
    own = {"b": judges["b"].accuracy(truth), "a": judges["a"].accuracy(held_out)}
    kept = {"b": metrics.class_kept(judges["b"], there, held_out.labels),
            "a": metrics.class_kept(judges["a"], back, held_out.labels)}
    x, y = held_out.source.values.float(), truth.source.values.float()
    return {"class kept A→B / judge's": kept["b"] / own["b"], "class kept B→A / judge's": kept["a"] / own["a"],
            "cycle A": metrics.cycle_error(gan, x, "a") / 2, "cycle B": metrics.cycle_error(gan, y, "b") / 2,
            "pairing A→B": metrics.pairing_error(gan, "b", there, y) / 2,
            "pairing B→A": metrics.pairing_error(gan, "a", back, x) / 2,
            "class kept": {"A→B": kept["b"], "judge A→B": own["b"], "B→A": kept["a"], "judge B→A": own["a"],
                           "chance": 0.1}, "CPU seconds": seconds}


# --- super-resolution

def super_resolution(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    "The first half of the rounds by squared error; what had that half alone is gone back to on the timeline."
    half = rounds // 2
    setting = {"warm_up": half, "anneal": Anneal(rounds - half, lr=0.02, beta2=None)}
    gan, seconds = trained(zoo.super_resolution, rounds, seed=seed, **setting | dict(asked.change))
    held_out, alone = gan.game.pairs.held_out, gan.fork(at=half)

    def bicubic(small: Tensor) -> Tensor:
        return interpolate(small, scale_factor=4, mode="bicubic", align_corners=False).clamp(0, 255)

    found = metrics.conditional_figures(gan.translate, held_out, alone.translate, high_pass=True)
    cheap = metrics.conditional_figures(bicubic, held_out, high_pass=True)
    x, small = held_out.arrays()
    made = gan.translate(small).clamp(0, 255)
    low = (avg_pool2d(made, 4) - small).abs().mean().item() / 255
    background = max_pool2d(x, 7, 1, 3) == 0  # black all around
    speckle = made[background].mean().item() / 255
    psnr, swd = found["PSNR"], found["patch SWD"]
    return {"PSNR of MSE - GAN": psnr.baseline - psnr.value, "PSNR of GAN - bicubic": psnr.value - cheap["PSNR"].value,
            "patch SWD / MSE's": swd.value / swd.baseline, "low-resolution error": low, "background speckle": speckle,
            "CPU seconds": seconds} | told(found) | {"bicubic": {row.name: row.value for row in cheap.rows}}


# --- SPADE

GROUND = (0, 2, 3, 4, 5)  # the classes that may fill a whole map: sky, mountain, water, grass, tree


def spade(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    scenes = data.scenes()
    judge = metrics.train_segmenter(scenes)
    anneal = Anneal(rounds, lr=0.02, beta2=None)
    gan, seconds = trained(zoo.spade, rounds, scenes, seed=seed, **{"anneal": anneal} | dict(asked.change))
    plain, _ = trained(zoo.spade, rounds // 2, scenes, seed=seed, anneal=Anneal(rounds // 2, lr=0.02, beta2=None),
                       adversarial=0.0, diversity=0.0, l1=1.0, schedule=Alternate(0, 1))
    beside, _ = trained(zoo.spade, rounds, scenes, concatenate=True, seed=seed, anneal=anneal)
    pictures, maps = scenes.held_out.arrays()
    found = metrics.conditional_figures(gan.translate, scenes.held_out, plain.translate)

    def sky(x: Tensor) -> Tensor:
        return x[:, :, :3].mean((2, 3))

    def of_one_map(n: int) -> Tensor:
        z = torch.randn(n, gan.inputs[1].shape[0], generator=stream(0, "z of one map"))
        return gan.translate(maps[:1].expand(n, -1, -1, -1), noise=z)

    uniform = {name: judge.uniform(one.translate, (1, 32, 32), GROUND) for name, one in (
        ("SPADE", gan), ("concatenated", beside), ("L1 only", plain))}
    iou = {name: judge.mean_iou(one.translate(maps), maps) for name, one in (
        ("SPADE", gan), ("concatenated", beside), ("L1 only", plain))}
    iou |= {"judge on real": judge.mean_iou(pictures, maps), "chance": judge.mean_iou(pictures.roll(1, 0), maps)}
    swd = found["patch SWD"]
    return {"mIoU": iou["SPADE"], "uniform maps": uniform["SPADE"],
            "uniform maps / concatenated": uniform["SPADE"] / max(uniform["concatenated"], 1e-9),
            "patch SWD / L1-only's": swd.value / swd.baseline,
            "z spread / real's": metrics.spread_over_noise(of_one_map, pictures, sky), "CPU seconds": seconds,
            "mIoU of": iou, "uniform maps of": uniform} | told(found)


# --- style

PHOTOS = ("astronaut.png", "coffee.png", "rocket.jpg", "motorcycle_left.png")  # of scikit-image, free to use
HELD_OUT = "chelsea.png"


def style(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    if asked.photos is None:
        raise SystemExit("style needs --photos FOLDER: that of scikit-image's data, with astronaut.png and the others")
    from sklearn.datasets import load_sample_images

    others = [torch.from_numpy(photo.transpose(2, 0, 1).copy()) for photo in load_sample_images().images]
    others = [interpolate(photo[None].float(), (128, 192), mode="area")[0] for photo in others]
    photos = [data.read_photo(asked.photos / name, 128) for name in PHOTOS]
    prints = [(data.print_look(photo[None] / 255)[0] * 255).round().to(torch.uint8) for photo in others]
    a, b = data.crops(photos, 32, 2000), data.crops(prints, 32, 2000, name="prints")
    whole = data.read_photo(asked.photos / HELD_OUT, 128)[None, :, :, :184].float()
    truth = data.print_look(whole / 255) * 255
    setting = {"skip": True, "cycle": 10.0, "identity": 5.0, "batch_size": 4,
               "anneal": Anneal(rounds, lr=0.02, beta2=None)}
    gan, seconds = trained(zoo.cyclegan, rounds, a, b, seed=seed, **setting | dict(asked.change))
    made = gan.translate(whole).clamp(0, 255)
    scaled = {name: x / 127.5 - 1 for name, x in (("made", made), ("truth", truth), ("no-op", whole))}
    swd = {name: metrics.patch_swd(scaled[name], scaled["truth"], high_pass=True) for name in ("made", "no-op")}
    l1 = {name: metrics.absolute_error(scaled[name], scaled["truth"]) for name in ("made", "no-op")}
    luminance = torch.corrcoef(torch.stack([made.mean(1).flatten(), whole.mean(1).flatten()]))[0, 1].item()
    return {"patch SWD / no-op's": swd["made"] / swd["no-op"], "luminance kept": luminance,
            "L1 to the truth / no-op's": l1["made"] / l1["no-op"], "CPU seconds": seconds,
            "patch SWD": swd, "L1": l1}


# --- what GANs are compared with

STEPS = (1, 2, 4, 16)  # of the flow


def for_seconds(make: Callable[..., GAN], seconds: float, *arguments: object, **changes: object) -> GAN:
    "A model after about so many seconds of the processor, its rates annealed to the end of them if it anneals."
    probe, used = trained(make, 25, *arguments, **changes)
    rounds = max(int(25 * seconds / used), 1)
    if probe.recipe.anneal is not None:
        changes |= {"anneal": Anneal(rounds, lr=0.02, beta2=None)}
    return trained(make, rounds, *arguments, **changes)[0]


def fine_detail(x: Tensor) -> float:
    "The mean square of a picture's Laplacian (n, 1, H, W): what blur takes away first."
    kernel = torch.tensor([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
    return conv2d(x, kernel[None, None]).square().mean().item()


def not_adversarial(seed: int, rounds: int, asked: argparse.Namespace) -> dict[str, float]:
    "A GAN, a VAE and flow matching, each for the same time on one thread, judged by features of real pictures."
    known = data.as_data("fashion")
    order = torch.randperm(known.n, generator=torch.Generator().manual_seed(0))
    learnt, held_out = known.select(order[1000:]), known.select(order[:1000])
    features, real = metrics.learn_features(learnt), held_out.source.values.float()

    def judged(x: Tensor) -> dict[str, float]:
        x = x.clamp(0, 255)
        found = {name: getattr(metrics, name)(real, x, features=features)
                 for name in ("precision", "recall", "coverage", "kid")}
        return found | {"sharpness": fine_detail(x) / fine_detail(real)}

    models = {"GAN": GAN, "VAE": zoo.vae, "flow": zoo.flow_matching}
    pictures = {name: for_seconds(make, rounds, learnt, seed=seed) for name, make in models.items()}
    of = {name: judged(pictures[name].sample(1000)) for name in ("GAN", "VAE")}
    of |= {f"flow, {steps} steps": judged(pictures["flow"].sample(1000, evaluations=steps)) for steps in STEPS}
    of["real pictures"] = judged(learnt.source.values[:1000].float())
    ring = {name: for_seconds(make, rounds / 10, "ring", seed=seed) for name, make in models.items()}
    near = {name: metrics.modes(model.sample(2500), "ring") for name, model in ring.items()}
    near |= {f"flow, {steps} steps": metrics.modes(ring["flow"].sample(2500, evaluations=steps), "ring")
             for steps in STEPS}
    told = {f"ring: {name}": {"modes": m.live, "near a mode": m.high_quality, "spread": m.spread}
            for name, m in near.items()}
    return {"GAN: sharpness": of["GAN"]["sharpness"], "VAE: sharpness": of["VAE"]["sharpness"],
            "VAE: precision": of["VAE"]["precision"],
            "flow: recall of 16 steps - of 1": of["flow, 16 steps"]["recall"] - of["flow, 1 steps"]["recall"],
            "ring: modes of flow in 16 steps": near["flow, 16 steps"].live,
            "ring: share of VAE near a mode / GAN's": near["VAE"].high_quality / near["GAN"].high_quality,
            "rounds": {name: model.rounds for name, model in pictures.items()}} | of | told


SYSTEMS = {"pix2pix": pix2pix, "cyclegan": cyclegan, "super_resolution": super_resolution, "spade": spade,
           "style": style, "not_adversarial": not_adversarial}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=[*SYSTEMS, "all"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--rounds", type=int, nargs="+",
                        help="of the schedule, one or several; by default as many as the goals were set for; of "
                        "not_adversarial, the CPU-seconds that each model gets")
    parser.add_argument("--change", type=changed, nargs="+", default=[], metavar="NAME=VALUE",
                        help="arguments of the system's call, never of its baseline")
    parser.add_argument("--mnist", type=Path, help="folder with MNIST's files, for cyclegan")
    parser.add_argument("--photos", type=Path, help="folder with photographs, for style")
    parser.add_argument("--keep", type=Path, help="file to which the figures are added, one training a line")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    for name in SYSTEMS if asked.name == "all" else [asked.name]:
        print(f"{name}: {', '.join(f'{figure} {goal}' for figure, goal in GOALS[name].items())}", flush=True)
        for rounds, seed in product(asked.rounds or [ROUNDS[name]], asked.seeds):
            found = SYSTEMS[name](seed, rounds, asked)
            said = ", ".join(f"{key} {value:.3g}" for key, value in found.items() if not isinstance(value, dict))
            missed = [key for key, goal in GOALS[name].items() if not reached(found[key], goal)]
            verdict = "missed: " + ", ".join(missed) if missed else "all reached"
            unit = "CPU-seconds a model" if name == "not_adversarial" else "rounds"
            print(f"  seed {seed}, {rounds} {unit}: {said}; {verdict}", flush=True)
            for key, value in found.items():
                if isinstance(value, dict):
                    print(f"    {key}: {', '.join(f'{k} {v:.3g}' for k, v in value.items())}", flush=True)
            if asked.keep:
                with asked.keep.open("a") as file:
                    run = {"system": name, "seed": seed, "rounds": rounds, "missed": missed}
                    file.write(json.dumps(run | found) + "\n")


if __name__ == "__main__":
    main()
