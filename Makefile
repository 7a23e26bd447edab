# The developer's tasks. Each line after ## is what `make help` says.
PYTHON := .venv/bin/python
export UV_NO_PROGRESS := 1

.PHONY: help setup run check fast fix assets migrations lock demo bench fuzz faults

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: ## environment, database, demonstration; does not serve
	./run --setup

run: ## serve the application and its worker on 127.0.0.1:8000
	./run

check: ## every test and check
	./check

fast: ## the checks that take less than three minutes
	./check fast

fix: ## put code into the house format and mend what can be mended
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

assets: ## build style sheet and scripts from frontend/ (needs Node)
	cd frontend && npm ci --no-audit --no-fund && npm run build

migrations: ## make the migrations anew from the models
	scripts/remake_migrations

lock: ## choose versions anew and write both locks, with hashes and without addresses
	scripts/lock

demo: ## throw the demonstration in ./data away and load it afresh
	scripts/fresh_demonstration

bench: ## measure speed; one JSON object a line
	$(PYTHON) bench/run.py

fuzz: ## ask the API whatever its description allows, far more often than ./check does
	SCHEMATHESIS_EXAMPLES=10 $(PYTHON) -m pytest tests/api/test_schemathesis.py -q -rP

faults: ## kill processes, fill the disk, race editors; one line a drill
	$(PYTHON) bench/faults.py
