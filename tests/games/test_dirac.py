"""Dirac-GAN against a recursion in NumPy with formulas of its own (Mescheder et al. 2018, section 2 and figure 2).

Real samples are 0, G(z) = θ and D(x) = ψx, so that each slope can be written down. With s(t) = 1 / (1 + e⁻ᵗ), t = ψθ:

    minimax   D descends θ·s(t),  G descends −ψ·s(t)
    WGAN      D descends θ,       G descends −ψ
    R1 or R2  add w·ψ to D's gradient, a gradient penalty adds 2w·(|ψ| − 1)·sign(ψ)
    noise     D sees ε on real samples and θ + ε' on fakes, and descends the mean of s(ψ(θ + ε'))·(θ + ε') − s(−ψε)·ε
"""

import math

import numpy as np
import pytest
import torch

from ganlab import GAN, games
from ganlab.backend.randomness import stream

H, ROUNDS, WATCHED = 0.1, 600, 60  # learning rate, rounds played, and rounds in which NumPy must agree closely
START = math.sqrt(2)  # the radius at θ = ψ = 1
CASES = {
    "minimax, alternating": {},
    "minimax, simultaneous": {"schedule": "simultaneous"},
    "WGAN, alternating": {"loss": "wgan"},
    "WGAN, simultaneous": {"loss": "wgan", "schedule": "simultaneous"},
    "minimax with R1": {"penalty": "r1:1"},
    "minimax with R2": {"penalty": "r2:1"},
    "minimax with instance noise": {"instance_noise": 0.7, "batch_size": 512},  # a mean over many: two jitter
    "WGAN-GP": {"loss": "wgan", "penalty": "gp:1"},
}
STAY = ("minimax, alternating", "WGAN, alternating")
DIVERGE = ("minimax, simultaneous", "WGAN, simultaneous")
CONVERGE = ("minimax with R1", "minimax with R2", "minimax with instance noise")


def played(case: str, rounds: int = ROUNDS) -> np.ndarray:  # (θ, ψ), shape (rounds + 1, 2)
    "The way that ganlab goes."
    gan = GAN(game=games.Dirac(), lr=H, **CASES[case])
    way = []
    for n in range(rounds + 1):
        way.append([gan.players[name].weights.vector.item() for name in ("g", "d")])
        if n < rounds:
            gan.step()
    return np.array(way)


def sigmoid(t: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-t))


def recursion(case: str, rounds: int = ROUNDS, seed: int = 0) -> np.ndarray:  # (θ, ψ), shape (rounds + 1, 2)
    "The way by the formulas above, in double precision."
    choices = CASES[case]
    kind, _, weight = (choices.get("penalty") or "").partition(":")
    sigma, random = choices.get("instance_noise", 0.0), stream(seed, "noise")

    def noise() -> np.ndarray:  # the very numbers that the GAN draws, shape (n,)
        n = choices.get("batch_size", 2)
        return sigma * torch.randn(n, 1, generator=random).numpy().ravel().astype(float) if sigma else np.zeros(n)

    def slope(t: np.ndarray) -> np.ndarray:  # of D's loss by what it says of a fake
        return np.ones_like(t) if choices.get("loss") == "wgan" else sigmoid(t)

    def d_gradient(theta: float, psi: float) -> float:
        real, fake = noise(), theta + noise()
        gradient = (slope(psi * fake) * fake - slope(-psi * real) * real).mean()
        if kind in ("r1", "r2"):
            gradient += float(weight) * psi
        if kind == "gp":
            gradient += 2 * float(weight) * (abs(psi) - 1) * np.sign(psi)
        return gradient

    def g_gradient(theta: float, psi: float) -> float:
        return -psi * slope(psi * (theta + noise())).mean()

    theta, psi, way = 1.0, 1.0, [(1.0, 1.0)]
    for _ in range(rounds):
        before = psi
        psi = psi - H * d_gradient(theta, psi)
        theta = theta - H * g_gradient(theta, before if choices.get("schedule") == "simultaneous" else psi)
        way.append((theta, psi))
    return np.array(way)


def radius(way: np.ndarray) -> np.ndarray:  # shape (rounds + 1,)
    return np.hypot(way[:, 0], way[:, 1])


@pytest.fixture(scope="module")
def ways() -> dict[str, np.ndarray]:
    return {case: played(case) for case in CASES}


@pytest.mark.parametrize("case", CASES)
def test_every_step_is_that_of_the_recursion(ways, case):
    assert np.abs(ways[case] - recursion(case))[: WATCHED + 1].max() <= 1e-4


@pytest.mark.parametrize("case", STAY)
def test_alternating_stays_on_its_circle(ways, case):
    found = radius(ways[case])
    assert 0.8 * START < found.min() <= found.max() < 1.9 * START
    turns = np.unwrap(np.arctan2(ways[case][:, 1], ways[case][:, 0]))
    assert abs(turns[-1] - turns[0]) > 2 * math.pi  # it goes round, and does not stand still


def test_simultaneous_diverges(ways):
    for case in DIVERGE:
        found = radius(ways[case])
        assert found[-1] > 1.5 * START and (np.diff(found[::60]) > 0).all(), case
    wgan = radius(ways["WGAN, simultaneous"])
    assert wgan[1:] / wgan[:-1] == pytest.approx(math.sqrt(1 + H**2), rel=1e-5)  # each step leaves at a right angle


@pytest.mark.parametrize("case", CONVERGE)
def test_r1_r2_and_instance_noise_converge(ways, case):
    found = radius(ways[case])
    assert found[-100:].mean() < 0.1 * START and abs(ways[case][-100:, 0]).mean() < 0.1
    assert found[:100].mean() > 3 * found[-100:].mean()


def test_wgan_gp_does_not_converge(ways):
    found = radius(ways["WGAN-GP"])
    assert found[300:].min() > 0.5  # |ψ| is held near 1, so that θ is pushed past the data again and again
    assert np.ptp(ways["WGAN-GP"][300:, 0]) > 0.1


def test_the_game_is_made_with_the_numbers_that_it_is_given():
    gan = GAN(game=games.Dirac(theta=-2.0, psi=0.5), lr=(0.2, 0.3), loss="wgan")
    gan.step()
    psi = 0.5 - 0.3 * -2.0
    assert gan.players["d"].weights.vector.item() == pytest.approx(psi)
    assert gan.players["g"].weights.vector.item() == pytest.approx(-2.0 + 0.2 * psi)
    with pytest.raises(ValueError, match="Dirac brings its own data"):
        GAN("moons", game=games.Dirac())
