# What a person types. `make run` needs Python 3.11 or newer and nothing else; the rest is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A worker that is done takes over tests of the other: each has most of the tests that share a browser or a server.
PYTEST_OPTIONS ?= -n 2 --dist worksteal
PIP_INSTALL := TIMELINE_COMPILE=0 $(BIN)/pip install -qq --disable-pip-version-check --editable

.DEFAULT_GOAL := help
.PHONY: help run test lint frontend openapi seeds-update clean

help:  ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.installed  ## serve the seeds on http://127.0.0.1:8000/ and print a key for writing
	@exec $(BIN)/timeline-api serve --seeds seeds --print-key

# Many tests start programs of ours, which start in half the time where compiled modules are kept: whatever the
# environment says.
test: $(VENV)/.installed-all  ## run every test
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest $(PYTEST_OPTIONS)

lint: $(VENV)/.installed-all  ## check style, types, the contract, the Dockerfile, the shell scripts, and that the component is built
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/shellcheck .ci/run .ci/image-check bin/make-venv bin/with-node
	$(BIN)/hadolint Dockerfile
	bin/with-node tests/api/clients npm run --silent lint
	bin/with-node frontend npm run --silent check

frontend: $(VENV)/.installed-all  ## build the timeline component anew from frontend/
	bin/with-node frontend npm run --silent build

openapi: $(VENV)/.installed  ## write openapi.yaml anew from the code
	$(BIN)/python -m timeline_api.api.openapi > openapi.yaml.new
	mv openapi.yaml.new openapi.yaml

seeds-update: $(VENV)/.installed  ## show what the extractor reads differently in the seeds, and keep it if you agree
	$(BIN)/python -m seeds.golden

clean:  ## remove what was installed and built; articles and events in var/ stay
	rm -rf $(VENV) build dist frontend/node_modules tests/api/clients/node_modules ./*.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamp files: a target is made again only when pyproject.toml is newer.
$(VENV)/.made:
	@sh bin/make-venv $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo 'Installing timeline-api into $(VENV)'
	@$(PIP_INSTALL) .
	@touch $@

$(VENV)/.installed-all: $(VENV)/.installed pyproject.toml
	@echo 'Installing what tests and checks need into $(VENV)'
	@$(PIP_INSTALL) '.[test,lint]'
	@touch $@
