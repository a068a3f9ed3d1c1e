# Two commands do all the set-up: `make demo` and `make test`. Run again, they go on from where they were.

# uv from PATH, else one of our own in .tools: no root, nothing outside this folder.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export UV_PYTHON_DOWNLOADS := never
RUN := $(UV) run --frozen --quiet
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test slow lint bench clean

help: ## List the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.tools/bin/uv:
	@echo "• No uv on this machine: installing one into .tools (put .tools/bin on PATH to use it yourself)"
	@command -v python3 >/dev/null || { echo "citycell needs Python 3.11 or newer: install python3" >&2; exit 2; }
	@python3 -m venv .tools && .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==0.13.9"

setup: $(filter .tools/bin/uv,$(UV)) ## Install what everything else needs
	@echo "• Python packages from uv.lock"
	@$(UV) sync --frozen --quiet
	@$(RUN) python -m local setup

demo: setup ## Run a city on this machine and replay a day (STAY=1 leaves it up)
	@$(RUN) python -m local demo $(if $(STAY),--stay)

test: setup ## Run the tests
	@$(RUN) python -m pytest -m "not slow" $(PYTEST_ARGS)

slow: setup ## Run the long tests: soak, fault campaigns
	@$(RUN) python -m pytest -m slow $(PYTEST_ARGS)

lint: $(filter .tools/bin/uv,$(UV)) ## ruff and basedpyright, strict
	@$(UV) sync --frozen --quiet
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) basedpyright

bench: setup ## Measure, side by side with a floor, into bench/results/
	@$(RUN) python -m bench

clean: ## Remove what this checkout built (the shared cache stays)
	@rm -rf .citycell .venv .tools dist .pytest_cache .ruff_cache .hypothesis
