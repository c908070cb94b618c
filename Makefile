# Khorasan Watch: `make run` starts the dashboard, `make test` runs every test.

# The first Python on the path that is new enough; tools/setup.py says so when there is none.
NAMES := python3 python3.14 python3.13 python3.12 python3.11
PYTHON ?= $(or $(shell for name in $(NAMES); do $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$name && break; done),python3)

.PHONY: help run test bench
help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

run: ## set everything up and start the dashboard (PORT=8000 and VAR_DIR=var can be set)
	@$(PYTHON) -m tools.setup run
	@exec .venv/bin/python -m khorasan_watch.launch

bench: ## measure the read side beside its peers (N=1000000 for one size, kept in bench/results.json), and the way in
	@$(PYTHON) -m tools.setup test
	@.venv/bin/python -m bench.run
	@env -u N .venv/bin/python -m bench.intake
	@env -u N .venv/bin/python -m bench.placing

test: ## run every test (installs PostgreSQL and Chromium where it may)
	@$(PYTHON) -m tools.setup test
	@exec .venv/bin/python -m tools.check
