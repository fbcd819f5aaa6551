"""Write README.md, which is the page on the package index as well, from nbs/index.ipynb."""

from pathlib import Path

from fastcore.nbio import read_nb

ROOT = Path(__file__).resolve().parent.parent


def readme() -> str:
    "Prose as it is (its pictures found from the root), code as fences without its `#|` lines, and what a cell has printed; pictures stay in the notebook."
    parts = ["<!-- Written by `make readme` from nbs/index.ipynb; edit that. -->"]
    for cell in read_nb(ROOT / "nbs" / "index.ipynb").cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source.strip().replace("](images/", "](nbs/images/"))
        elif cell.cell_type == "code" and not cell.source.startswith("#| hide"):
            code = "\n".join(line for line in cell.source.splitlines() if not line.startswith("#|")).strip()
            said = "".join("".join(output.get("text", [])) for output in cell.outputs if output.get("name") == "stdout")
            parts += [f"```python\n{code}\n```"] * bool(code) + [f"```\n{said.strip()}\n```"] * bool(said.strip())
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    (ROOT / "README.md").write_text(readme(), encoding="utf-8")
