"""Read every piece of metadata from settings.ini, the one place where it is written."""

from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
STATUSES = {"1": "1 - Planning", "2": "2 - Pre-Alpha", "3": "3 - Alpha", "4": "4 - Beta", "5": "5 - Production/Stable"}

parser = ConfigParser(delimiters=["="])
parser.read(HERE / "settings.ini", encoding="utf-8")
settings = parser["DEFAULT"]
extras = {key: settings[f"{key}_requirements"].split() for key in ("lab", "data", "export", "dev")}
extras["dev"] += extras["lab"] + extras["data"] + extras["export"]



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


setup(
    cmdclass={"build_py": BuildWithTutorials},
    version=settings["version"],
    description=settings["description"],
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author=settings["author"],
    keywords=settings["keywords"].split(),
    license=settings["license"],
    license_files=["LICENSE", "ganlab/assets/*.LICENSE.txt"],
    classifiers=[
        f"Development Status :: {STATUSES[settings['status']]}",
        "Framework :: Jupyter :: JupyterLab :: 4",
        "Intended Audience :: Education",
        "Intended Audience :: Science/Research",
        "Programming Language :: Python :: 3",
    ],
    python_requires=f">={settings['min_python']}",
    install_requires=settings["requirements"].split(),
    extras_require=extras,
    packages=find_packages(include=["ganlab", "ganlab.*"]),
    include_package_data=True,
    entry_points={
        "console_scripts": ["ganlab=ganlab.app.cli:main"], "nbdev": [f"{settings['lib_name']}=ganlab._modidx:d"],
    },
    zip_safe=False,
)
