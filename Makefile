# make serve   set up what is missing, build, and serve the page on 127.0.0.1
# make test    everything that must pass before a change lands
# make build   into dist/: the page, the page in one file (gouji.html), the package for npm and portals
# make portal  serve the example of a portal on 127.0.0.1
# make bench   timings

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: serve build portal test bench setup setup-browser check-code test-native test-browser

serve: setup
	@echo 'The page will be at http://127.0.0.1:8080/ — stop with Ctrl+C'
	. .ci/env && trunk serve --quiet

build: setup
	. .ci/env && trunk build --quiet

portal: build
	node examples/portal/serve.mjs

test: check-code test-native test-browser
	@echo 'all passed'

bench:
	cargo bench --bench check

setup:
	.ci/setup

setup-browser:
	.ci/setup browser

check-code:
	cargo fmt --check
	cargo clippy --quiet --all-targets -- --deny warnings
	cargo clippy --quiet --no-default-features --lib -- --deny warnings
	RUSTDOCFLAGS='--deny warnings' cargo doc --quiet --no-deps --document-private-items

test-native:
	cargo test

# The built page, the saved page and the portal in real browsers, against the command's own answers.
test-browser: setup-browser
	cargo clippy --quiet --target wasm32-unknown-unknown --no-default-features --features web --bin gouji-web -- --deny warnings
	cargo build --quiet
	. .ci/env && trunk build --quiet
	. .ci/env && node --test --test-concurrency=1 --test-reporter=spec tests/browser/*.test.mjs
