"""Read every piece of metadata from settings.ini, the one place where it is written."""

import re
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
EXTRAS = ("lab", "data", "export", "docs", "dev")
STATUSES = {"1": "1 - Planning", "2": "2 - Pre-Alpha", "3": "3 - Alpha", "4": "4 - Beta", "5": "5 - Production/Stable"}
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)]*)\)")  # in Markdown, to a file beside it


def index_page(
    readme: str,  # README.md, whose links and pictures are relative to the repository
    repository_url: str = "",  # where the repository is shown; empty: nowhere yet
    raw_url: str = "",  # where its files are served as they are; empty: nowhere yet
) -> str:
    """README.md for a package index, which has none of the files beside it: links and pictures become absolute. Where
    there is no address yet, a link becomes its text and a picture is left out, so that nothing on the page is broken.
    """
    def absolute(link: re.Match) -> str:
        is_picture, text, path = link.groups()
        base = raw_url if is_picture else repository_url
        if not base:
            return "" if is_picture else text
        return f"{is_picture}[{text}]({base.rstrip('/')}/{'' if is_picture else 'blob/main/'}{path})"

    return re.sub(r"\n{3,}", "\n\n", LINK.sub(absolute, readme))


def read_settings() -> dict[str, str]:
    parser = ConfigParser(delimiters=["="])
    parser.read(HERE / "settings.ini", encoding="utf-8")
    return dict(parser["DEFAULT"])


class BuildWithTutorials(build_py):
    "Ships the tutorials inside the package; their one home in the repository is nbs/tutorials."

    def run(self):
        super().run()
        if not self.editable_mode:  # an editable install finds them where they are
            home = HERE / "nbs" / "tutorials"
            for file in sorted([*home.glob("*.ipynb"), *home.glob("pictures/*.png")]):
                target = Path(self.build_lib, "ganlab", "tutorials", file.relative_to(home))
                self.mkpath(str(target.parent))
                self.copy_file(str(file), str(target))


def main() -> None:
    settings = read_settings()
    extras = {key: settings[f"{key}_requirements"].split() for key in EXTRAS}
    extras["dev"] += [need for key in EXTRAS[:-1] for need in extras[key] if need not in extras["dev"]]
    urls = {name.capitalize(): settings[f"{name}_url"]
            for name in ("repository", "documentation", "issues", "changelog") if settings[f"{name}_url"]}
    setup(
        cmdclass={"build_py": BuildWithTutorials},
        version=settings["version"],
        description=settings["description"],
        long_description=index_page(
            (HERE / "README.md").read_text(encoding="utf-8"), settings["repository_url"], settings["raw_url"]),
        long_description_content_type="text/markdown",
        author=settings["author"],
        keywords=settings["keywords"].split(),
        license_expression=settings["license"],
        license_files=settings["license_files"].split(),
        project_urls=urls,
        classifiers=[
            f"Development Status :: {STATUSES[settings['status']]}",
            "Framework :: Jupyter",
            "Framework :: Jupyter :: JupyterLab :: 4",
            "Intended Audience :: Education",
            "Intended Audience :: Science/Research",
            "Operating System :: OS Independent",
            "Programming Language :: Python :: 3",
            *(f"Programming Language :: Python :: {number}" for number in settings["pythons"].split()),
            "Topic :: Scientific/Engineering :: Artificial Intelligence",
            "Topic :: Scientific/Engineering :: Visualization",
        ],
        python_requires=f">={settings['min_python']}",
        install_requires=settings["requirements"].split(),
        extras_require=extras,
        packages=find_packages(include=["ganlab", "ganlab.*"]),
        include_package_data=True,
        entry_points={
            "console_scripts": ["ganlab=ganlab.app.cli:main"],
            "nbdev": [f"{settings['lib_name']}=ganlab._modidx:d"],
        },
        zip_safe=False,
    )


if __name__ == "__main__":
    main()
