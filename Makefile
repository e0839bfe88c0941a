# `make crawl` and `make test` do all of their own set-up; after it they need no network.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: crawl test lint bench clean lock setup

crawl: $(READY)
	@$(BIN)/python -m fixtures.crawl

test: $(READY)
	@$(BIN)/python -m pytest

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(READY)
	@$(BIN)/python -m bench.crawl

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@echo "Setting up .venv (once; a few minutes with a slow network) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "feedcrawler needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(READY)

# Every dependency with its hash, for every platform; needs the network.
lock: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --no-header \
		--output-file requirements.lock pyproject.toml

clean:
	@if [ -x $(BIN)/feedcrawler ]; then $(BIN)/feedcrawler db stop || true; fi
	@rm -rf .venv .feedcrawler .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
