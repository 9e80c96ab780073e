# The orders of the house. Each sets up what it needs by itself and asks nothing.
.DEFAULT_GOAL := help
PORT ?= 8000
BIN := .venv/bin
export PYTHON PORT

.PHONY: help
help: ## this list
	@echo "make …"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  %-14s %s\n' $$name "$$what"; done

.PHONY: demo
demo: ## set everything up and serve a filled forum on http://127.0.0.1:8000 (PORT=8001 to change)
	@tools/setup run
	@$(BIN)/gacocrea demo --serve

.PHONY: test
test: setup ## set everything up and run every test
	@$(BIN)/pytest

.PHONY: setup
setup: ## set up alone: .venv, dependencies for work on gacocrea, catalogues
	@tools/setup dev
	@tools/catalogues compile

.PHONY: check
check: setup ## the quick tests, lint, types and import contracts: under a minute
	@tools/check

.PHONY: bench
bench: setup ## the benchmark: how long every public page of the example forum takes
	@$(BIN)/python -m tools.bench

.PHONY: translations
translations: setup ## gather new strings into the catalogues of translations/ and compile them
	@tools/catalogues update

.PHONY: lock
lock: setup ## choose the newest versions that requirements*.in allow and pin them with their hashes
	@tools/lock
