#!/usr/bin/env bash
# Builds ui/dist, which the server embeds, when a source of ui/ is newer than the last build.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null; then
  echo "Node.js 20 with npm is needed to build the pages' styles and script: https://nodejs.org/" >&2
  exit 1
fi
node_major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$node_major" -lt 20 ]; then
  echo "Node.js $(node --version) is too old to build the pages' styles and script: version 20 or later is needed, https://nodejs.org/" >&2
  exit 1
fi

scripts/npm-ci.sh ui

stamp=target/ui.built
mkdir -p target
if [ -d ui/dist ] && [ -f "$stamp" ] && [ -z "$(find ui -newer "$stamp" -type f \
    -not -path 'ui/node_modules/*' -not -path 'ui/dist/*' -print -quit)" ]; then
  exit 0
fi
started=$(mktemp)
(cd ui && npm run --silent build)
mv "$started" "$stamp"
