# %% [markdown]
# # dirac
#
# > The smallest GAN there is: one number against one number (Mescheder et al. 2018, section 2)
#
# All real samples are 0. The generator has one number θ and says θ, whatever z is; the discriminator has one number ψ and gives the score
# ψ·x. It is the hydrogen atom of this field: everything can be computed by hand, and it shows why training can fail to
# converge although the equilibrium θ = ψ = 0 is in plain sight. At the end of this notebook you can watch it circle, diverge and converge.

# %%
#| default_exp games.dirac

# %%
#| export
import torch
from torch import Tensor, nn

from ganlab.data.dataset import Data, Rows
from ganlab.games.adversarial import Adversarial
from ganlab.games.game import Setting
from ganlab.games.recipes import Recipe

# %%
#| export
class OneNumber(nn.Module):
    "A network of one number: `same` whatever comes in, or `times` what comes in; shape (n, 1) to (n, 1)."

    def __init__(
        self,
        value: float,  # at first
        times: bool,  # multiply with the input, instead of ignoring it
    ):
        super().__init__()
        self.value, self.times = nn.Parameter(torch.tensor(float(value))), times

    def forward(self, x: Tensor) -> Tensor:
        return self.value * (x if self.times else torch.ones_like(x))


class Dirac(Adversarial):
    "Real samples are 0, G(z) = θ, D(x) = ψ·x."
    takes_data = False

    def __init__(
        self,
        theta: float = 1.0,  # θ at first
        psi: float = 1.0,  # ψ at first
    ):
        self.theta, self.psi = float(theta), float(psi)

    def arguments(self) -> dict:
        return {"theta": self.theta, "psi": self.psi}

    def recipe_for(self, recipe: str | Recipe) -> str | Recipe:
        "Plain gradient descent at a rate of 0.1 on the game of Goodfellow et al. (2014)."
        return Recipe("minimax", None, optimizer="sgd", lr=0.1, betas=(0.0, 0.9), batch_size=2, latent=1) if recipe == "default" else recipe

    def prepare(self, setting: Setting) -> dict[str, nn.Module]:
        zero = torch.zeros(1, device=setting.device)
        self.data = Data("Dirac", "points", (1,), (zero - 1, zero + 1), source=Rows(torch.zeros(2, 1, device=setting.device)), loc=zero,
                         spread=zero + 1)
        self.device, self.classes, self.together, self.z_shape = setting.device, 0, True, (1,)
        self.follow(setting.recipe)
        return {"g": OneNumber(self.theta, times=False), "d": OneNumber(self.psi, times=True)}

    def views(self) -> list[dict]:
        return [*super().views(), {"name": "phase_plane", "title": "θ and ψ"}]
