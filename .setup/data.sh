#!/usr/bin/env bash
# Finds Fashion-MNIST and prints its folder: $WEFT_DATA, the user's cache, or a download from the
# authors into that cache. Prints nothing where there is none: the synthetic set is used then.
# Files appear under their names only when they are whole and their MD5 is the published one.
set -euo pipefail

url=http://fashion-mnist.s3-website.eu-central-1.amazonaws.com
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/weft/fashion-mnist
files='8d4fb7e6c68d591d4c3dfef9ec88bf0d train-images-idx3-ubyte
25c81989df183df01b3e8a0aad5dffbe train-labels-idx1-ubyte
bef4ecab320f06d8554ea6380940ec79 t10k-images-idx3-ubyte
bb300cfdad3c16e7a12a480ee83cd310 t10k-labels-idx1-ubyte'

missing_in() {
  local sum name
  while read -r sum name; do
    [ -f "$1/$name.gz" ] || [ -f "$1/$name" ] || echo "$sum $name"
  done <<<"$files"
}

if [ -n "${WEFT_DATA:-}" ]; then
  missing=$(missing_in "$WEFT_DATA" | cut -d ' ' -f 2 | paste -s -d ' ' -)
  [ -z "$missing" ] || { echo "WEFT_DATA=$WEFT_DATA lacks $missing (plain or .gz)" >&2; exit 1; }
  echo "$WEFT_DATA"
  exit
fi

md5_of() { if command -v md5sum >/dev/null; then md5sum <"$1"; else md5 -q "$1"; fi | cut -d ' ' -f 1; }

# Given up after 10 seconds without an answer, or without a byte.
download() {
  if command -v curl >/dev/null; then
    curl -fsS --connect-timeout 10 --speed-limit 1 --speed-time 10 -o "$2" "$1"
  else
    wget -q --tries=1 --timeout=10 -O "$2" "$1"
  fi
}

give_up() {
  cat >&2 <<HOW
Fashion-MNIST could not be downloaded: $1
  Going on with synthetic images. For the real ones, put the four files of
  https://github.com/zalandoresearch/fashion-mnist into $cache, or name their folder in WEFT_DATA.
HOW
  exit 0
}

missing=$(missing_in "$cache")
if [ -n "$missing" ]; then
  echo "downloading Fashion-MNIST (30.9 MB) from its authors into $cache" >&2
  mkdir -p "$cache" || give_up "cannot write to $cache"
  part=$cache/.part.$$
  trap 'rm -f "$part"' EXIT
  while read -r sum name; do
    download "$url/$name.gz" "$part" || give_up "no answer for $name.gz"
    [ "$(md5_of "$part")" = "$sum" ] || give_up "$name.gz arrived with a wrong MD5 sum"
    mv "$part" "$cache/$name.gz"
  done <<<"$missing"
fi
echo "$cache"
