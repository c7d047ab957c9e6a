# Needs Python 3.11 or newer and make; everything else goes into .venv.
# Another Python: make PYTHON=/path/to/python3 …   Other inspection: make run DEMO=oldham

.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$python"; break; fi; done)
DEMO ?= north-somerset
PYTEST_ARGS ?= -n auto --dist loadgroup

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# The program starts much faster from compiled modules.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup test lint types check published format snapshots constraints bench torture \
	mutants environments pictures wheel release clean sentences

help: ## show these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp ## open the program on North Somerset, 2020 (a private copy)
	@$(BIN)/ratings-panel demo $(DEMO)

setup: $(VENV)/dev.stamp ## install the program and what its tests need into .venv

test: $(VENV)/dev.stamp ## run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp ## look for faults and untidy layout
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .

types: $(VENV)/dev.stamp ## check the types, strictly, for this system and for Windows
	@$(BIN)/python -m mypy
	@$(BIN)/python -m mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 \
	-p core -p sessions -p tui -m ratings_panel

check: lint types test ## everything that a change must pass before it is merged

published: $(VENV)/run.stamp ## compare the shipped inspections with what was published
	@$(BIN)/ratings-panel check fixtures/*.toml

format: $(VENV)/dev.stamp ## lay out the code as `make lint` wants it
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

snapshots: $(VENV)/dev.stamp ## write the snapshots of the screen again; look at `git diff` after it
	@$(BIN)/python -m pytest tests/tui/test_looks.py --update-snapshots

constraints: $(VENV)/dev.stamp ## write the versions that are installed now into constraints.txt
	@$(PIP) freeze --exclude-editable > $(VENV)/frozen.txt
	@{ sed -n '/^#/p' constraints.txt; grep -v '^#' $(VENV)/frozen.txt; } > $(VENV)/constraints.txt
	@mv $(VENV)/constraints.txt constraints.txt

bench: $(VENV)/dev.stamp ## measure start, keys, scoring and many inspections (minutes)
	@$(BIN)/python -m bench.measure
	@$(BIN)/python -m bench.portfolio_bench
	@$(BIN)/python -m bench.documents

torture: $(VENV)/dev.stamp ## save again and again while things go wrong (minutes)
	@$(BIN)/python -m bench.torture
	@$(BIN)/python -m bench.fuzz --seconds 60

environments: $(VENV)/dev.stamp ## run the tests on other days, in other places, without rights (minutes)
	@$(BIN)/python -m bench.environments

mutants: $(VENV)/dev.stamp ## change the rules one place at a time, and show what no test notices (minutes)
	@$(BIN)/python bench/mutants.py

pictures: $(VENV)/dev.stamp ## make the pictures and the page of keys from the real program
	@$(BIN)/python -m bench.pictures
	@$(BIN)/python -m bench.keys_page
	@$(BIN)/python -m bench.document_pictures

sentences: $(VENV)/dev.stamp ## list every sentence that a user can read, by file
	@$(BIN)/python bench/sentences.py

wheel: $(VENV)/run.stamp ## build the wheel into dist/
	@$(PIP) wheel --no-deps --wheel-dir dist .
	@ls dist/*.whl

release: $(VENV)/dev.stamp ## date the changelog, set the version, build and try the wheel: VERSION=1.2.3
	@$(BIN)/python -m bench.release $(VERSION)
	@$(BIN)/python -m pytest tests/test_packaging.py
	@$(MAKE) wheel

clean: ## remove what make made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made.stamp:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp pyproject.toml constraints.txt
	@echo "Installing the program and what it needs"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

# The group is read by Python itself, because an older pip does not know dependency groups.
$(VENV)/dev.stamp: $(VENV)/run.stamp
	@echo "Installing what its tests need"
	@$(BIN)/python -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' \
	> $(VENV)/dev.txt
	@$(PIP) install --constraint constraints.txt --requirement $(VENV)/dev.txt
	@touch $@
