# The commands of this repository. `make demo` and `make test` are all a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed
NODE := tests/node/node_modules/.installed
GENERATED := generated/finetunes_openapi

.DEFAULT_GOAL := help
.PHONY: help setup demo test check regenerate cassettes bench lock clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | column -t -s '|'

$(SETUP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "finetunes needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE): tests/node/package-lock.json $(SETUP)
	cd tests/node && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

setup: $(SETUP) $(NODE) ## install everything, pinned, into .venv and tests/node

demo: $(SETUP) ## check that the clients are up to date, then cancel and delete at all three providers, on loopback
	$(BIN)/python scripts/regenerate.py --check
	$(BIN)/finetunes demo

test: check ## everything: `make check`, then the whole test suite
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

check: setup ## ruff, mypy --strict, pyright strict, and whether the clients are up to date
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict -p finetunes
	cd scripts && ../$(BIN)/mypy --strict --config-file ../pyproject.toml .
	$(BIN)/mypy --strict tests
	$(BIN)/node tests/node/node_modules/pyright/index.js
	$(BIN)/python scripts/regenerate.py --check

regenerate: $(SETUP) ## pages -> documents -> clients
	$(BIN)/python scripts/regenerate.py

cassettes: setup ## record the cassettes again, against Prism on loopback
	$(BIN)/python -m pytest tests/contract --target=mock

bench: $(SETUP) ## measure against bare httpx; ratios from interleaved runs
	$(BIN)/python scripts/bench.py

lock: $(SETUP) ## choose new versions of the development tools
	$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade -o requirements-dev.lock

clean: ## remove everything that was installed or built
	rm -rf $(VENV) .venv-bench tests/node/node_modules dist build
