"""The explorer's buttons for what is real, in a real JupyterLab: is it a copy, can it be made, a − b + c."""

import pytest
from PIL import Image
from test_latent_browser import MAKE, at_rest, do, open_explorer, spot

pytestmark = pytest.mark.browser


def test_real_samples_are_compared_and_looked_for(notebook, tmp_path):
    nb = open_explorer(notebook, make=MAKE.replace("labels=True)", "labels=True).fit(150, progress=False)"))
    nb.page.set_viewport_size({"width": 1280, "height": 1600})
    at_rest(nb)
    answer = nb.find(".ganlab-latent-answer")
    nb.click("Nearest real")
    pictures = nb.find(".ganlab-latent-answer .ganlab-picture")
    nb.until(lambda: answer.get_attribute("data-what") == "nearest" and pictures.count() == 5)
    assert "of 1,797 real samples" in nb.find(".ganlab-answer-text").inner_text()
    nb.shot("edits-nearest", nb.find(".ganlab-latent").first)
    nb.click("Project")
    nb.until(lambda: nb.find(".ganlab-answer-choice").count() == 10)
    first, z = nb.python("explorer.strip[0][1].sum().item()"), spot(nb)
    nb.click("Others")
    nb.until(lambda: nb.python("explorer.strip[0][1].sum().item()") != first)
    nb.shot("edits-strip", nb.find(".ganlab-latent").first)
    nb.click("Look for real sample 2")
    nb.until(lambda: answer.get_attribute("data-what") == "project" and spot(nb) != z)
    nb.until(lambda: nb.python("explorer.label == int(explorer.strip[1][1])"))
    nb.shot("edits-project", nb.find(".ganlab-latent").first)
    found = spot(nb)
    nb.click("Project")
    nb.until(lambda: answer.get_attribute("data-what") == "strip")
    Image.new("RGB", (30, 20), "white").save(tmp_path / "white.png")
    nb.find(".ganlab-latent-answer input[type=file]").set_input_files(tmp_path / "white.png")
    nb.until(lambda: answer.get_attribute("data-what") == "project" and spot(nb) != found)
    nb.click("Close the answer")
    assert answer.is_hidden() and nb.button("Go there").is_enabled()  # there are samples to begin with
    for name in ("a one", "another"):
        nb.page.get_by_role("textbox", name="Name", exact=True).fill(name)
        nb.click("Bookmark")
        nb.until(lambda name=name: name in nb.python("list(explorer.album.bookmarks)"))
        do(nb, lambda: nb.click("Random"))
    first = nb.page.get_by_role("combobox", name="First", exact=True)
    nb.until(lambda: first.locator("option", has_text="another").count() == 1)
    for which, name in (("First", "another"), ("Taken away", "a one"), ("Added", "another")):
        nb.page.get_by_role("combobox", name=which, exact=True).select_option(name)
    nb.until(lambda: nb.python("explorer.gestures.sums.terms.summed") == ["another", "a one", "another"])
    do(nb, lambda: nb.click("Go there"))
    a, b = (nb.python(f"explorer.album.bookmarks[{name!r}].z.tolist()") for name in ("another", "a one"))
    assert spot(nb) == pytest.approx([2 * x - y for x, y in zip(a, b)], abs=1e-4)
