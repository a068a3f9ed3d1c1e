# `make demo` and `make test` set up everything that they need. A later run continues where an interrupted one stopped.

# uv from PATH, otherwise from .tools: no root, and nothing outside this folder.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
export UV_PYTHON_DOWNLOADS := never
# A container often sets it. Without bytecode each of the hundreds of Python processes compiles the SDK again, for 3.5 s.
unexport PYTHONDONTWRITEBYTECODE
RUN := $(UV) run --frozen --quiet
PYTEST_ARGS ?=
# Whatever the machine: each process has its own Kafka, and a city's replay keeps to the clock.
TEST_PROCESSES := 2

.DEFAULT_GOAL := help
.PHONY: help setup demo test slow lint bench clean

help: ## List the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.tools/bin/uv:
	@echo "• No uv on this machine: installing one into .tools (put .tools/bin on PATH to use it yourself)"
	@command -v python3 >/dev/null || { echo "citycell needs Python 3.11 or newer: install python3" >&2; exit 2; }
	@python3 -m venv .tools && .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==0.13.9"

setup: $(filter .tools/bin/uv,$(UV)) ## Install the requirements of all other commands
	@echo "• Python packages from uv.lock"
	@$(UV) sync --frozen --quiet
	@$(RUN) python -m local setup

demo: setup ## Run a city on this machine and replay a day (STAY=1 keeps it running)
	@$(RUN) python -m local demo $(if $(STAY),--stay)

test: setup ## Run the tests
	@$(RUN) python -m pytest -m "not slow" --numprocesses $(TEST_PROCESSES) $(PYTEST_ARGS)

slow: setup ## Run the long tests: soak tests, fault campaigns
	@$(RUN) python -m pytest -m slow $(PYTEST_ARGS)

lint: $(filter .tools/bin/uv,$(UV)) ## Run ruff and basedpyright in strict mode
	@$(UV) sync --frozen --quiet
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) basedpyright

bench: setup ## Run the benchmarks, each next to a floor, and write bench/results/
	@$(RUN) python -m bench
	@$(RUN) python -m bench.router

clean: ## Remove the files that this checkout built (not the shared cache)
	@rm -rf .citycell .venv .tools dist .pytest_cache .ruff_cache .hypothesis
