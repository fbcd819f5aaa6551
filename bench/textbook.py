"""The loops that everybody writes: plain PyTorch, as in the tutorials, for the cases of `speed.py`.

Fakes are drawn afresh for G's step, D passes over real and fake apart, G's backward pass fills D's gradients as well,
the optimiser is Adam as it comes, and the losses are read off after every round.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, softplus


def dense(widths: list[int], bend: Callable[[], nn.Module], *last: nn.Module) -> nn.Sequential:
    "Dense layers with a bend between them."
    layers = [part for a, b in zip(widths, widths[1:]) for part in (nn.Linear(a, b), bend())]
    return nn.Sequential(*layers[:-1], *last)


def networks(case: str) -> tuple[nn.Module, nn.Module]:
    "Generator and discriminator."
    def leaky():
        return nn.LeakyReLU(0.2)
    if case == "ring":
        return dense([2, 128, 128, 2], leaky), dense([2, 128, 128, 1], leaky)
    if case == "ring-r3":
        return dense([2, 64, 64, 64, 2], nn.ReLU), dense([2, 64, 64, 64, 1], nn.ReLU)
    if case == "mlp-784":
        return (dense([100, 256, 512, 1024, 784], leaky, nn.Tanh(), nn.Unflatten(1, (1, 28, 28))),
                nn.Sequential(nn.Flatten(), *dense([784, 512, 256, 1], leaky)))
    G = nn.Sequential(
        nn.Linear(100, 7 * 7 * 128), nn.ReLU(), nn.Unflatten(1, (128, 7, 7)),
        nn.ConvTranspose2d(128, 128, 4, stride=2, padding=1), leaky(),
        nn.ConvTranspose2d(128, 64, 4, stride=2, padding=1), leaky(),
        nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(64, 1, 4), nn.Tanh())
    D = nn.Sequential(
        nn.Conv2d(1, 64, 3, stride=2, padding=1), leaky(), nn.Conv2d(64, 128, 3, stride=2, padding=1), leaky(),
        nn.Flatten(), nn.Linear(128 * 7 * 7, 1))
    return G, D


def ring(n: int) -> Tensor:
    "Eight Gaussians on a circle."
    angle = torch.randint(8, (n,)) * torch.pi / 4
    return torch.stack([angle.cos(), angle.sin()], 1) + 0.02 * torch.randn(n, 2)


def game(case: str, batch_size: int, x: Tensor | None, lr: float,
         betas: tuple[float, float]) -> tuple[Callable[[], None], nn.Module, nn.Module]:
    "One round as a function, and the two networks it trains."
    G, D = networks(case)
    opt_g, opt_d = (torch.optim.Adam(network.parameters(), lr=lr, betas=betas) for network in (G, D))
    latent = G[0].in_features
    ones, zeros = torch.ones(batch_size, 1), torch.zeros(batch_size, 1)
    bce, losses = binary_cross_entropy_with_logits, []

    def draw() -> Tensor:
        if x is None:
            return ring(batch_size)
        return x[torch.randint(len(x), (batch_size,))]

    def noise() -> Tensor:
        return torch.randn(batch_size, latent)

    def nonsaturating() -> None:
        real = draw()
        opt_d.zero_grad()
        fake = G(noise())
        d_loss = bce(D(real), ones) + bce(D(fake.detach()), zeros)
        d_loss.backward()
        opt_d.step()
        opt_g.zero_grad()
        g_loss = bce(D(G(noise())), ones)
        g_loss.backward()
        opt_g.step()
        losses[:] = d_loss.item(), g_loss.item()

    def relativistic() -> None:
        real = draw().requires_grad_()
        opt_d.zero_grad()
        fake = G(noise()).detach().requires_grad_()
        r, f = D(real), D(fake)
        r1, = torch.autograd.grad(r.sum(), real, create_graph=True)
        r2, = torch.autograd.grad(f.sum(), fake, create_graph=True)
        d_loss = softplus(f - r).mean() + 0.01 * (r1.square().sum(1) + r2.square().sum(1)).mean()
        d_loss.backward()
        opt_d.step()
        opt_g.zero_grad()
        real = draw()
        g_loss = softplus(D(real) - D(G(noise()))).mean()
        g_loss.backward()
        opt_g.step()
        losses[:] = d_loss.item(), g_loss.item()

    return relativistic if case == "ring-r3" else nonsaturating, G, D
