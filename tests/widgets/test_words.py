"""Choices in words: whose a number is, what is not there, and no Python for any field of any recipe."""

import re
from dataclasses import fields

import pytest

from ganlab import GAN
from ganlab.games import Alternate, Anneal
from ganlab.games.recipes import RECIPES
from ganlab.losses import R1
from ganlab.widgets.host.comparison import titles_of
from ganlab.widgets.scene.timeline_bar import past_of
from ganlab.widgets.scene.words import choice_text, choices_text

PYTHON = re.compile(r"[=\[\]{}'\"_<>]|\(|None|True|False|\de-\d")


@pytest.mark.parametrize("name, value, said", [
    ("lr", 1e-3, "learning rate 0.001"),
    ("lr", (1e-3, 1e-3), "learning rate 0.001"),
    ("lr", (2e-3, 1e-3), "learning rate of D 0.001, of G 0.002"),  # given as (generator's, discriminator's)
    ("lr", (1e-5, 1e-5), "learning rate 1×10⁻⁵"),
    ("betas", (0.5, 0.999), "β1 0.5, β2 0.999"),
    ("penalty", None, "no penalty"), ("penalty", "r1:0.02+gp:10", "penalty R1 0.02 + GP 10"),
    ("penalty", R1(2.0), "penalty R1 2"), ("loss", "hinge", "hinge loss"), ("ema", 0.995, "EMA 0.995"),
    ("schedule", "alternate", "1 step of D and 1 step of G in a round"),
    ("schedule", Alternate(d=2, g=1), "2 steps of D and 1 step of G in a round"),
    ("schedule", Alternate(d=0, g=3), "3 steps of G in a round"),
    ("anneal", None, "no annealing"), ("anneal", Anneal(900), "cosine annealing over 900 steps"),
    ("batch_size", 2048, "batch size 2,048"), ("spectral_norm", True, "spectral norm on"),
    ("width", (64, 32), "width 64, 32"), ("samples", None, "all samples"),
    ("latent", None, "latent size chosen to fit"),
    ("optimizer", "sgd", "optimiser sgd"), ("cycle_weight", 5.0, "cycle weight 5"),
])
def test_a_choice(name, value, said):
    assert choice_text(name, value) == said


@pytest.mark.parametrize("recipe", [recipe for kinds in RECIPES.values() for recipe in kinds.values()])
def test_no_field_of_a_recipe_is_told_in_python(recipe):
    for field in fields(recipe):
        said = choice_text(field.name, getattr(recipe, field.name))
        assert not PYTHON.search(said), f"{field.name}: {said}"


def test_the_timeline_and_the_titles_say_it():
    gan = GAN("ring", seed=0)
    twin = gan.fork()
    twin.set(lr=(2e-3, 1e-3), penalty="r1:1")
    (event,) = past_of(twin)["events"]
    assert event["text"] == choices_text({"lr": (2e-3, 1e-3), "penalty": "r1:1"})
    assert titles_of([gan, twin])[1] == "penalty R1 1, learning rate of D 0.001, of G 0.002"
