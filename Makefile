# The commands of this project; `make` alone lists them. Each one does the set-up it needs.
PERIOD ?= 2024-Q3
ARGS ?=
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help evaluate portal test audit bench lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

evaluate: ## Score a quarter and write its reports (PERIOD=2024-Q3, ARGS="--region 36.72")
	@tools/setup.sh
	@$(BIN)/monev evaluate --period $(PERIOD) $(ARGS)

portal: ## Serve the pages for offices and coordinators on this machine
	@tools/setup.sh
	@$(BIN)/monev portal $(ARGS)

test: ## Check style, types, architecture and behaviour (ARGS="-k quarter")
	@tools/setup.sh dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@tools/setup.sh browser
	$(BIN)/python -m pytest -rs -n auto --maxprocesses 4 --dist loadscope $(ARGS)

audit: ## Ask whether what we depend on has known weaknesses (3: nobody answers)
	@tools/setup.sh dev
	@$(BIN)/python -m tools.audit $(ARGS)

bench: ## Measure time per stage, region and report
	@tools/setup.sh dev
	@$(BIN)/python -m bench $(ARGS)
	@$(BIN)/python -m bench.intake
	@$(BIN)/python -m bench.scoring
	@$(BIN)/python -m bench.ranking
	@$(BIN)/python -m bench.rules
	@$(BIN)/python -m bench.reports
	@$(BIN)/python -m bench.one_region

# Each list holds to the one before it, so that all agree on every version they share.
# Versions stay where they are unless asked: make lock ARGS=--upgrade
lock: ## Write the lock files anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@tools/setup.sh uv
	$(COMPILE) $(ARGS) pyproject.toml -o requirements.lock
	$(COMPILE) $(ARGS) pyproject.toml --extra s3 -c requirements.lock -o requirements-s3.lock
	$(COMPILE) $(ARGS) pyproject.toml --group dev -c requirements-s3.lock -o requirements-dev.lock
	$(COMPILE) $(ARGS) pyproject.toml --group bench -c requirements-dev.lock -o requirements-bench.lock
	printf 'uv\nhatchling\neditables\n' | $(COMPILE) $(ARGS) --python-version 3.11 \
		-c requirements-dev.lock - -o requirements-bootstrap.lock

clean: ## Remove .venv and all caches; the workspace with its reports stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
