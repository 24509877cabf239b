#!/usr/bin/env bash
# scripts/npm-ci.sh FOLDER: installs the npm packages of a folder exactly as its lock file says,
# when the lock file is newer than what is installed.
set -euo pipefail
cd "$(dirname "$0")/../$1"

# npm writes this file at the end of each install.
if [ -f node_modules/.package-lock.json ] && [ ! package-lock.json -nt node_modules/.package-lock.json ]; then
  exit 0
fi
echo "Installing the npm packages of $1/"
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
