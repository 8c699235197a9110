# Everything works with python3 and make alone; the virtual environment is made from requirements.lock.
PYTHON ?= python3
PIP_INSTALL = .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps
LOCKED = .venv/.locked
READY = .venv/.ready
SAMPLE = params/departments/310001-2024.yaml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup report test test-long check format bench bench-years fuzz docs release offline-bundle lock clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv from requirements.lock, once

report: $(READY)  ## build the report of the bundled sample and say what it found
	@.venv/bin/budgetnb report $(SAMPLE)

test: $(READY)  ## run the whole test suite
	@.venv/bin/python -m pytest

test-long: $(READY)  ## run the tests that take minutes
	@.venv/bin/python -m pytest -m long

check: $(READY)  ## formatting, lint and types
	@.venv/bin/ruff format --check
	@.venv/bin/ruff check
	@.venv/bin/mypy

format: $(READY)  ## format the code and mend what lint can mend
	@.venv/bin/ruff format
	@.venv/bin/ruff check --fix

bench: $(READY)  ## measure; see benchmarks/README.md
	@for bench in benchmarks/bench_*.py; do [ ! -e "$$bench" ] || .venv/bin/python "$$bench" || exit 1; done

fuzz: $(READY)  ## read 50,000 changed files with every reader; stopped, it goes on where it was
	@.venv/bin/python benchmarks/fuzz_readers.py

bench-faults: $(READY)  ## put known faults into invented and real disclosures; print what the review finds (FAULTS="--json FILE …")
	@PYTHONPATH=benchmarks .venv/bin/python -m faults.bench $(FAULTS)

bench-families: $(READY)  ## put known faults between invented departments and their units (FAMILIES="--families 30 --json FILE …")
	@PYTHONPATH=benchmarks .venv/bin/python -m faults.family_bench $(FAMILIES)

bench-years: $(READY)  ## put wrong bases between invented disclosures of two years (YEARS="--pairs 25 --json FILE …")
	@PYTHONPATH=benchmarks .venv/bin/python -m faults.year_bench $(YEARS)

docs: $(READY)  ## build the documentation into site/, without a network
	@NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --quiet --strict

release: $(READY)  ## build wheel and sdist into dist/ and look at both
	@rm -rf dist
	@.venv/bin/python -m build --no-isolation --outdir dist . > dist.log 2>&1 || { cat dist.log; exit 1; }
	@rm -f dist.log
	@.venv/bin/twine check --strict dist/*
	@.venv/bin/check-wheel-contents dist/*.whl

offline-bundle: release docs  ## one archive that installs without a network (BUNDLE="--platform win_amd64 --python 3.12")
	@.venv/bin/python tools/bundle.py --wheel dist/*.whl --docs site $(BUNDLE)

lock:  ## write requirements.lock anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --extra lab --extra cluster --extra docs --extra release --extra test --group build --only-binary :all: \
		--generate-hashes --no-annotate --no-emit-index-url --no-header $(UPGRADE) --output-file requirements.lock pyproject.toml > /dev/null

clean:  ## remove the virtual environments and what tools left; reports stay
	rm -rf .venv .venv-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist site

# Wheels only: installing runs nobody's set-up code.
$(LOCKED): requirements.lock
	@echo "Setting up .venv from requirements.lock (about a minute, once) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(PIP_INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@
