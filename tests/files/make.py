"""Write the file of this version of the format, once, with what can be seen of it: python tests/files/make.py"""

import json
from pathlib import Path

import torch

from ganlab import GAN
from ganlab.files import archive

gan = GAN("ring", width=4, depth=1, batch_size=8, seed=5, schedule="loser", dropout=0.1).fit(6, progress=False)
gan.mark("changed").set(loss="hinge", penalty="gp:0.1").fit(4, progress=False).step_d()
gan.rewind(9)
file = gan.save(Path(__file__).with_name(f"version{archive.FORMAT_VERSION}.ganlab"), keyframes=0)
z = torch.tensor([[0.0, 0.0], [1.0, -1.0]])
file.with_suffix(".json").write_text(
    json.dumps(
        {
            "steps": gan.steps,
            "moment": gan.moment,
            "horizon": gan.horizon,
            "marks": gan.timeline.marks,
            "loss": gan.recipe.loss,
            "d_loss": gan.history["d_loss"].tolist(),
            "z": z.tolist(),
            "x": gan.generate(z).tolist(),
        }
    )
    + "\n"
)
