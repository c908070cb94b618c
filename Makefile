# Khorasan Watch: `make run` starts the dashboard, `make test` runs every test.

PYTHON ?= python3
PORT ?= 8000
VAR_DIR ?= $(CURDIR)/var
export PORT VAR_DIR

.PHONY: help run test
help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

run: ## set everything up and start the dashboard (PORT and VAR_DIR can be set)
	@$(PYTHON) tools/setup.py run
	@exec .venv/bin/python -m khorasan_watch.launch

test: ## run every test (installs PostgreSQL and Chromium where it may)
	@$(PYTHON) tools/setup.py test
	@exec .venv/bin/python tools/check.py
