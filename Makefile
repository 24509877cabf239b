# Every check and every chore by name. CI runs nothing that a person cannot.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run watch test lint format ui e2e bench papers postgres postgres-stop

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build and start with demo data and sandbox on 127.0.0.1:8080 (DATABASE_URL=postgres://…, DATA=DIR, LISTEN=HOST:PORT)
	@scripts/run.sh

watch: ## like run, and again whenever a source changes
	@scripts/watch.sh

test: ## every check: format, lint, architecture, tests on both databases, stories in the browser (PARTS="lint rust")
	@scripts/test.sh $(PARTS)

lint: ## format, clippy and the lint of ui/
	@scripts/test.sh format ui lint

format: ## format the Rust code
	@cargo fmt --all

ui: ## build styles and script into ui/dist when they have changed
	@scripts/ui.sh

e2e: ## the stories in the browser (ARGS="--project=sqlite-phone-script -g 登录")
	@scripts/e2e.sh $(ARGS)

bench: ## measure against the budgets of docs/architecture.md, ratio beside budget
	@scripts/need.sh gcc libc6-dev pkg-config fonts-noto-cjk poppler-utils
	@scripts/ui.sh
	@cargo bench --locked -p dengwen
	@cargo bench --locked -p law --bench law
	@cargo bench --locked -p chain --bench chain
	@PROPTEST_CASES=$${PROPTEST_CASES:-1000000} cargo test --release --locked -p law --lib --tests breaks
	@PROPTEST_CASES=$${PROPTEST_CASES:-1000000} cargo test --release --locked -p chain -p stamp --lib breaks

papers: ## every court paper with demonstration data into target/papers, checked by qpdf and poppler
	@scripts/papers.sh

postgres: ## start the PostgreSQL for tests and print its address
	@scripts/postgres.sh start

postgres-stop: ## stop it
	@scripts/postgres.sh stop
