# Two commands are enough for most people: `make lab` and `make test`. The rest is for those who change ganlab.
PYTHON ?= python3
BIN := .venv/bin
SETTINGS := settings.ini setup.py pyproject.toml constraints.txt
.DEFAULT_GOAL := help
.PHONY: help lab test bench fuzz soak mutants export execute readme clean-notebooks bundle docs matrix dist clean

help:
	@echo 'make lab               set up .venv and open JupyterLab on the first tutorial (ARGS="--no-browser --port 9999")'
	@echo 'make test              set up .venv and a browser, and run every test (NO_BROWSER=1 leaves the browser out)'
	@echo 'make bench NAME=...    measure what is promised; each file in bench/ says what (NAME=speed ARGS="ring --repeats 3")'
	@echo 'make fuzz              what tests/unbreakable tries, twenty times as long (TIMES=100)'
	@echo 'make soak              an hour of random use in a real browser (ARGS="--minutes 10 --seed 3")'
	@echo 'make mutants           which changes of the mathematics no test notices (SUBJECTS="losses penalties")'
	@echo 'make export            notebooks -> ganlab/*.py'
	@echo 'make execute NB=...    run notebooks and keep what a reader should see of them'
	@echo 'make readme            nbs/index.ipynb -> README.md'
	@echo 'make clean-notebooks   what git should not see: counts, metadata'
	@echo 'make bundle            js/ -> ganlab/static/'
	@echo 'make docs              the documentation site in out/docs/site (ARGS=--no-runs trains nothing)'
	@echo 'make matrix            every host that a widget may run in, tried: out/matrix (ARGS=marimo for one)'
	@echo 'make dist              a wheel and an sdist in dist/, checked'
	@echo 'PYTHON=python3.12 chooses the Python of .venv.'

lab: .venv/lab.stamp
	@$(BIN)/ganlab lab $(ARGS)

test: .venv/dev.stamp
	@$(BIN)/python .ci/test.py $(PARTS)

.venv/%.stamp: $(SETTINGS)
	@$(PYTHON) .ci/prepare.py $*
	@touch $@

NAME ?= first_light
bench: .venv/dev.stamp
	$(BIN)/python bench/$(NAME).py $(ARGS)

TIMES ?= 20
fuzz: .venv/dev.stamp
	GANLAB_FUZZ=$(TIMES) OMP_NUM_THREADS=1 MPLBACKEND=agg $(BIN)/python -m pytest -q tests/unbreakable $(ARGS)

soak: .venv/dev.stamp
	@$(BIN)/python .ci/prepare.py browser
	$(BIN)/python bench/soak.py $(ARGS)

mutants: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet "mutmut==3.8.1"
	$(BIN)/python .ci/mutants.py $(SUBJECTS)

export: .venv/dev.stamp
	$(BIN)/nbdev-export

execute: .venv/dev.stamp
	$(BIN)/python .ci/execute.py $(NB)

readme: .venv/dev.stamp
	$(BIN)/python .ci/readme.py

clean-notebooks: .venv/dev.stamp
	$(BIN)/nbdev-clean

bundle: .venv/dev.stamp
	@$(BIN)/python .ci/prepare.py bundle

docs: bundle
	@$(BIN)/python docs/build.py $(ARGS)

matrix: .venv/dev.stamp
	@$(BIN)/python .ci/matrix.py $(ARGS)

dist: .venv/dev.stamp
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*

clean:
	rm -rf .venv js/node_modules build dist *.egg-info
