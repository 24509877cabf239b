#!/usr/bin/env bash
# Builds and restarts the server whenever a source changes. Ctrl-C ends both.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/need.sh gcc libc6-dev pkg-config fonts-noto-cjk poppler-utils inotify-tools
server=
stop_server() {
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true # it may have ended by itself
    wait "$server" 2>/dev/null || true       # its exit code is of no interest here
    server=
  fi
}
trap stop_server EXIT
trap 'exit 130' INT TERM

while true; do
  if scripts/ui.sh && cargo build --locked -p dengwen; then
    stop_server
    target/debug/dengwen serve --demo --data "${DATA:-.data}" --listen "${LISTEN:-127.0.0.1:8080}" &
    server=$!
  else
    echo "The build failed; the server before it keeps running. Waiting for a change."
  fi
  inotifywait -qq -r -e close_write,move,create,delete \
    --exclude '(/node_modules/|/dist/|\.swp$|~$)' Cargo.toml crates data ui
  sleep 0.3 # editors save in several steps
done
