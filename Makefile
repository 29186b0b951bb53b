# make chat     set up, index the sample articles (or ARTICLES=folder), open the page
# make test     set up, then lint, check types and run every test
# make eval     set up, then run every suite against its baseline
# make format   set up, then format the code and sort its imports

PYTHON   ?= python3
ARTICLES ?= eval/suites/sample/articles

ifeq ($(ARTICLES),eval/suites/sample/articles)
INDEX ?= index
endif

# Through the environment, names with spaces and quotes reach the recipes whole.
export ARTICLES INDEX

BIN      := .venv/bin
VENV     := .venv/.made
RUN_SET  := .venv/.installed
TEST_SET := .venv/.installed-dev
INSTALL  := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt

.PHONY: chat test eval format

# Each folder has an index of its own, so that another ARTICLES never meets the last one's index.
# Ingest prints its summary when it came to its end, even past files that it could not read.
chat: $(RUN_SET)
	@index="$${INDEX:-index-$$(printf '%s' "$$ARTICLES" | cksum | cut -d' ' -f1)}" && \
		summary="$$($(BIN)/python -m ingest "$$ARTICLES" --index "$$index")"; \
		[ -n "$$summary" ] && printf '%s\n' "$$summary" && $(BIN)/python -m ui --index "$$index"

test: $(TEST_SET)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest

eval: $(RUN_SET)
	$(BIN)/python -m eval

format: $(TEST_SET)
	$(BIN)/python -m ruff check --fix-only .
	$(BIN)/python -m ruff format .

$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2> /dev/null || { echo \
		"$(PYTHON) is not Python 3.11, 3.12 or 3.13. Name one that is, as in: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { echo \
		"$(PYTHON) can't make a virtual environment. On Debian and Ubuntu, first: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

$(RUN_SET): $(VENV) pyproject.toml constraints.txt
	@echo "Installing into .venv: once, some minutes"
	$(INSTALL) -e .
	@touch $@

$(TEST_SET): $(VENV) pyproject.toml constraints.txt
	@echo "Installing into .venv: once, some minutes"
	$(INSTALL) -e '.[dev]'
	@touch $(RUN_SET) $@
