"""The vector field of one weight against one weight, and the way through it, against the recursion in NumPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab.analysis.dynamics import VectorField, around, has_phase_plane, path, phase_plane, thinned, vector_field
from ganlab.gan import GAN
from ganlab.games.dirac import Dirac


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def recursion(steps: int, h: float = 0.1) -> np.ndarray:
    "Alternating gradient descent on the minimax Dirac-GAN: ψ first, then θ against the new ψ."
    theta, psi = 1.0, 1.0
    way = [(theta, psi)]
    for _ in range(steps):
        psi -= h * sigmoid(psi * theta) * theta
        theta += h * sigmoid(psi * theta) * psi
        way.append((theta, psi))
    return np.array(way)


def test_the_path_is_the_recursion_and_grows_and_shrinks_with_the_training():
    gan = GAN(game=Dirac()).fit(60, progress=False)
    assert np.allclose(path(gan), recursion(60), atol=1e-4)
    gan.step_d()
    half = path(gan)
    assert half.shape == (62, 2) and np.array_equal(half[:61, 0], path(gan)[:61, 0]) and half[61, 0] == half[60, 0]
    gan.step_g()
    assert np.allclose(path(gan), recursion(61), atol=1e-4)
    gan.rewind(20)
    assert np.allclose(path(gan), recursion(20), atol=1e-4)
    gan.rewind(0)
    assert path(gan).tolist() == [[1.0, 1.0]]


def test_half_a_round_does_not_move_what_is_past():
    gan = GAN(game=Dirac()).fit(9, progress=False)
    before = path(gan)
    gan.step_d()
    assert np.array_equal(path(gan)[:10], before)


def test_several_steps_of_one_player_to_one_of_the_other_are_paired():
    from ganlab.games.schedules import Alternate

    gan = GAN(game=Dirac(), schedule=Alternate(3, 1)).fit(40, progress=False)
    way = path(gan)
    assert np.array_equal(way[:41, 1], np.r_[np.float32(1), gan.history["d_weight"]][::3])
    assert way.shape == (41, 2)


def test_arrows_lie_in_the_middles_of_cells_and_show_the_game():
    extent = (-2.0, 1.0, -1.0, 2.0)
    field = vector_field(GAN(game=Dirac()), 6, extent)
    theta, psi = field.at[..., 0], field.at[..., 1]
    assert np.allclose(theta[0], -1.75 + 0.5 * np.arange(6)) and np.allclose(psi[:, 0], -0.75 + 0.5 * np.arange(6))
    assert np.allclose(field.arrows[..., 0], 0.1 * sigmoid(psi * theta) * psi, atol=1e-6)
    assert np.allclose(field.arrows[..., 1], -0.1 * sigmoid(psi * theta) * theta, atol=1e-6)
    drawn = field.drawn()
    assert (drawn[..., 0::2] >= -2).all() and (drawn[..., 0::2] <= 1).all() and (drawn[..., 1::2] >= -1).all()
    way = drawn[..., 2:] - drawn[..., :2]
    assert np.linalg.norm(way, axis=2).max() == pytest.approx(0.45, abs=1e-3)
    across = way[..., 0] * field.arrows[..., 1] - way[..., 1] * field.arrows[..., 0]
    assert np.allclose(across, 0, atol=1e-6) and ((way * field.arrows).sum(2) >= 0).all()


def test_a_field_that_stands_still_or_falls_apart_is_drawn_without_a_warning():
    at = np.zeros((2, 2, 2), np.float32)
    assert np.isfinite(VectorField((-1, 1, -1, 1), at, at).drawn()).all()
    broken = at.copy()
    broken[0, 0] = np.nan
    assert np.isnan(VectorField((-1, 1, -1, 1), at, broken).drawn()[0, 0]).all()


def test_looking_changes_no_bit_and_only_one_weight_a_side_has_a_plane():
    gan = GAN(game=Dirac()).fit(3, progress=False)
    before = gan.state_hash()
    phase_plane(gan, 3), path(gan)
    assert gan.state_hash() == before and has_phase_plane(gan) and not has_phase_plane(GAN("ring"))
    with pytest.raises(ValueError, match="one weight on each side"):
        vector_field(GAN("ring"), 3, (-1, 1, -1, 1))


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 20).map(lambda k: 2 * k))
def test_a_thinned_way_keeps_both_ends_and_its_order(k, most):
    way = np.stack([np.arange(k), -np.arange(k)], axis=1).astype(np.float32)
    short = thinned(way, most)
    known = short[np.isfinite(short).all(1)]
    assert short.shape == (most, 2) and len(known) == min(k, most)
    assert known[-1].tolist() == way[-1].tolist() and known[0].tolist() == way[0].tolist()
    assert (np.diff(known[:, 0]) > 0).all() and np.array_equal(known[-(most // 2):], way[-(most // 2):])


def test_axes_grow_in_steps_and_hold_the_way():
    small = around(np.array([[0.1, 0.2]]))
    assert small == around(np.array([[0.3, -0.9]])) and small[1] == pytest.approx(2**0.5)
    x0, x1, y0, y1 = around(np.array([[5.0, -7.0], [np.nan, 3.0]]))
    assert x1 >= 1.15 * 7 and x0 == y0 == -x1 == -y1 and np.log2(x1) * 2 == pytest.approx(round(np.log2(x1) * 2))
