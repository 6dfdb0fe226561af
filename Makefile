# make serve   set up what is missing, build, and serve the page on 127.0.0.1
# make test    everything that must pass before a change lands
# make build   into dist/: the page, the page in one file (gouji.html), the package for npm and portals
# make portal  serve the example of a portal on 127.0.0.1
# make bench   timings, beside rivals, into benches/results/; make bench-page those of the page alone
# make truth   what is read and found, in figures: by layout, by surroundings, by kind of file; of the passages of prose
# make growth  how the work of reading grows with what is read, counted; make growth-far up to 8 MB
# make spark   the example of a pipe in Spark, in local mode (needs pyspark and a Java runtime)
# make release the release checklist, walked through; publishes nothing
# make fuzz    two minutes of fuzzing; `make fuzz SECONDS=3600` an hour (needs a nightly toolchain)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: serve build portal test bench bench-page truth growth growth-far spark fuzz release setup setup-browser setup-fuzz check-code test-native test-browser

# Built once before: what is amiss ends the command here, with its reason, and nothing is served.
serve: build
	@echo 'The page is at http://127.0.0.1:8080/ — stop with Ctrl+C'
	. .ci/env && trunk serve --quiet

build: setup
	. .ci/env && trunk build --quiet

portal: build
	node examples/portal/serve.mjs

test: check-code test-native growth test-browser
	@echo 'all passed'

# Natively, in WebAssembly, the rivals that are there, and in the built page; a dated page into benches/results/.
bench: build setup-browser
	. .ci/env && node benches/run.mjs --page

# In the built page: keys, cells, what jumps, a cold start; each beside the same without us.
bench-page: build setup-browser
	. .ci/env && node tests/browser/bench.mjs

setup:
	.ci/setup

setup-browser:
	.ci/setup browser

setup-fuzz:
	.ci/setup fuzz

truth:
	cargo test --quiet --test it truth -- --ignored --nocapture

# Counted in instructions of the WebAssembly, not by a clock.
growth: setup
	cargo build --quiet --release --manifest-path tests/growth/Cargo.toml
	cargo build --quiet --profile guest --lib --target wasm32-unknown-unknown --manifest-path tests/growth/Cargo.toml
	tests/growth/target/release/gouji-growth tests/growth/target/wasm32-unknown-unknown/guest/gouji_growth.wasm

# The same of a few inputs of every reader, from 10 KB to 8 MB, in one table; four minutes.
growth-far: growth
	tests/growth/target/release/gouji-growth tests/growth/target/wasm32-unknown-unknown/guest/gouji_growth.wasm --far \
	  'whole reports' 'two years 示例' 'in a report 收到9件' 'html <p>字' 'html <tr><td>1' 'html <table><tr><td>1</table>' 'csv 1,2,3' \
	  'docx <w:p><w:r>' 'docx <w:tbl><w:tr><w:tc>' 'docx lists × paragraphs' 'xlsx <row><c><v>1' 'xlsx sheets' 'doc 字' 'xls numbers' 'xls labels' \
	  'pdf page' 'pdf pages' 'pdf meanings' 'ofd pages'

spark:
	cargo build --quiet --release
	python3 examples/spark/test.py

release: setup-browser
	.ci/release

SECONDS := 120
fuzz: setup-fuzz
	. .ci/env && .ci/fuzz $(SECONDS)

check-code: setup
	cargo fmt --check
	cargo clippy --quiet --all-targets -- --deny warnings
	cargo clippy --quiet --no-default-features --lib -- --deny warnings
	cargo fmt --check --manifest-path fuzz/Cargo.toml
	cargo fmt --check --manifest-path tests/growth/Cargo.toml
	# Their lock files name our dependencies too, and are nobody's build's but their own.
	cargo metadata --locked --format-version 1 --manifest-path fuzz/Cargo.toml >/dev/null
	cargo metadata --locked --format-version 1 --manifest-path tests/growth/Cargo.toml >/dev/null
	RUSTDOCFLAGS='--deny warnings' cargo doc --quiet --no-deps --document-private-items

test-native: setup
	cargo test

# The built page, the saved page and the portal in real browsers, against the command's own answers.
test-browser: setup-browser
	cargo clippy --quiet --target wasm32-unknown-unknown --no-default-features --features web --bin gouji-web --bin gouji-files -- --deny warnings
	cargo build --quiet
	. .ci/env && trunk build --quiet
	. .ci/env && node --test --test-concurrency=1 --test-reporter=spec tests/browser/*.test.mjs
