# Every target sets up what it needs by itself. Needs make, git and Python 3.11 or newer.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
TARGET :=
TESTS := tests
WORKERS := 2

# The first Python on this machine that is new enough; or say it: make test PYTHON=/usr/bin/python3.12
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	command -v $$p >/dev/null 2>&1 || continue; \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	echo $$p; break; done)

# A container may forbid bytecode: then each worker of the tests and each process that they start
# would compile every module again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Pin what builds the package too: the first name is read by new pips, the second by old ones.
export PIP_BUILD_CONSTRAINT := $(CURDIR)/constraints.txt
PIP := $(BIN)/python -m pip --quiet

.PHONY: help demo test test-fast test-long lint format types imports check docs words site readme wheel offline-zip constraints clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.run ## Set up, then plan the embedded example into demo/
	$(BIN)/kholboo demo $(DEMO)

test: $(VENV)/.dev ## Set up, then run the tests (TESTS=tests/planner/commands/test_commands.py for some of them)
	$(BIN)/python -Im pytest -q -rs -n $(WORKERS) --dist worksteal $(TESTS)

test-fast: $(VENV)/.dev ## Run the tests that take less than a minute together: every room, no plans
	KHOLBOO_TESTS=fast $(BIN)/python -Im pytest -q -m "not slow" -n $(WORKERS) --dist worksteal $(TESTS)

test-long: $(VENV)/.dev ## Run all tests with all examples of every law (half an hour)
	KHOLBOO_TESTS=long $(BIN)/python -Im pytest -q -rs -n $(WORKERS) --dist worksteal $(TESTS)

lint: $(VENV)/.dev ## Check style and formatting, of the scripts of pages too
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python .ci/lint_scripts.py

format: $(VENV)/.dev ## Repair style and formatting
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.dev ## Check types strictly
	$(BIN)/mypy --strict

imports: $(VENV)/.dev ## Check that no room is entered by the wrong door
	$(BIN)/lint-imports

check: lint types imports test ## lint, types, imports and test

docs: $(VENV)/.dev ## Rewrite the generated pages of docs/
	$(BIN)/python .ci/generate_docs.py

words: $(VENV)/.dev ## Bring the Mongolian catalogue up to date with the messages of the code, and check it
	$(BIN)/python .ci/words.py

site: $(VENV)/.site ## Build the documentation into site/; a dead link is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --clean

readme: $(VENV)/.run ## Put the demo's ten lines and its map into the README
	$(BIN)/python .ci/readme_result.py

wheel: $(VENV)/.run ## Build dist/kholboo-*.whl
	$(PIP) wheel --no-deps --wheel-dir dist .

offline-zip: $(VENV)/.run ## Build dist/*-offline-*.zip (TARGET=win_amd64-3.12 for another machine)
	$(BIN)/python .ci/offline_zip.py $(TARGET)

constraints: ## Resolve the newest allowed versions and pin them in constraints.txt
	$(PYTHON) .ci/pin.py

clean: ## Remove everything that can be made again, except runs of your own projects
	rm -rf $(VENV) dist build site $(DEMO)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one from python.org, or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	PIP_CONSTRAINT="$(CURDIR)/constraints.txt" $(PIP) install -e .
	$(BIN)/python -m optimizers.first_use # compiles what the first plan would wait for
	@touch $@

$(VENV)/.dev: $(VENV)/.run .ci/test_files.py
	PIP_CONSTRAINT="$(CURDIR)/constraints.txt" $(PIP) install -e '.[dev]'
	$(BIN)/python .ci/test_files.py
	@touch $@

$(VENV)/.site: $(VENV)/.run
	PIP_CONSTRAINT="$(CURDIR)/constraints.txt" $(PIP) install -e '.[site]'
	@touch $@

.PHONY: bench bench-quick
bench: $(VENV)/.dev ## Measure the whole benchmark table (hours; BENCH="--published FOLDER")
	$(BIN)/python tests/benchmarks/run.py $(BENCH)

bench-quick: $(VENV)/.dev ## Measure a ten-minute cut of the benchmark table
	$(BIN)/python tests/benchmarks/run.py --quick $(BENCH)

.PHONY: fuzz-inputs
fuzz-inputs: $(VENV)/.dev ## Corrupt projects 10,000 times and read 250 hostile files (an hour; FUZZ="--corruptions 500")
	$(BIN)/python tests/fuzz/run.py $(FUZZ)

.PHONY: fuzz-years
fuzz-years: $(VENV)/.dev ## Hold the bound by years against every schedule of tiny programmes (FUZZ="--programmes 60")
	$(BIN)/python tests/optimizers/years/fuzz_years.py $(FUZZ)

.PHONY: fuzz-proofs mutants mutants-rooms
fuzz-proofs: $(VENV)/.dev ## Try to make verify.py accept what is untrue: 300,000 mutations, half an hour
	$(BIN)/python tests/optimizers/fuzz_proofs.py --jobs $(WORKERS)

mutants: $(VENV)/.dev ## Change verify.py in every place; each change must be noticed (half an hour)
	$(BIN)/python .ci/mutants.py optimizers/verify.py --jobs $(WORKERS) \
		--listed tests/optimizers/verify_mutants.toml -- \
		$(BIN)/python -S tests/optimizers/verify_battery.py

MUTATED ?= model resources candidates bids
SAMPLE ?= 12
JUDGE = $(BIN)/python -m pytest -xq -p no:cacheprovider -m "not slow"
mutants-rooms: $(VENV)/.dev ## Change a drawn sample of places in the rooms of the model; print what no test notices
	-@for room in $(MUTATED); do \
		tests=tests/planner/$$room; \
		test $$room != resources || tests="$$tests tests/planner/technologies tests/planner/model/test_side_columns.py"; \
		echo "planner/$$room"; \
		$(BIN)/python .ci/mutants.py planner/$$room --jobs $(WORKERS) --sample $(SAMPLE) --seed 1 -- \
			$(JUDGE) $$tests; \
	done
