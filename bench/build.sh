#!/usr/bin/env bash
# Builds what `make bench` runs. Ours must compile; of a rival that does not, NAME.missing says so, which the report shows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rivals=build/native/bench/rivals
why='it does not compile'

for note in "$rivals"/*.missing; do
  if grep -qsx "$why" "$note"; then rm "$note"; fi
done
if .setup/build.sh native -DWEFT_TESTS=OFF -DWEFT_BENCH=ON; then exit; fi

source "${WEFT_DEPS:=$PWD/.deps}/env.sh"
cmake --build build/native --target weft weft_bench
while read -r name target program; do
  if cmake --build build/native --target "$target" </dev/null; then continue; fi
  rm -f "$rivals/$program"
  echo "$why" >"$rivals/$name.missing"
done <"$rivals/targets"
