"""A widget made of widgets in a real JupyterLab: its parts come and go, and the still never stands beside it."""

import pytest

pytestmark = pytest.mark.browser

LAB = """
    from PIL import Image
    from ganlab import GAN, Lab
    gan = GAN('ring', width=8, seed=1).fit(20, progress=False)
    lab = Lab(gan, monitor=False, height=300)
"""


def painted(nb) -> bool:
    return nb.find(".ganlab-stepper").first.get_attribute("data-seq") is not None


def test_the_parts_of_a_lab_come_and_go_and_its_still_never_stands_beside_it(notebook):
    nb = notebook(LAB, "display(lab)\nImage.new('RGB', (40, 40), 'red')")
    nb.run()
    nb.until(lambda: painted(nb))
    still, own = nb.find(".ganlab-still img"), nb.find(".jp-OutputArea-child img:not(.ganlab-still img)").last
    nb.until(lambda: still.count() == 1)
    assert not still.is_visible() and own.is_visible()  # somebody's own picture below is left alone
    press, explorer = nb.find(".ganlab-section-press").nth(1), nb.find(".ganlab-latent")
    assert press.get_attribute("aria-expanded") == "false" and explorer.count() == 0
    press.click()
    nb.until(lambda: explorer.count() == 1 and explorer.locator(".ganlab-latent-canvas").is_visible())
    press.click()
    nb.until(lambda: explorer.count() == 0)
    assert press.get_attribute("aria-expanded") == "false"
    nb.until(lambda: not nb.python("lab.sections[1].opened"))  # the page knows before the kernel
    press.click()
    nb.until(lambda: explorer.count() == 1)
    nb.reload()
    nb.until(lambda: painted(nb))
    nb.until(lambda: explorer.count() == 1 and explorer.locator(".ganlab-latent-canvas").is_visible())
    nb.click("Step both")
    nb.until(lambda: nb.python("gan.steps") == [21, 21])
    assert not still.is_visible()
    nb.python("lab.close()")
    nb.until(lambda: still.is_visible() and nb.find(".ganlab-widget").count() == 0)
