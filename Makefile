# make demo   the bot, and a page with the phones of a village: no token, no account
# make test   the tests that a change is asked to pass
# CONTRIBUTING.md tells the rest.

.DEFAULT_GOAL := help
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	--no-header --no-emit-index-url --quiet $(if $(UPGRADE),--upgrade)

.PHONY: help setup demo test test-all coverage check audit bench chaos cards summaries lock words clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

setup: $(VENV)/.command ## the virtual environment, with the command kamtibmas in it

demo: setup ## the real bot without a token, and a page with the phones of a village
	@$(BIN)/kamtibmas demo $(ARGS)

test: setup $(VENV)/.dev ## the tests, on PostgreSQL too where it can differ (ARGS="-k digest" for some)
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

test-all: ## the whole matrix: every story on both databases, and the long walks
	@$(MAKE) test ARGS="--whole --durations=20 $(ARGS)"

coverage: setup $(VENV)/.dev ## lines and branches that the tests reach, and the slowest twenty tests
	@mkdir -p .coverage && $(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto --maxprocesses 4 --dist worksteal --durations=20 $(ARGS)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report
	@$(BIN)/coverage json --quiet -o .coverage/report.json && $(BIN)/python -m tools.coverage_totals .coverage/report.json

check: setup $(VENV)/.dev ## formatter, linter, types, dependency rule, migrations, catalogues
	@echo "format";       $(BIN)/ruff format --check --quiet bot tests tools
	@echo "lint";         $(BIN)/ruff check --quiet bot tests tools
	@echo "types";        $(BIN)/mypy --no-error-summary
	@echo "layers";       $(BIN)/lint-imports --no-logo --no-cache >$(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }
	@echo "circles";      $(BIN)/lint-imports --no-logo --no-cache tools/import_circles.toml >$(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }
	@echo "dependencies"; $(BIN)/deptry bot --no-ansi >$(VENV)/deptry.txt 2>&1 || { cat $(VENV)/deptry.txt; exit 1; }
	@echo "lock";         $(BIN)/python -m tools.check_lock
	@echo "migrations";   $(BIN)/python -m tools.check_migrations
	@echo "catalogues";   $(BIN)/python -m tools.catalogues check

audit: setup $(VENV)/.dev ## known holes in what we build on; asks PyPI for them, and fails where it cannot
	@$(BIN)/pip-audit --requirement requirements.txt --disable-pip --no-deps --strict

bench: setup $(VENV)/.dev ## the benchmarks, a JSON line for each figure (ONLY=main for some)
	@$(BIN)/python -m tests.load $(ONLY)

chaos: setup $(VENV)/.dev ## the bot under every fault, and what it kept of its word (ROW="kills lost" for some)
	@$(BIN)/python -m tests.chaos $(ROW) $(ARGS)

cards: setup $(VENV)/.dev ## a page with every card, in each state and both languages (build/cards/index.html)
	@$(BIN)/python -m tools.cards

summaries: setup $(VENV)/.dev ## pictures and documents of made-up summaries (build/summaries/; ARGS=--docs: docs/images)
	@$(BIN)/python -m tools.summary_samples $(ARGS)

words: setup ## take new sentences into the catalogues
	@$(BIN)/python -m tools.catalogues update

lock: ## resolve the requirements anew (UPGRADE=1: to the newest); needs uv
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@$(LOCK) --group build -o requirements.txt
	@$(LOCK) --group build --group dev -c requirements.txt -o requirements-dev.txt

clean: ## drop the virtual environment and what the tools remember
	@rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .coverage

# Each stamp is as new as what it was made of: a second run does nothing.
$(VENV)/.made: tools/environment.sh
	@echo "a virtual environment in $(VENV)"
	@sh tools/environment.sh $(VENV)
	@touch $@

$(VENV)/.running: requirements.txt $(VENV)/.made
	@echo "what running needs: requirements.txt"
	@$(BIN)/python tools/install.py requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.running
	@echo "what testing needs: requirements-dev.txt"
	@$(BIN)/python tools/install.py requirements-dev.txt
	@touch $@

$(VENV)/.command: pyproject.toml $(VENV)/.running
	@echo "the command kamtibmas"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
		--no-deps --no-build-isolation --no-index --editable .
	@touch $@
