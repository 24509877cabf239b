#!/usr/bin/env bash
# scripts/npm-ci.sh FOLDER: installs the npm packages of a folder exactly as its lock file says,
# when the lock file has changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/../$1"

mark=node_modules/.installed-lock
if cmp -s package-lock.json "$mark"; then
  exit 0
fi
echo "Installing the npm packages of $1/"
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
cp package-lock.json "$mark"
