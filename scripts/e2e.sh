#!/usr/bin/env bash
# The stories in Debian's Chromium; arguments go to Playwright, for example:
#   scripts/e2e.sh --project=sqlite-phone-noscript -g 登录
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/need.sh chromium-headless-shell fonts-noto-cjk poppler-utils postgresql-15
own_postgres=
finish() {
  if [ -n "$own_postgres" ]; then scripts/postgres.sh stop; fi
}
trap finish EXIT
if [ -z "${DENGWEN_TEST_PG:-}" ]; then
  if ! scripts/postgres.sh status; then own_postgres=yes; fi
  DENGWEN_TEST_PG=$(scripts/postgres.sh start)
  export DENGWEN_TEST_PG
fi

if [ -z "${DENGWEN:-}" ]; then # the program to test, if it is not the one of this checkout
  scripts/ui.sh
  cargo build --locked -p dengwen
fi
scripts/npm-ci.sh e2e
cd e2e
npm run --silent check
npx playwright test "$@"
