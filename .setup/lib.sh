# Small tools that the set-up scripts share. Sourced, never run.

say() { printf 'set-up: %s\n' "$*"; }

die() {
  printf 'set-up: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least 3.1.69 3.1.60: is the first version the second one or newer?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

first_version() { grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1; }

sha256_of() {
  if have sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# fetch URL SHA256 FILE: FILE appears whole and checked, or not at all.
fetch() {
  local url=$1 sum=$2 file=$3 part=$3.part.$$
  [ -f "$file" ] && [ "$(sha256_of "$file")" = "$sum" ] && return 0
  say "downloading $url"
  mkdir -p "$(dirname "$file")"
  if have curl; then
    curl -fsSL --connect-timeout 5 --speed-limit 1 --speed-time 20 -o "$part" "$url" 2>/dev/null
  elif have wget; then
    wget -q --tries=1 --timeout=20 -O "$part" "$url"
  else
    false
  fi && [ "$(sha256_of "$part")" = "$sum" ] && mv "$part" "$file" && return 0
  rm -f "$part"
  say "  no answer, or not the expected file"
  return 1
}

# env_part NAME <<< lines: one need's share of $WEFT_DEPS/env.sh, which is put together again.
# Paths inside .deps are written as $WEFT_DEPS/..., so the folder may be moved or shared.
env_part() {
  mkdir -p "$WEFT_DEPS/env.d"
  cat >"$WEFT_DEPS/env.d/$1"
  {
    echo '# Written by .setup/setup.sh; source it with bash.'
    echo 'WEFT_DEPS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd); export WEFT_DEPS'
    cat "$WEFT_DEPS"/env.d/*
  } >"$WEFT_DEPS/env.sh.$$"
  mv "$WEFT_DEPS/env.sh.$$" "$WEFT_DEPS/env.sh"
}
