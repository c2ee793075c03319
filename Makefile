PY ?= .venv/bin/python
BIN := $(dir $(PY))
.PHONY: setup check fast fmt lint types layers deps test docs bench
check: lint types layers deps test docs  ## everything that must be green
fast: lint types layers                  ## what a commit hook runs
setup:
	python3 -m venv .venv && .venv/bin/pip install -e '.[dev]'
fmt:
	$(PY) -m ruff format . && $(PY) -m ruff check --fix .
lint:
	$(PY) -m ruff format --check . && $(PY) -m ruff check .
types:
	$(PY) -m mypy
layers:
	$(BIN)lint-imports
deps:
	$(PY) -m deptry src
test:
	$(PY) -m pytest -n auto --cov --cov-report=term
docs:
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet --site-dir build/site
bench:
	$(PY) -m pytest tests/bench --benchmark-only --benchmark-disable-gc -n 0
