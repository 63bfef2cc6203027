# What users and developers run. Each target makes what it needs; nothing is installed twice.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
HOST   ?= 127.0.0.1

.PHONY: run test test-browser lint eval bench clean

run: $(VENV)/.installed            ## index corpus/ and open the chat page
	@$(BIN)/mundap index
	@$(BIN)/mundap serve --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev lint  ## lint, types and all tests but the browser's
	$(BIN)/python -m pytest

test-browser: $(VENV)/.installed-dev  ## the chat page in headless Chromium
	$(BIN)/python -m pytest -m browser

lint: $(VENV)/.installed-dev       ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.installed           ## accuracy on the development questions
	$(BIN)/mundap index
	$(BIN)/mundap eval --split dev

bench: $(VENV)/.installed-dev      ## speed and memory
	$(BIN)/python -m eval.bench

clean:                             ## remove the environment and everything built
	rm -rf $(VENV) .mundap

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,train]'
	@touch $@
