# Everything a newcomer types. `make run` and `make test` set up by themselves.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

FIT := .venv-fit

.PHONY: run test check bench fit install lock clean

run: install  ## the demo: assistant, simulated WeChat, a fictional committee
	$(PY) run.py demo

test: install  ## the whole suite; browser tests when Chromium is on the machine
	$(PY) -m pytest -n auto

check: install  ## formatter, linter, strict type checker, architecture
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(PY) -m pytest tests/architecture
	$(PY) run.py faq check

bench: install  ## speed, latency, memory: ratios measured in one run
	$(PY) -m tests.bench

fit: $(FIT)/.installed  ## learn anew from knowledge/wishes what sentences ask for
	$(FIT)/bin/python run.py wishes fit

$(FIT)/.installed: requirements-fit.lock
	$(PYTHON) -m venv $(FIT)
	$(FIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-fit.lock
	touch $(FIT)/.installed

install: $(STAMP)  ## make .venv and install the pinned lock

$(STAMP): requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	touch $(STAMP)

lock:  ## pin anew what pyproject.toml names: hashes, no addresses
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --universal \
		--python-version 3.11 --group dev pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --universal \
		--python-version 3.11 --group fit pyproject.toml -o requirements-fit.lock

clean:
	rm -rf $(VENV) $(FIT) var .mypy_cache .ruff_cache .pytest_cache
