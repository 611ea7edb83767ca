#!/bin/sh
# What the product is made of, as a CycloneDX bill of materials, and whether anything in it is known to be unsafe.
# Needs the network to ask; without an answer it says so and goes on, with the bill of materials written all the same.
set -eu
out="${1:-bill-of-materials.json}"
uv export --quiet --frozen --no-dev --format cyclonedx1.5 --output-file "$out" >/dev/null
echo "Bill of materials: $out"

listed="$(mktemp)"
said="$(mktemp)"
trap 'rm -f "$listed" "$said"' EXIT
uv export --quiet --frozen --no-dev --no-emit-project --format requirements-txt --output-file "$listed" >/dev/null
if uv tool run --quiet pip-audit@2.10.1 --disable-pip --require-hashes --requirement "$listed" >"$said" 2>&1; then
  echo "Nothing that is used is known to be unsafe."
elif grep -q "Found .* known vulnerabilit" "$said"; then
  cat "$said"
  exit 1
else
  echo "Skipped: whether anything is known to be unsafe, because nobody answered who knows:"
  tail -n 1 "$said"
fi
