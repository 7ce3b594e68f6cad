# `make demo` serves the site with demo data; `make test` runs every test. Both set up what they need.

PYTHON ?= python3
PORT ?= 8000
MANAGE := .venv/bin/python manage.py

.PHONY: demo test check lint format messages-check prepare prepare-dev requirements clean

demo: export STARTED_BY_MAKE = 1
demo: export PORT := $(PORT)
demo:
	@$(PYTHON) lape/prepare.py local || $(quietly)
	@exec $(MANAGE) demo

# The browser's tests read one site that is served as in production, so they run by themselves.
test: prepare-dev
ifdef ARGS
	.venv/bin/python -m pytest $(ARGS)
else
	.venv/bin/python -m pytest --ignore=tests/browser
	.venv/bin/python -m pytest tests/browser
endif

check: prepare-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(MANAGE) makemigrations --check --dry-run

lint: check

format: prepare-dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

messages-check: prepare-dev
	.venv/bin/python -m pytest -n 0 tests/test_messages.py

prepare:
	@$(PYTHON) lape/prepare.py local || $(quietly)

prepare-dev:
	@$(PYTHON) lape/prepare.py dev || $(quietly)

# Pin anew what pyproject.toml asks for, newest allowed versions first; pip-tools comes into a throw-away folder.
requirements:
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(PYTHON) -m venv "$$tools"; "$$tools/bin/pip" install --quiet pip-tools; \
	compile="$$tools/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header \
	--no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links"; \
	$$compile --extra local --extra dev --output-file requirements/dev.txt pyproject.toml; \
	$$compile --extra local --constraint requirements/dev.txt --output-file requirements/local.txt pyproject.toml; \
	$$compile --constraint requirements/dev.txt --output-file requirements/base.txt pyproject.toml

# Everything that make made, the embedded database and the demo's edits too.
clean:
	rm -rf .venv var

# The sentence that was printed says it all: make ends without its own "Error 1" below it.
quietly = { kill -PIPE $$PPID; exit 1; }
