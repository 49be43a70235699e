#!/usr/bin/env bash
# Builds in the folder that is given: TA-Lib's C source, as the npm package talib
# carries it, with c/oracle.c and with c/files.c. Needs npm and gcc. Prints where
# the oracle is; files is beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=${1:?usage: build.sh FOLDER}
version=1.1.6

mkdir -p "$to" && cd "$to"
[ -f package.json ] || echo '{"private":true}' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . "talib@$version" >&2
lib=node_modules/talib/src/lib
for program in oracle files; do
	gcc -O2 -w -o "$program" -I "$lib/include" -I "$lib/src/ta_common" -I "$lib/src/ta_func" -I "$here/c" \
		"$here/c/$program.c" "$lib"/src/ta_func/ta_CDL*.c "$lib"/src/ta_func/ta_utility.c "$lib"/src/ta_common/*.c -lm
done
echo "$to/oracle"
