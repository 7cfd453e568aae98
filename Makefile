# One screen, no logic. Anything longer is a tested Python function.
PORT ?= 8000
STAFF_PORT ?= 8001
INSTANCE ?= instance/demo
VRIJUIT = VRIJUIT_INSTANCE=$(INSTANCE) VRIJUIT_PORT=$(PORT) VRIJUIT_STAFF_PORT=$(STAFF_PORT) .venv/bin/vrijuit
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run intake staff worker migrate fmt lint types contracts fast test extras attack check bench labelled lock translations clean

help:         ## list these targets
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: .venv/ready  ## create the environment, pinned with hashes

.venv/ready: requirements.lock pyproject.toml scripts/setup.sh
	sh scripts/setup.sh

run: setup    ## the demo organisation: database, keys, reports, analysis, all three processes
	$(VRIJUIT) demo
	exec env $(VRIJUIT) run

intake staff worker: setup  ## run one process of the demo organisation
	exec env $(VRIJUIT) $@

migrate: setup  ## apply pending migrations
	$(VRIJUIT) check --migrate

fmt: setup    ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: setup   ## format and lint, read only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup  ## mypy, strict
	$(BIN)/mypy

contracts: setup  ## who may import whom
	$(BIN)/lint-imports

fast: setup   ## the tests that are run on every change
	$(BIN)/pytest -q -rs -m "not slow and not browser"

test: setup   ## every test that needs no extra server; says what it skipped and why
	$(BIN)/pytest -q -rs

extras: setup ## add the optional packages (Dask, e5) and run their tests, which are skipped without
	sh scripts/extras.sh
	$(BIN)/pytest -q -rs tests/analysis/test_engine.py tests/analysis/test_encoders.py

attack: setup ## try everything of docs/attacks.md against running processes
	$(BIN)/pytest -q -rs -m attack

check: lint types contracts fast  ## all of it; what CI runs

bench: setup  ## measure speed and memory on this machine, into docs/benchmarks.md
	$(BIN)/python -m tests.bench
	$(if $(PEERS),$(PEERS) -m tests.bench.masking_peers --page docs/benchmarks.md)

labelled: setup  ## masking sentences: recall and precision per kind
	$(BIN)/pytest -q tests/labelled tests/masking

lock:         ## renew requirements.lock (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra e5 --extra dask pyproject.toml -c requirements.lock -o requirements-extras.lock

translations: setup  ## extract, update and compile the catalogues
	$(BIN)/python scripts/translations.py

clean:        ## remove the environment and the caches, keep the instances
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis
