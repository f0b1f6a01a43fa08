# The two commands for a fresh machine: `make demo` and `make test`.
# Needed beforehand: CPython 3.11 or 3.12 with venv and headers, and a C compiler.

PYTHON ?= $(shell for p in python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null \
	&& echo "$$p" && break; done)
BIN := .venv/bin

.PHONY: demo test analyse bench format clean

.venv/installed-base: pyproject.toml
	@test -n "$(PYTHON)" || { echo "govrules needs CPython 3.11 or 3.12 (set PYTHON=…)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-test: .venv/installed-base
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

demo: .venv/installed-base ## check the example choices against the shipped policies
	@$(BIN)/govrules demo

test: .venv/installed-test ## everything that must hold
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

analyse: .venv/installed-test ## every policy, each on its own, by the solver too
	$(BIN)/govrules analyse policies --each --in-all 3600

bench: .venv/installed-test ## speed, as ratios against other engines in the same run, in docs/performance.md
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	$(BIN)/python -m tests.bench.performance
	$(BIN)/python -m tests.bench.bulk --page
	$(BIN)/python -m tests.bench.cluster --page
	$(BIN)/python -m tests.bench.log

format: .venv/installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/govrules fmt policies

clean:
	rm -rf .venv build dist
