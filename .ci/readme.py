"""Write README.md, which is the page on the package index as well, from nbs/index.ipynb."""

import re
from pathlib import Path
from posixpath import normpath

from fastcore.nbio import read_nb

ROOT = Path(__file__).resolve().parent.parent


def from_root(link: re.Match) -> str:
    "The end of a Markdown link, relative to nbs/, relative to the repository."
    return f"]({normpath(f'nbs/{link[1]}')})"


def readme() -> str:
    """README.md: the notebook's prose with relative links from the root, its code as fenced blocks without `#|`
    lines, and what its cells have printed. Pictures that cells have drawn are left out.
    """
    parts = ["<!-- Written by `make readme` from nbs/index.ipynb; edit that. -->"]
    for cell in read_nb(ROOT / "nbs" / "index.ipynb").cells:
        if cell.cell_type == "markdown":
            parts.append(re.sub(r"\]\((?![a-z]+:)([^)]*)\)", from_root, cell.source.strip()))
        elif cell.cell_type == "code" and not cell.source.startswith("#| hide"):
            code = "\n".join(line for line in cell.source.splitlines() if not line.startswith("#|")).strip()
            said = "".join("".join(output.get("text", [])) for output in cell.outputs if output.get("name") == "stdout")
            parts += [f"```python\n{code}\n```"] * bool(code) + [f"```\n{said.strip()}\n```"] * bool(said.strip())
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    (ROOT / "README.md").write_text(readme(), encoding="utf-8")
