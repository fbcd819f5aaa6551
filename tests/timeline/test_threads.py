"""How many threads compute is a choice on the timeline: taken again by a rewind, a script, a file."""

import os

import pytest
import torch

from ganlab import GAN
from ganlab.training.trainer import Trainer

SMALL = {"width": 4, "batch_size": 8, "seed": 0}


@pytest.fixture
def two_cores(monkeypatch):
    "As on a machine with two cores, whose environment says nothing of threads."
    monkeypatch.setenv("OMP_NUM_THREADS", "")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def counts(gan) -> list[int]:
    "The numbers of threads that were written down, in order."
    return [event["threads"] for event in gan.events if "threads" in event]


def watched(gan):
    "The GAN as it is while a page shows it; call what is returned to close the page."
    return Trainer.of(gan).every(0.1, lambda: None)


def test_all_cores_train_while_nobody_watches_and_one_less_while_a_page_is_open(two_cores):
    before = torch.get_num_threads()
    gan = GAN("digits", **SMALL)
    assert gan.threads == 1
    gan.fit(2, progress=False)
    assert gan.threads == 2 and counts(gan) == [2]
    close = watched(gan)
    gan.fit(2, progress=False)
    assert gan.threads == 1 and counts(gan) == [2, 1]
    close()
    gan.fit(1, progress=False)
    assert counts(gan) == [2, 1, 2] and torch.get_num_threads() == before


def test_what_was_chosen_is_taken_again_by_a_rewind_a_script_and_a_file(two_cores, tmp_path):
    gan = GAN("digits", **SMALL).fit(2, progress=False)
    hashes = {2: gan.state_hash()}
    close = watched(gan)
    gan.fit(2, progress=False)
    close()
    hashes[4] = gan.state_hash()
    hashes[5] = gan.fit(1, progress=False).state_hash()
    loaded = GAN.load(gan.save(tmp_path / "gan.ganlab"))
    for one in (gan, loaded):
        for moment, threads in ((2, 2), (4, 1), (5, 2)):
            one.rewind(moment)
            assert one.threads == threads and one.state_hash() == hashes[moment]
    script = gan.script()
    made: dict = {}
    exec(script, made)
    assert made["gan"].state_hash() == hashes[5] and made["gan"].recipe.threads is None
    assert made["gan"].script() == script


def test_a_number_of_ones_own_stays_until_it_is_taken_back(two_cores):
    gan = GAN("digits", threads=1, **SMALL).fit(2, progress=False)
    assert gan.threads == 1 and not counts(gan)
    gan.set(threads=3).fit(1, progress=False)
    assert gan.threads == 3 and not counts(gan)
    gan.set(threads=None).fit(1, progress=False)
    assert gan.threads == 2 and counts(gan) == [2]
    for wrong in (0, -1, 1.5, "all", True, 10**6):
        with pytest.raises((ValueError, TypeError), match="threads"):
            gan.set(threads=wrong)


def test_undo_takes_a_stretch_and_its_threads_back_at_once(two_cores):
    gan = GAN("digits", **SMALL).fit(2, progress=False)
    before = gan.state_hash()
    gan.undo()
    assert gan.moment == 0 and gan.threads == 1
    gan.redo()
    assert gan.threads == 2 and gan.state_hash() == before


def test_small_networks_and_what_the_environment_says(two_cores, monkeypatch):
    assert GAN("ring", width=8).fit(2, progress=False).threads == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert GAN("digits", **SMALL).fit(1, progress=False).threads == 1
