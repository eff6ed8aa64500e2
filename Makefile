# Every recipe has its sentence; `make` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE := $(or $(TARGET),examples/shop)
URL ?= $(if $(filter examples/shop,$(SITE)),https://bakery.example/,)

.PHONY: help run example test test-postgres check lint fix docs bench heavy pictures advisories lock new-rule new-consumer clean

help: ## List the recipes.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.base: requirements/base.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/base.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q src/footfall
	@touch $@

$(VENV)/.desk: $(VENV)/.base requirements/desk.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/desk.lock
	$(BIN)/python -m compileall -q src/footfall
	@touch $@

$(VENV)/.test: $(VENV)/.base requirements/test.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/test.lock
	@touch $@

$(VENV)/.check: $(VENV)/.test requirements/check.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/check.lock
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements/bench.lock
	@touch $@

ifdef TARGET
run: example
else
run: $(VENV)/.desk ## Run the desk at 127.0.0.1:8000 with the example shop; or TARGET=https://… audits that site in the terminal.
	@exec $(BIN)/footfall up --data build/desk --example examples/shop $(if $(PORT),--port $(PORT))
endif

example: $(VENV)/.base ## Audit the example shop (or TARGET=…) in the terminal and write the HTML report.
	@mkdir -p build
	@$(BIN)/footfall audit $(SITE) $(if $(URL),--url $(URL)) --format html --out build/report.html || [ $$? -eq 1 ]
	@$(BIN)/footfall audit $(SITE) $(if $(URL),--url $(URL)) --quiet || [ $$? -eq 1 ]
	@echo
	@echo "The report lies at $(CURDIR)/build/report.html"

test: $(VENV)/.test ## Run the fast tests (no network but loopback; what is absent is skipped with the reason).
	$(BIN)/python -m pytest

test-postgres: $(VENV)/.test ## Run the desk's tests, also those of real workers, on a PostgreSQL of their own (apt install postgresql).
	tests/counterparts/postgres run $(BIN)/python -m pytest tests/desk tests/faults/test_workers.py -m "heavy or not heavy"

check: lint test ## Everything a change must pass: lint and the fast tests.

lint: $(VENV)/.check ## Style, types, directions of import, spelling, and whether the generated docs are fresh.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell src tests docs tools bench README.md CHANGELOG.md
	$(BIN)/python -m tools.docs --check

fix: $(VENV)/.check ## Format the code and mend what ruff can mend.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.desk ## Write the generated pages: rules, consumers, command line, schemas.
	$(BIN)/python -m tools.docs

heavy: $(VENV)/.bench ## Run the long tests: real WordPress, Hugo and Chromium, judges, fuzzing, a killed cluster worker.
	$(BIN)/python -m pytest -m heavy

bench: $(VENV)/.bench ## Measure against peers, side by side in one run; writes docs/benchmarks.md.
	$(BIN)/python -m bench

new-rule: $(VENV)/.base ## Start a rule: make new-rule ID=share-what-is-wrong.
	$(BIN)/python -m tools.new_rule $(ID)

new-consumer: $(VENV)/.base ## Start a consumer's profile: make new-consumer ID=newnetwork.
	$(BIN)/python -m tools.new_consumer $(ID)

pictures: $(VENV)/.test ## Make the pictures of README and docs anew; those of the desk need Chromium.
	$(BIN)/python -m tools.pictures
	$(BIN)/python -m tools.screens

advisories: $(VENV)/.check ## Ask for known advisories against what is pinned (pip-audit; needs its service).
	$(BIN)/python -m tools.advisories

lock: $(VENV)/.check ## Pin all dependencies anew (needs uv).
	$(BIN)/python -m tools.lock

clean: ## Remove what the recipes made.
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
