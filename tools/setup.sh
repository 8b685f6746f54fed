#!/usr/bin/env bash
# Makes everything a checkout needs, and nothing twice: .venv at the root, the locked packages,
# the project itself (editable), and Pango for the PDFs.
#
#   tools/setup.sh            what `make evaluate` needs
#   tools/setup.sh s3         also the driver for a bucket that several machines share
#   tools/setup.sh dev        also the tools of `make test`
#   tools/setup.sh uv         only .venv with the installer (for `make lock`)
#   tools/setup.sh browser    a Chromium for the browser tests, where this user may install one
#
# It sets no package index: the settings of pip and uv on this machine hold.
# It speaks on standard error only. Exit codes: 0 ready, 2 wrong usage, 3 the machine is at fault.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
venv=$root/.venv
python=$venv/bin/python
stamp=$venv/.monev-setup      # state, place, digest: one per line
libraries_seen=$venv/.monev-pdf-libraries
log=$venv/.monev-setup.log

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 3; }

# run LABEL COMMAND...: quiet while it works; where it fails, its last words and the whole log.
run() {
  local label=$1
  shift
  if ! "$@" >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "Setup stopped at: $label. The reason stands above; all of it in $log. Run the same command again once it is mended."
  fi
}

# ---- System packages -------------------------------------------------------------------------

# apt_install PACKAGE...: true when installed; false where apt, the right or the package is missing.
apt_install() {
  local as_root=() apt=(apt-get -qq -y --no-install-recommends -o Acquire::http::Timeout=30)
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true >/dev/null 2>&1 || return 1
    as_root=(sudo -n)
  fi
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  say "Installing $* with apt ..."
  # A fresh machine has no package lists yet, so a first failure asks for them.
  "${as_root[@]}" "${apt[@]}" install "$@" >/dev/null 2>&1 || {
    "${as_root[@]}" "${apt[@]}" update >/dev/null 2>&1 &&
      "${as_root[@]}" "${apt[@]}" install "$@" >/dev/null 2>&1
  }
}

# WeasyPrint loads without HarfBuzz-Subset too, but then no report of ours can be made.
pango_loads() {
  "$python" >>"$log" 2>&1 <<'PY'
from weasyprint.text import ffi
if ffi.harfbuzz_subset is None:
    raise OSError("libharfbuzz-subset is missing")
PY
}

ensure_pango() {
  [ -e "$libraries_seen" ] && return
  : >"$log"
  if ! pango_loads; then
    # Python reports a library it cannot load as OSError; anything else no system package mends.
    if ! grep -q '^OSError' "$log"; then
      tail -n 15 "$log" >&2
      fail "WeasyPrint, which makes the PDFs, cannot be imported; the reason stands above."
    fi
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
    pango_loads || fail "Pango or a part of it is missing (the reason stands in $log); the PDFs need it. Install it, then run the same command again:
  Debian, Ubuntu:  apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora:          dnf install pango
  macOS:           brew install pango"
  fi
  touch "$libraries_seen"
}

ensure_browser() {
  local name
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  apt_install chromium ||
    say "No Chromium here and no way to install one: the browser tests will be skipped."
}

# ---- Python and .venv ------------------------------------------------------------------------

# The first Python that is new enough; one that can make an environment goes before one that cannot.
find_python() {
  local name found=
  for name in python3 python3.11 python3.12 python3.13 python3.14; do
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
      command -v "$name"
      return
    fi
    found=${found:-$name}
  done
  [ -n "$found" ] && command -v "$found"
}

make_venv() {
  local base package
  base=$(find_python) ||
    fail "Python 3.11 or newer is needed; python3 here is $(python3 -V 2>/dev/null || echo missing). Install one and run the same command again."
  if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    apt_install "$package" ||
      fail "$base cannot make an environment: its venv module is missing. On Debian or Ubuntu: apt-get install $package. Then run the same command again."
  fi
  say "Preparing .venv (first time, about a minute) ..."
  mkdir -p "$venv"
  write_stamp preparing -
  run "making .venv with $base" "$base" -m venv "$venv"
}

