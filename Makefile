# `make crawl` and `make test` do all of their own set-up; after it they need no network.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

BENCH := .venv-bench/bin
PEERS := .venv-bench/ready

.PHONY: crawl test lint bench bench-short clean lock bench-lock setup

crawl: $(READY)
	@$(BIN)/python -m fixtures.crawl

test: $(READY)
	@$(BIN)/python -m pytest

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# BENCH_CORPORA: corpora to read; BENCH_ARCHIVE: a site's archive to crawl. Without, the project's own pages.
bench: $(READY) $(PEERS)
	@$(BIN)/python -m bench.crawl $(BENCH_ARCHIVE) $(BENCH_CORPORA)
	@$(BENCH)/python -m bench.extraction $(BENCH_CORPORA) --out build/bench
	@$(BENCH)/python -m bench.polling --out build/bench

# Once, on the project's own pages, beside what .venv has.
bench-short: $(READY)
	@BENCH_RUNS=1 $(BIN)/python -m bench.crawl
	@$(BIN)/python -m bench.extraction
	@BENCH_RUNS=1 $(BIN)/python -m bench.polling --articles 20 --new 5 --peers feedcrawler,trafilatura
	@$(BIN)/python -m bench.operations --articles 500

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@echo "Setting up .venv (once; a few minutes with a slow network) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "feedcrawler needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(READY)

$(PEERS): bench/requirements.lock
	@echo "Setting up .venv-bench with the peers (once; some minutes) ..."
	@$(PYTHON) -m venv --clear .venv-bench
	@$(BENCH)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r bench/requirements.lock
	@$(BENCH)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(PEERS)

# Every dependency with its hash, for every platform; needs the network.
lock: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --no-header \
		--output-file requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--constraint requirements.lock --output-file deploy/requirements.lock pyproject.toml

# The peers, beside the versions that requirements.lock has of everything else.
bench-lock: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra embedded --no-header \
		--constraint requirements.lock --override bench/overrides.txt \
		--output-file bench/requirements.lock pyproject.toml bench/requirements.in

clean:
	@if [ -x $(BIN)/feedcrawler ]; then $(BIN)/feedcrawler db stop || true; fi
	@rm -rf .venv .venv-bench .mongosh build .feedcrawler .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
