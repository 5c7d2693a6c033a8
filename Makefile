# What a newcomer needs: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run setup dev test test-slow mutants lint docs format browser bench bench-regions data lock dist clean \
  python-present

help:
	@echo "make run        the dashboard on the embedded data (PORT=8501)"
	@echo "make setup      the environment in .venv, with .venv/bin/igs-geo, the search compiled"
	@echo "make test       all tests but the slow ones, browser tests included"
	@echo "make test-slow  the slow ones"
	@echo "make lint       ruff, mypy, import rules, docstrings, sizes"
	@echo "make docs       the pages of the library in build/docs"
	@echo "make mutants    are the tests of the search able to fail? (up to 40 minutes; see CONTRIBUTING.md)"
	@echo "make browser    Chromium for the browser tests, from the system's packages"
	@echo "make bench      the figures of the README's benchmark section"
	@echo "make bench-regions  those of the search for regions (long; see tests/benchmarks/regions.py for its peers)"
	@echo "make data       rebuild the derived files of data/"
	@echo "make dist       wheel and sdist in dist/"
	@echo "make lock       lock the dependencies anew"

run: $(VENV)/.run-installed
	$(BIN)/igs-geo serve --port $(PORT)

setup: $(VENV)/.prepared

dev: $(VENV)/.dev-installed

python-present:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Python 3.11 or newer is missing. Install it with:  sudo apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old: igs-geo needs 3.11 or newer."; \
	  echo "Install one, for instance:  sudo apt-get install -y python3.12 python3.12-venv"; \
	  echo "and run:  make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "The module venv is missing. Install it with:  sudo apt-get install -y python3-venv"; exit 1; }

$(BIN)/python: | python-present
	@echo "Making the environment in $(VENV) ..."
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing igs-geo and what it needs (a few minutes the first time) ..."
	$(PIP) install -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

# The search is compiled here, so that the first one starts at once; what changes in it is compiled anew.
$(VENV)/.prepared: $(VENV)/.run-installed $(wildcard igs_geo/regions/*.py igs_geo/regions/*/*.py)
	$(BIN)/igs-geo prepare
	@touch $@

$(VENV)/.dev-installed: requirements-dev.lock $(VENV)/.run-installed
	@echo "Installing what the tests need ..."
	$(PIP) install -r requirements-dev.lock
	@touch $@

browser:
	@sh tests/install-browser.sh

test: setup dev
	@if sh tests/install-browser.sh; then \
	  $(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" $(ARGS); \
	else \
	  echo "Running the tests without the browser tests."; \
	  $(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not browser" $(ARGS); \
	fi

test-slow: setup dev
	@if sh tests/install-browser.sh; then \
	  $(BIN)/python -m pytest -n 2 --dist load -m "slow" $(ARGS); \
	else \
	  echo "Running the tests without the browser tests."; \
	  $(BIN)/python -m pytest -n 2 --dist load -m "slow and not browser" $(ARGS); \
	fi

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.lint.docstrings
	$(BIN)/python -m tests.lint.sizes

docs: dev
	$(BIN)/sphinx-build -q -W --keep-going docs build/docs
	@echo "build/docs/index.html"

mutants: dev
	$(BIN)/python -m tests.mutants.run $(ARGS)

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev
	$(BIN)/python -m tests.benchmarks.load_speed
	$(BIN)/python -m tests.benchmarks.map_speed
	$(BIN)/python -m tests.benchmarks.fragmentation_speed
	$(BIN)/python -m tests.benchmarks.own_data_speed
	$(BIN)/python -m tests.benchmarks.workbench_speed
	$(BIN)/python -m tests.benchmarks.workbench_clicks
	$(BIN)/python -m tests.benchmarks.workshop_phones
	$(BIN)/python -m tests.benchmarks.sessions

bench-regions: dev
	$(BIN)/python -m tests.benchmarks.regions

data: setup
	$(BIN)/python -m igs_geo.atlas.derive data
	$(BIN)/python -m igs_geo.regions.analysis.candidates data
	$(BIN)/python -m igs_geo.regions.shipping data

dist: dev
	$(BIN)/python -m build --no-isolation

lock: dev
	$(PIP) install "uv>=0.5"
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
