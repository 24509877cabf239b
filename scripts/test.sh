#!/usr/bin/env bash
# Every check of the project, in order; 'make test' and CI call it.
#   scripts/test.sh                 all parts
#   scripts/test.sh lint stories    only these
# A part that fails does not stop the ones after it. Logs: target/test-logs/PART.log
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD

parts=(format ui lint architecture rust doctests data links stories)
[ $# -eq 0 ] || parts=("$@")

logs=$root/target/test-logs
mkdir -p "$logs"
times=()
failed_parts=()
passed=0
failed=0
own_postgres=

finish() {
  # Only what this run has started is ended.
  if [ -n "$own_postgres" ]; then scripts/postgres.sh stop; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

need_postgres() {
  if [ -n "${DENGWEN_TEST_PG:-}" ]; then return; fi
  if ! scripts/postgres.sh status; then own_postgres=yes; fi
  DENGWEN_TEST_PG=$(scripts/postgres.sh start) || return 1
  export DENGWEN_TEST_PG
  echo "PostgreSQL: $DENGWEN_TEST_PG"
}

need_nextest() {
  if ! command -v cargo-nextest >/dev/null; then
    echo "Installing cargo-nextest: runs the tests of all crates in parallel, each in its own process"
    cargo install --locked cargo-nextest
  fi
}

part_format()       { cargo fmt --all --check; }
part_ui()           { scripts/npm-ci.sh ui && (cd ui && npm run --silent lint && npm test --silent) && scripts/ui.sh; }
part_lint()         { cargo clippy --locked --workspace --all-targets -- -D warnings; }
part_architecture() { need_nextest && cargo nextest run --locked --no-fail-fast --workspace -E 'binary(architecture)'; }
part_rust()         { need_nextest && need_postgres && cargo nextest run --locked --no-fail-fast --workspace; }
part_doctests()     { cargo test --locked --workspace --doc; }
part_data()         { cargo run --locked -q -p xtask -- check-data; }
part_links()        { node scripts/check-links.mjs; }
# The program as the tests above have built it: 'cargo build' alone resolves fewer features and would
# compile nearly everything a second time.
part_stories() {
  need_postgres && scripts/ui.sh && cargo test --locked --workspace --no-run &&
    DENGWEN=$root/target/debug/dengwen scripts/e2e.sh
}

title() {
  case $1 in
    format)       echo "Format" ;;
    ui)           echo "Styles and script: lint, unit tests, build" ;;
    lint)         echo "Clippy" ;;
    architecture) echo "Architecture" ;;
    rust)         echo "Tests of all crates on SQLite and PostgreSQL" ;;
    doctests)     echo "Examples in the documentation of the code" ;;
    data)         echo "Reference data" ;;
    links)        echo "Files named in documents" ;;
    stories)      echo "Stories in the browser, on SQLite and PostgreSQL" ;;
    *)            echo "There is no part '$1'. Parts: ${parts[*]}" >&2; exit 2 ;;
  esac
}

# Adds the counts that the tools print; a part that counts nothing is one check.
count() {
  local part=$1 code=$2 good bad
  read -r good bad < <(sed 's/\x1b\[[0-9;]*m//g' "$logs/$part.log" | awk '
    # nextest:    Summary [ 12.3s] 120 tests run: 118 passed (2 slow), 2 failed, 0 skipped
    # doctests:   test result: ok. 3 passed; 0 failed; …
    # vitest:     Tests  1 failed | 12 passed (13)
    # Playwright: 8 passed (12.3s)   /   2 failed
    /^ *Summary \[/ || /^test result:/ || /^ *Tests  / || /^ +[0-9]+ (passed \(|failed *$|flaky *$)/ {
      if (match($0, /[0-9]+ passed/)) good += substr($0, RSTART, RLENGTH)
      if (match($0, /[0-9]+ failed/)) bad += substr($0, RSTART, RLENGTH)
      if (match($0, /[0-9]+ flaky/)) bad += substr($0, RSTART, RLENGTH)
    }
    END { print good + 0, bad + 0 }')
  if [ $((good + bad)) -eq 0 ]; then
    if [ "$code" -eq 0 ]; then good=1; else bad=1; fi
  elif [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
}

for part in "${parts[@]}"; do title "$part" >/dev/null || exit 2; done

scripts/need.sh git gcc libc6-dev pkg-config fonts-noto-cjk openssl poppler-utils postgresql-15 python3 chromium-headless-shell || exit 1

for part in "${parts[@]}"; do
  printf '\n══ %s ══\n' "$(title "$part")"
  began=$SECONDS
  # Not in a pipe: a part may set variables (the address of PostgreSQL) for the next ones.
  "part_$part" > >(tee "$logs/$part.log") 2>&1 </dev/null
  code=$?
  sleep 0.2 # let tee write the last lines
  count "$part" "$code"
  times+=("$(printf '%4d s  %s' $((SECONDS - began)) "$part")")
  [ "$code" -eq 0 ] || failed_parts+=("$part")
done

printf '\n══ Time ══\n'
printf '%s\n' "${times[@]}"
if [ ${#failed_parts[@]} -gt 0 ]; then
  printf '\nFailed: %s (logs in target/test-logs)\n' "${failed_parts[*]}"
fi
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ ${#failed_parts[@]} -eq 0 ] && [ "$failed" -eq 0 ]
