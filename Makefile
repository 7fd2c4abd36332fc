# Two commands are all a new user needs: `make run` and `make test`. Each sets itself up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: run test test-postgresql check bench assets requirements clean setup setup-dev browser

run: $(VENV)/.run assets
	$(BIN)/goldenthread serve --port $(PORT) --example

# What writes to a database is tested on SQLite with everything else, then again on PostgreSQL.
WRITING := tests/audit tests/people tests/maturity tests/plans

test: $(VENV)/.dev assets browser
	$(BIN)/python -m pytest -n 2 $(TESTS)
	$(if $(TESTS),,$(BIN)/python -m tests.on_postgresql -n 2 $(WRITING))

test-postgresql: $(VENV)/.dev assets browser
	$(BIN)/python -m tests.on_postgresql -n 2 $(TESTS)

check: $(VENV)/.dev assets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --check goldenthread/hub
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/goldenthread check --definitions
	$(BIN)/python -m goldenthread.docs --check

bench: $(VENV)/.dev assets
	$(BIN)/python -m benchmarks

setup: $(VENV)/.run assets
setup-dev: $(VENV)/.dev assets browser

assets: build/assets/.ok
build/assets/.ok: package-lock.json goldenthread/hub/ui/prepare_assets.py
	$(PYTHON) goldenthread/hub/ui/prepare_assets.py --into build/assets --fonts build/fonts
	touch $@

# Debian's python3 lacks ensurepip until python3-venv is there; virtualenv from pip does as well.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m pip install -q --break-system-packages virtualenv && $(PYTHON) -m virtualenv -q $(VENV); }

$(VENV)/.run: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.run

# Browser tests use the system's chromium. As root it is installed when missing; otherwise they say so and skip.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || echo "chromium is not installed: browser tests will be skipped"; }

requirements:
	$(BIN)/python -m pip install -q uv
	cd requirements && ../$(BIN)/uv pip compile -q --no-header --generate-hashes --python-version 3.11 base.in -o base.txt
	cd requirements && ../$(BIN)/uv pip compile -q --no-header --generate-hashes --python-version 3.11 dev.in -o dev.txt

clean:
	rm -rf $(VENV) build var
