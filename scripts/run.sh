#!/usr/bin/env bash
# Builds what has changed and starts the server with demo data and sandbox.
#   DATABASE_URL=postgres://…   another database than the SQLite file in the data folder
#   DATA=DIR                    where files and the SQLite database lie (.data)
#   LISTEN=HOST:PORT            where to listen (127.0.0.1:8080)
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/need.sh gcc libc6-dev pkg-config fonts-noto-cjk poppler-utils
if ! command -v cargo >/dev/null; then
  echo "Rust is needed to build the server: https://rustup.rs/" >&2
  exit 1
fi
scripts/ui.sh
# The development profile: the first page comes about four times sooner than from a release build.
cargo build --locked -p dengwen
exec target/debug/dengwen serve --demo --data "${DATA:-.data}" --listen "${LISTEN:-127.0.0.1:8080}"
