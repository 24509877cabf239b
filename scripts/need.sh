#!/usr/bin/env bash
# Makes sure that Debian packages are here:  scripts/need.sh PACKAGE…
# Says which are missing and what each is for, then installs them, as root or through sudo.
set -euo pipefail

reason() {
  case $1 in
    gcc)             echo "compiles the C parts of libraries (SQLite, cryptography) and links the server" ;;
    libc6-dev)       echo "headers of the C library, for gcc" ;;
    make)            echo "runs the recipes of the Makefile" ;;
    pkg-config)      echo "lets build scripts find libraries of the system" ;;
    git)             echo "lists the files of the project for its checks" ;;
    procps)          echo "shows and ends processes by id" ;;
    fonts-noto-cjk)  echo "Chinese glyphs for court papers and for pictures of pages" ;;
    poppler-utils)   echo "draws previews of uploaded PDF files and reads papers back in tests" ;;
    qpdf)            echo "checks the syntax of court papers" ;;
    openssl)         echo "the other side in tests: signs and stamps what we verify, verifies what we sign" ;;
    python3)         echo "runs tools/verify.py, the verifier of receipts that shares no code with the server" ;;
    postgresql-15)   echo "the second of the two databases; tests run their own server in their own folder" ;;
    chromium-headless-shell) echo "the browser in which the stories are told, without a window" ;;
    inotify-tools)   echo "tells 'make watch' which file has changed" ;;
    *)               echo "asked for by name" ;;
  esac
}

present() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=()
for name in "$@"; do
  present "$name" || missing+=("$name")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "Missing on this machine:"
for name in "${missing[@]}"; do
  printf '  %-16s %s\n' "$name" "$(reason "$name")"
done

if ! command -v apt-get >/dev/null; then
  echo "This is not Debian: install the packages above, or their like, and run the command again." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "Installing needs root: run as root 'apt-get install ${missing[*]}', then repeat the command." >&2
    exit 1
  fi
  as_root=(sudo)
fi

export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
case " ${missing[*]} " in
  *" postgresql-15 "*)
    echo "Debian may also start a PostgreSQL of its own on port 5432. Dengwen's tests do not use it." ;;
esac
