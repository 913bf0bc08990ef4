# Two commands: `make run` shows the product, `make test` is everything CI runs.
# Both only see to it that a new enough Node is on PATH; the rest is `cargo xtask` (see `cargo xtask help`).

xtask = node=$$(scripts/node.sh) && PATH="$$node:$$PATH" cargo xtask

.PHONY: help run test

help:
	@echo "make run    build everything, then serve with sample data (kept in ./data)"
	@echo "make test   everything CI runs: builds, checks, tests, browser tests, short benches"
	@echo "more:       cargo xtask help"

run:
	@$(xtask) run

test:
	@$(xtask) test
