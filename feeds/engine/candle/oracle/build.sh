#!/usr/bin/env bash
# Builds the oracle in the folder that is given: TA-Lib's C source, as the npm
# package talib carries it, and c/oracle.c. Needs npm and gcc.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=${1:?usage: build.sh FOLDER}
version=1.1.6

mkdir -p "$to" && cd "$to"
[ -f package.json ] || echo '{"private":true}' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . "talib@$version" >&2
lib=node_modules/talib/src/lib
gcc -O2 -w -o oracle -I "$lib/include" -I "$lib/src/ta_common" -I "$lib/src/ta_func" \
	"$here/c/oracle.c" "$lib"/src/ta_func/ta_CDL*.c "$lib"/src/ta_func/ta_utility.c "$lib"/src/ta_common/*.c -lm
echo "$to/oracle"
