import pytest
from test_stepper_browser import open_stepper, do, shown, at_rest, scene, numbers, ROOT, CANVAS
pytestmark = pytest.mark.browser

def test_look(notebook):
    make = "import torch\nfrom ganlab import GAN, Stepper, Lab\ngan = GAN('two_gaussians', seed=1, loss='nonsaturating').fit(300, progress=False)\nimg = GAN('fashion', width=8).fit(30, progress=False)\nx=torch.randn(800,4)@torch.tensor([[1,.5,0,.2],[0,1,.3,0],[0,0,1,.9],[.2,0,0,.4.__float__()]])\ntab=GAN(x).fit(100,progress=False)\nstepper = Stepper(gan)\ntwo=Stepper(img)\nthree=Stepper(tab, layers=['real','fake','push','sheet'])\nlab=Lab([GAN('ring'), GAN('ring', loss='hinge')])"
    nb = notebook(make, "stepper", "two", "three", "lab")
    nb.page.set_viewport_size({"width": 1280, "height": 1150})
    nb.run_cell(0)
    nb.run_cell(1); at_rest(nb)
    c = nb.find(CANVAS).first
    c.click(position={"x": 250, "y": 60})
    nb.page.wait_for_timeout(2500)
    nb.shot("inverse-no", nb.find(ROOT).first)
    c.click(position={"x": 310, "y": 215})
    nb.page.wait_for_timeout(2500)
    nb.shot("inverse-yes", nb.find(ROOT).first)
    nb.run_cell(2)
    nb.page.wait_for_timeout(1500)
    c = nb.find(CANVAS).nth(1)
    c.click(position={"x": 100, "y": 100})
    nb.page.wait_for_timeout(4500)
    nb.shot("images-fake", nb.find(ROOT).nth(1))
    c.click(position={"x": 100, "y": 385})
    nb.page.wait_for_timeout(9500)
    nb.shot("images-real", nb.find(ROOT).nth(1))
    nb.run_cell(3)
    nb.page.wait_for_timeout(1500)
    nb.shot("table", nb.find(ROOT).nth(2))
    nb.button("Widest plane").click()
    nb.page.wait_for_timeout(1500)
    nb.shot("table-pca", nb.find(ROOT).nth(2))
    nb.run_cell(4)
    nb.page.wait_for_timeout(2500)
    nb.shot("lab", nb.find(ROOT).nth(3))
    print([nb.find(".ganlab-sentence").nth(i).inner_text() for i in range(4)])
