"""Files that an older ganlab wrote open and go on to the bit; the expected values were written by that ganlab."""

import hashlib
import json
from pathlib import Path

import pytest

from ganlab import GAN

FILES = Path(__file__).parent.parent / "files"
EXPECTED = json.loads((FILES / "version_1.json").read_text())


def weights(gan) -> str:
    "A digest of the weights of both networks, as it was taken when the files were written."
    hashed = hashlib.sha256()
    for module in (gan.generator, gan.discriminator):
        for name, value in module.state_dict().items():
            hashed.update(name.encode())
            hashed.update(value.detach().contiguous().numpy().tobytes())
    return hashed.hexdigest()


@pytest.mark.parametrize("name", EXPECTED)
def test_an_older_file_opens_and_goes_on_to_the_bit(name, tmp_path):
    gan, expected = GAN.load(FILES / f"{name}_version_1.ganlab"), EXPECTED[name]
    assert (weights(gan), gan.moment, list(gan.steps)) == (expected["here"], expected["moment"], expected["steps"])
    again = GAN.load(gan.save(tmp_path / "again.ganlab"))
    assert again.state_hash() == gan.state_hash()
    for one in (gan, again):
        one.fit(10 if name == "ring" else 3, progress=False)
        assert weights(one) == expected["after"]
        assert weights(one.rewind("before" if name == "ring" else 2)) == expected["before"]
