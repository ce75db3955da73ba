# Node, the npm packages of wasm/ and web/, and a browser. Sourced by setup.sh.

NODE_MIN=20.19

node_version() { "$1" -p process.versions.node 2>/dev/null || echo 0; }

# The system's Node where it is new enough, otherwise Node 22 as an npm package inside .deps.
need_node() {
  local node private=$WEFT_DEPS/node/node_modules/node/bin flags=''
  node=$(command -v node || true)
  if [ -n "$node" ] && have npm && at_least "$(node_version "$node")" $NODE_MIN; then
    case $node in
      "$private"/*) ;;
      *) private='' ;;
    esac
  elif [ ! -x "$private/node" ]; then
    have npm || { is_debian && apt_install nodejs npm; } ||
      die "needs Node $NODE_MIN or newer, with npm (found ${node:-none})"
    say "this system's Node is older than $NODE_MIN: npm package node 22 into .deps (45 MB to download)"
    rm -rf "$WEFT_DEPS/node.part"
    mkdir -p "$WEFT_DEPS/node.part"
    (cd "$WEFT_DEPS/node.part" && echo '{"private":true}' >package.json &&
      npm install --silent --no-audit --no-fund node@22 >/dev/null) || die "npm install node@22 failed"
    rm -rf "$WEFT_DEPS/node"
    mv "$WEFT_DEPS/node.part" "$WEFT_DEPS/node"
  fi
  [ -z "$private" ] || node=$private/node
  has_relaxed_simd "$node" || flags=--experimental-wasm-relaxed-simd
  [ -z "$flags" ] || has_relaxed_simd "$node" $flags || flags=''
  {
    if [ -n "$private" ]; then
      echo 'export PATH=$WEFT_DEPS/node/node_modules/node/bin:$PATH'
      echo 'export NODE=$WEFT_DEPS/node/node_modules/node/bin/node'
    else
      echo "export NODE=$node"
    fi
    echo "export NODE_FLAGS=$flags"
  } | env_part 10-node
  . "$WEFT_DEPS/env.sh"
}

# Does this Node, with these flags, take a module that holds i8x16.relaxed_swizzle?
has_relaxed_simd() {
  "$@" -e 'const zero = Array(16).fill(0);
process.exit(WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123,
  3, 2, 1, 0, 10, 43, 1, 41, 0, 253, 12, ...zero, 253, 12, ...zero, 253, 128, 2, 11])) ? 0 : 1)' 2>/dev/null
}

# npm_ci DIR: once per content of its lock file.
npm_ci() {
  local lock=$1/package-lock.json stamp=$1/node_modules/.lock-installed
  [ -f "$lock" ] || return 0
  cmp -s "$lock" "$stamp" && return 0
  say "npm packages of ${1#"$root"/}/: $(grep -c '"node_modules/' "$lock" || true) from its lock file"
  # Debian 12's npm would copy wasm/ into web/, without what is built there later.
  (cd "$1" && npm ci --silent --no-audit --no-fund --install-links=false </dev/null) || die "npm ci failed in ${1#"$root"/}/"
  mkdir -p "$1/node_modules"
  cp "$lock" "$stamp"
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v $name && return
  done
  name='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  [ -x "$name" ] && echo "$name"
}

find_firefox() {
  local name
  for name in firefox-esr firefox; do
    command -v $name && return
  done
  name='/Applications/Firefox.app/Contents/MacOS/firefox'
  [ -x "$name" ] && echo "$name"
}

# The second browser of the page's tests, which skip what needs it where there is none.
need_firefox() {
  find_firefox >/dev/null || { is_debian && apt_install firefox-esr; } ||
    say "no Firefox: the page is tested in Chromium alone"
  printf 'export WEFT_FIREFOX=%q\n' "$(find_firefox || true)" | env_part 41-firefox
}

need_browser() {
  find_browser >/dev/null || { is_debian && apt_install chromium fonts-liberation; } ||
    die "needs Chromium or Chrome for the page's tests"
  printf 'export WEFT_CHROMIUM=%q\n' "$(find_browser)" | env_part 40-browser
}
