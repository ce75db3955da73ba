# Debian's packages: the machine's own suite for what is installed, and a private view of a newer
# suite for what is only unpacked inside .deps. Sourced by setup.sh.

VIEW_SUITE=trixie

is_debian() { have apt-get && [ "$(. /etc/os-release && echo "$ID")" = debian ]; }

debian_version() { (. /etc/os-release && echo "${VERSION_ID:-99}"); }

not_installed() {
  local p
  for p in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$p" 2>/dev/null | grep -qx installed || echo "$p"
  done
}

# The command prefix that makes us root, or failure. sudo asks for a password where there is a
# terminal to ask on.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    echo env
  elif have sudo && { sudo -n true 2>/dev/null || { [ -t 2 ] && sudo -p 'set-up: password of %p, to install packages: ' -v; }; }; then
    echo sudo
  else
    return 1
  fi
}

total_mb() { awk '{ s += $3 } END { printf "%.*f MB", s < 1e7, s / 1e6 }'; }

# apt_install NAME...: installs what is missing from the machine's own suite, after saying what.
apt_install() {
  local missing root plan removed
  missing=$(not_installed "$@" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  root=$(as_root) || return 1
  $root apt-get -qq update || say "apt-get update failed; going on with the lists that are here"
  # shellcheck disable=SC2086
  {
    plan=$(apt-get install -qq -y --print-uris --no-install-recommends $missing) ||
      die "apt does not know all of: $missing"
    say "installing $(printf '%s\n' "$plan" | grep -c .) packages of this system's suite," \
      "$(printf '%s\n' "$plan" | total_mb) to download: ${missing% } and what they depend on"
    removed=$(apt-get install -s --no-install-recommends $missing | awk '$1 == "Remv" { print $2 }' | tr '\n' ' ')
    # Only one version of libomp's headers can be installed; anything else is not ours to remove.
    if [ -n "$removed" ]; then
      say "  apt removes in exchange: $removed"
      printf '%s\n' $removed | grep -qvE '^libomp' && die "that is too much: please install by hand: $missing"
    fi
    $root DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq \
      --no-install-recommends $missing </dev/null >"$WEFT_DEPS/apt.log" 2>&1 ||
      { tail -n 20 "$WEFT_DEPS/apt.log" >&2; die "apt-get install failed, see $WEFT_DEPS/apt.log"; }
  }
}

# The private view: the same mirror, another suite, its lists and cache inside .deps. Signatures are
# checked as always, and the machine's own apt never hears of it.
view() { APT_CONFIG=$WEFT_DEPS/apt/apt.conf "$@"; }

open_view() {
  local dir=$WEFT_DEPS/apt mirror keys=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -f "$dir/ready" ] && return 0
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v suite="$(. /etc/os-release && echo "$VERSION_CODENAME")" '$2 == suite && $3 == "main" { print $1; exit }')
  [ -n "$mirror" ] || { say "no Debian mirror in this machine's apt sources"; return 1; }
  mkdir -p "$dir/parts" "$dir/lists/partial" "$dir/cache/archives/partial"
  {
    printf 'Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\n' "$mirror" "$VIEW_SUITE"
    [ ! -f "$keys" ] || echo "Signed-By: $keys"
  } >"$dir/parts/view.sources"
  # The sandbox user of apt may not write here.
  cat >"$dir/apt.conf" <<CONF
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$dir/parts";
Dir::State::Lists "$dir/lists";
Dir::Cache "$dir/cache";
APT::Sandbox::User "root";
CONF
  say "reading the package lists of $VIEW_SUITE into .deps (20 MB; the system's own stay as they are)"
  view apt-get -qq update || return 1
  touch "$dir/ready"
}

# take_debs DIR NAME...: unpacks packages of the view into DIR, which appears whole or not at all.
# UNPACK_WITHOUT holds patterns that tar leaves out.
take_debs() {
  local dir=$1 tmp=$1.part.$$ deb pattern
  shift
  [ -d "$dir" ] && return 0
  open_view || return 1
  say "unpacking $* of $VIEW_SUITE into .deps," \
    "$(view apt-get -qq download --print-uris "$@" | total_mb) to download"
  local without=()
  for pattern in ${UNPACK_WITHOUT:-}; do without+=("--exclude=$pattern"); done
  mkdir -p "$tmp/debs"
  (cd "$tmp/debs" && view apt-get -qq download "$@") || { rm -rf "$tmp"; return 1; }
  for deb in "$tmp"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$tmp" ${without[@]+"${without[@]}"} || { rm -rf "$tmp"; return 1; }
  done
  rm -rf "$tmp/debs"
  mv "$tmp" "$dir"
}

# take_source NAME DIR: the .orig.tar.* of a source package of the view, into DIR.
take_source() {
  local name=$1 dir=$2 tmp=$2/.part.$$
  open_view || return 1
  say "downloading the source of $name, $(view apt-get -qq source --tar-only --print-uris "$name" | total_mb)"
  mkdir -p "$tmp"
  if (cd "$tmp" && view apt-get -qq source --download-only --tar-only "$name" >/dev/null); then
    mv "$tmp"/*.orig.tar.* "$dir/" && rmdir "$tmp"
  else
    rm -rf "$tmp"
    return 1
  fi
}
