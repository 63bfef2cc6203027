# What users and developers run. Each target makes what it needs; nothing is installed twice.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
HOST   ?= 127.0.0.1

WIDGET := api/widget

.PHONY: run test test-browser test-widget widget lint eval baseline bench bench-peers clean

run: $(VENV)/.installed            ## index corpus/ and open the chat page
	@$(BIN)/mundap index
	@$(BIN)/mundap serve --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev lint  ## lint, types and all tests but the browser's
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal
	@command -v chromium >/dev/null || echo "skipped: the tests in a browser. Install Chromium (Debian: apt install chromium), then: make test-browser"

test-browser: $(VENV)/.installed-dev  ## page and widget in headless Chromium
	$(BIN)/python -m pytest -m browser

widget: $(WIDGET)/node_modules     ## api/static/widget.js and guide.js from their sources; needs Node, which running mundap does not
	cd $(WIDGET) && npm run --silent build -- --mode widget && npm run --silent build -- --mode guide

test-widget: $(WIDGET)/node_modules  ## style, types and tests of the widget's sources, and that the built files are theirs
	cd $(WIDGET) && npm run --silent lint && npm run --silent types && npm run --silent test
	cd $(WIDGET) && for script in widget guide; do npm run --silent build -- --mode $$script --outDir dist || exit; done
	cmp $(WIDGET)/dist/widget.js api/static/widget.js
	cmp $(WIDGET)/dist/guide.js api/static/guide.js

lint: $(VENV)/.installed-dev       ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.installed           ## accuracy on the development questions; fails when significantly below the baseline
	$(BIN)/mundap index
	@rm -f .mundap/dev.json.partial
	$(BIN)/mundap eval --split dev --json .mundap/dev.json --html .mundap/dev.html
	$(BIN)/mundap compare eval/baselines/dev.json .mundap/dev.json

baseline: $(VENV)/.installed       ## make today's answers the ones that `make eval` compares with
	$(BIN)/mundap index
	@rm -f .mundap/dev.json.partial
	$(BIN)/mundap eval --split dev --json .mundap/dev.json
	-$(BIN)/mundap compare eval/baselines/dev.json .mundap/dev.json
	cp .mundap/dev.json eval/baselines/dev.json

bench: $(VENV)/.installed-dev      ## speed and memory, then each way of ranking; PAIRS=DIR adds KorQuAD and welfare
	$(BIN)/python -m eval.bench
	$(BIN)/mundap index
	$(BIN)/python -m eval.rankings $(if $(PAIRS),--pairs $(PAIRS))

bench-peers: $(VENV)/.installed-peers  ## retrieval beside the quickstart that a user would write instead
	$(BIN)/mundap index
	$(BIN)/python -m eval.peers

clean:                             ## remove the environment and everything built
	rm -rf $(VENV) .mundap $(WIDGET)/node_modules $(WIDGET)/dist

$(WIDGET)/node_modules: $(WIDGET)/package-lock.json
	cd $(WIDGET) && npm ci --silent --no-audit --no-fund
	@touch $@

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,train]'
	@touch $@

$(VENV)/.installed-peers: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[peers]'
	@touch $@
