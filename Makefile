# Every target prepares what it needs; nothing has to be installed by hand.
PORT ?= 8000
DEMO ?= 1
PYTHON ?= python3
SECONDS ?= 60

.PHONY: run setup reset test bench bench-full fuzz lint

run: setup
	@sh scripts/run.sh "$(PORT)" "$(DEMO)"

setup:
	@sh scripts/setup.sh "$(PYTHON)" base

reset:
	@sh scripts/reset.sh

test:
	@sh scripts/setup.sh "$(PYTHON)" test
	@sh scripts/test.sh $(ARGS)

lint:
	@sh scripts/setup.sh "$(PYTHON)" test
	@sh scripts/lint.sh

bench:
	@sh scripts/setup.sh "$(PYTHON)" test
	@.venv/bin/uv pip install -q -p .venv/bin/python --require-hashes -r requirements/bench.lock
	@.venv/bin/python bench/run.py $(PART) $(ARGS)

bench-full:
	@sh scripts/setup.sh "$(PYTHON)" test
	@.venv/bin/uv pip install -q -p .venv/bin/python --require-hashes -r requirements/bench.lock
	@.venv/bin/python bench/run.py --full $(PART) $(ARGS)

fuzz:
	@sh scripts/setup.sh "$(PYTHON)" test
	@.venv/bin/uv pip install -q -p .venv/bin/python --require-hashes -r requirements/fuzz.lock
	@.venv/bin/python fuzz/reading.py $(SECONDS)
