# Needs Python 3.11 or newer with venv, and make. Everything else is installed into .venv.
PYTHON ?= python3
REQUIRE_ALL ?=
PORT ?= 8460
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test format docs site clean
.DEFAULT_GOAL := demo

$(VENV)/package: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gumsole needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/tools: $(VENV)/package
	$(BIN)/python -m pip install --quiet --group dev --group encoder
	@touch $@

$(VENV)/training: $(VENV)/tools
	$(BIN)/python -m pip install --quiet --group training
	@touch $@

demo: $(VENV)/package  ## ingest the small catalog that ships with Gumsole and open a shop with it; PORT= moves it
	$(BIN)/gumsole demo --serve --port $(PORT)

test: $(VENV)/tools $(if $(REQUIRE_ALL),$(VENV)/training)  ## everything that is checked; REQUIRE_ALL=1 turns a skip into a failure
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/coverage erase
	REQUIRE_ALL=$(REQUIRE_ALL) $(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	@if [ -e .cache/skipped ]; then echo "some tests were skipped: coverage is shown, not judged"; \
	  $(BIN)/coverage report; else $(BIN)/coverage report --fail-under=95; fi

format: $(VENV)/tools  ## put the code into house form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/tools  ## write the generated pages again
	$(BIN)/python -m tools.reference

site: $(VENV)/tools  ## the documentation as a web site, in build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:  ## remove what was built, not what you made
	rm -rf $(VENV) .cache .coverage* .mypy_cache .pytest_cache .ruff_cache build dist
