# Two commands: `make run` shows the product, `make test` is everything CI runs.
# What they do is in xtask/; `cargo xtask help` tells what else there is.

.PHONY: help run test

help:
	@echo "make run    build everything, then serve with sample data (kept in ./data)"
	@echo "make test   everything CI runs: builds, checks, tests, browser tests, short benches"
	@echo "more:       cargo xtask help"

run:
	@cargo xtask run

test:
	@cargo xtask test
