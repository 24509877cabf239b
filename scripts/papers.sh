#!/usr/bin/env bash
# Every court paper with demonstration data, looked at by tools that are not ours:
#   scripts/papers.sh [DIR]        writes into DIR (target/papers), PDF and the first page as PNG
# qpdf reads the file's syntax, poppler its tags, structure and fonts; veraPDF, if it is on the PATH, holds
# it to PDF/A-2a and PDF/UA-1.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${1:-target/papers}

scripts/need.sh fonts-noto-cjk poppler-utils qpdf
cargo run --locked -q -p paper --example all -- "$dir"

passed=0
failed=0
check() { # NAME COMMAND…: what the command prints is shown if it fails
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s\n%s\n' "$name" "$said"
  fi
}

tagged()    { pdfinfo "$1" 2>/dev/null | grep -E '^Tagged: +yes$'; }
# The tree has one root, a document, and a first heading.
structure() { pdfinfo -struct "$1" 2>/dev/null | LC_ALL=C awk '/^Document/ { d++ } /^  H1/ { h++ } END { exit d != 1 || !h }'; }
# All fonts are in the file, as subsets, with a way back to characters.
embedded()  { pdffonts "$1" 2>/dev/null | awk 'NR > 2 { n++; if ($(NF-4) $(NF-3) $(NF-2) != "yesyesyes") bad = 1 } END { exit bad || !n }'; }
claims()    { grep -a -q '<pdfaid:part>2</pdfaid:part>' "$1" && grep -a -q '<pdfuaid:part>1</pdfuaid:part>' "$1"; }

for pdf in "$dir"/*.pdf; do
  name=$(basename "$pdf" .pdf)
  check "$name: qpdf" qpdf --check "$pdf"
  check "$name: tagged" tagged "$pdf"
  check "$name: structure" structure "$pdf"
  check "$name: fonts" embedded "$pdf"
  check "$name: PDF/A and PDF/UA marks" claims "$pdf"
  if command -v verapdf >/dev/null; then
    check "$name: veraPDF 2a" verapdf --flavour 2a "$pdf"
    check "$name: veraPDF ua1" verapdf --flavour ua1 "$pdf"
  fi
  pdftoppm -r 80 -png -singlefile "$pdf" "$dir/$name"
done

command -v verapdf >/dev/null || echo "veraPDF is not here; conformance rests on the marks and on what typst checks."
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