venv_usable() {
  "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Keeps an environment that works, removes one that was left half-made or made for another folder
# (its scripts hold the path of that folder).
ensure_venv() {
  if [ -e "$venv" ]; then
    if [ "$state" != preparing ] && [ "$place" = "$root" ] && venv_usable; then
      say "Updating .venv ..."
      return
    fi
    say "The .venv here is unfinished or was made for another place; making it anew."
    rm -rf "$venv"
  fi
  make_venv
}

# ---- Packages --------------------------------------------------------------------------------

# uv takes a tenth of the time; pip reads settings that uv does not (an office mirror, say).
install_packages() {
  "$venv/bin/uv" pip install -q --python "$python" "${@:2}" >>"$log" 2>&1 && return
  say "uv could not install $1; trying pip, which takes longer ..."
  run "installing $1" "$python" -m pip install -q "${@:2}"
}

install_up_to() {
  write_stamp preparing -
  run "installing uv and the build tools" \
    "$python" -m pip install -q --disable-pip-version-check --require-hashes \
    -r requirements-bootstrap.lock
  [ "$1" = uv ] && return
  local lock=requirements.lock
  [ "$1" = s3 ] && lock=requirements-s3.lock
  [ "$1" = dev ] && lock=requirements-dev.lock
  install_packages "the packages of $lock" --require-hashes -r "$lock"
  install_packages "monev itself" --no-deps --no-build-isolation -e .
}

# ---- What is there already -------------------------------------------------------------------

write_stamp() { printf '%s\n' "$1" "$root" "$2" >"$stamp"; }

read_stamp() {
  state=none place=$root digest=
  [ -f "$stamp" ] || return 0
  { read -r state && read -r place && read -r digest; } <"$stamp" || state=preparing
}

# Of everything that decides what is installed; empty where .venv has no working Python.
digest_now() {
  "$python" - pyproject.toml requirements-bootstrap.lock requirements.lock requirements-s3.lock \
    requirements-dev.lock 2>/dev/null <<'PY' || true
import hashlib, pathlib, sys
print(hashlib.sha256(b"\0".join(pathlib.Path(n).read_bytes() for n in sys.argv[1:])).hexdigest())
PY
}

# Each state holds all of those before it.
rank() {
  case $1 in
    uv) echo 1 ;;
    base) echo 2 ;;
    s3) echo 3 ;;
    dev) echo 4 ;;
    *) echo 0 ;;
  esac
}

ensure_ready() {
  local wanted=$1
  read_stamp
  if [ "$(rank "$state")" -ge "$(rank "$wanted")" ]; then
    if [ "$place" = "$root" ] && [ -n "$digest" ] && [ "$digest" = "$(digest_now)" ]; then
      return
    fi
    # An environment for development stays one: its tools follow the lock file too.
    wanted=$state
  fi
  ensure_venv
  : >"$log"
  install_up_to "$wanted"
  write_stamp "$wanted" "$(digest_now)"
  say ".venv is ready."
}

wanted=${1:-base}
# The script itself is the lock, so that two commands at once do not build the same folder; whatever
# an interrupted run left behind still holds it until it has ended.
exec 9<"$root/tools/setup.sh"
if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
  say "Another setup is at work in this folder; waiting for it ..."
  flock 9
fi
# A Python from our own .venv must not make its successor.
PATH=:$PATH:
PATH=${PATH//:"$venv/bin":/:}
PATH=${PATH#:}
PATH=${PATH%:}
export PATH PIP_USER=0

case $wanted in
  uv) ensure_ready uv ;;
  base | s3 | dev)
    ensure_ready "$wanted"
    ensure_pango
    ;;
  browser) ensure_browser ;;
  *)
    say "usage: tools/setup.sh [base|s3|dev|uv|browser]"
    exit 2
    ;;
esac
