#!/usr/bin/env bash
# Makes the golden file of package candle anew, the same to the byte, and prints
# how often each value is in it. Needs npm and gcc.
set -euo pipefail
cd "$(dirname "$0")"
new=$(mktemp)
trap 'rm -f "$new"' EXIT
go run . >"$new"
cp "$new" ../testdata/golden.txt.gz
