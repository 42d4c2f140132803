# Everything one needs to run and to check Puntari. `make help` lists it.
SHELL := /bin/sh
PORT ?= 8000
HOST ?= 127.0.0.1
PY := .venv/bin/python
CATALOGUES := $(wildcard site/puntari/translations/*/LC_MESSAGES/messages.po)
SOURCES := site/puntari tests
.DEFAULT_GOAL := help
.PHONY: help run test check format bench lock catalogues

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 12

run: ## install what is missing, load the demo if the database is empty, serve on HOST:PORT
	@sh site/setup.sh run
	@$(MAKE) --no-print-directory catalogues
	@exec .venv/bin/puntari serve --set-up --host $(HOST) --port $(PORT)

test: ## install what the tests need and run all of them, on SQLite and on PostgreSQL
	@sh site/setup.sh test
	@$(MAKE) --no-print-directory catalogues
	@$(PY) tests/run.py $(ARGS)

check: ## format, lint, types, import layers, templates, content, translations
	@sh site/setup.sh check
	@$(MAKE) --no-print-directory catalogues
	.venv/bin/ruff format --check $(SOURCES)
	.venv/bin/ruff check $(SOURCES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet site/puntari/templates
	.venv/bin/puntari check

format: ## put code into its form
	@sh site/setup.sh check
	.venv/bin/ruff check --fix $(SOURCES)
	.venv/bin/ruff format $(SOURCES)

bench: ## measure speed, memory and bytes against a bare page on the same machine
	@sh site/setup.sh check
	@$(MAKE) --no-print-directory catalogues
	@$(PY) -m tests.bench $(ARGS)

lock: ## write site/requirements*.txt anew from pyproject.toml
	@sh site/setup.sh check
	.venv/bin/uv $(LOCK) --extra build -o site/requirements.txt
	.venv/bin/uv $(LOCK) --extra build --extra test -c site/requirements.txt -o site/requirements-test.txt

LOCK := pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-config --no-annotate \
	--custom-compile-command "make lock" pyproject.toml

catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po
	@$(PY) -m babel.messages.frontend compile --input-file $< --output-file $@ --locale fi 2>/dev/null
