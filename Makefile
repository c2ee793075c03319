PY ?= .venv/bin/python
BIN := $(dir $(PY))
.PHONY: setup check fast fmt lint types layers deps test docs pages bench faults wheels dist sbom messages
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
messages:                                ## take messages out of the sources, compile translations
	$(PY) -m release.messages
docs:                                    ## generated pages are current; the site builds and fetches nothing
	$(PY) docs/generate.py --check
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict --quiet --site-dir build/site
	$(PY) docs/site_is_local.py build/site
pages:                                   ## write the generated pages anew
	$(PY) docs/generate.py
bench:                                   ## speed and memory; docs/benchmarks.md has the figures
	$(PY) -m pytest tests --benchmark-only --benchmark-disable-gc -n 0
faults:                                  ## hundreds of kills and power cuts of the commands on cases
	COUNTERSIGHT_KILLS=250 COUNTERSIGHT_CUTS=250 $(PY) -m pytest -n 0 \
	  tests/work/test_casework_kills.py tests/work/test_casework_cuts.py
dist:                                    ## wheel and sdist; the same bytes for the same commit
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(PY) -m build --no-isolation --outdir build/dist
sbom:                                    ## the bill of materials of the base install, CycloneDX
	@mkdir -p build && $(PY) -m release.sbom > build/sbom.cdx.json && echo build/sbom.cdx.json
wheels:                                  ## ask the index: is there a wheel for everything?
	for version in 3.11 3.12 3.13; do \
	  $(PY) -m pip install --quiet --dry-run --only-binary :all: \
	    --python-version $$version --target build/none '.[test]' || exit 1; \
	  echo "$$version: wheels only"; \
	done
