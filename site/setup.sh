#!/bin/sh
# Brings .venv to what the locks say: `setup.sh run` for serving, `check` with the tools, `test` with Debian's packages too.
# When everything is as it should be, this takes a few milliseconds.
set -eu
cd "$(dirname "$0")/.."
kind=${1:?run, check or test}
system_packages="chromium libatomic1 postgresql libvoikko1 voikko-fi hunspell hunspell-sv hunspell-en-gb poppler-utils fonts-dejavu-core fonts-liberation"

fail() {
    echo "puntari: $*" >&2
    exit 1
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Install Debian packages, as root or with sudo; where neither works, name them and stop.
apt_install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        fail "these Debian packages are missing; ask an administrator to install them: $*"
    fi
    command -v apt-get >/dev/null || fail "there is no apt-get here; install what corresponds to: $*"
    echo "Installing $*"
    log=$(mktemp)
    options="-y -q --no-install-recommends -o DPkg::Lock::Timeout=300"
    # The lists may be missing or old: the first try tells.
    if ! DEBIAN_FRONTEND=noninteractive $as_root apt-get install $options "$@" >"$log" 2>&1; then
        $as_root apt-get update -q >>"$log" 2>&1 || true
        if ! DEBIAN_FRONTEND=noninteractive $as_root apt-get install $options "$@" >>"$log" 2>&1; then
            tail -n 20 "$log" >&2
            fail "could not install: $*"
        fi
    fi
    rm -f "$log"
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

if [ "$kind" = test ]; then
    missing=
    for package in $system_packages; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -z "$missing" ] || apt_install $missing
fi

# The test lock holds all of the run lock, so a venv made for the tests also serves.
case $kind in
    run) lock=site/requirements.txt stamp=.venv/.puntari-run ;;
    check | test) lock=site/requirements-test.txt stamp=.venv/.puntari-test ;;
    *) fail "say run, check or test, not $kind" ;;
esac
state="$(pwd) $(cat "$lock" pyproject.toml | sha256sum)"
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && .venv/bin/python -c '' 2>/dev/null && exit 0

if ! .venv/bin/python -c '' 2>/dev/null || ! head -n 1 .venv/bin/pip 2>/dev/null | grep -q "$(pwd)/"; then
    python=$(find_python)
    [ -n "$python" ] || fail "Python 3.11 or newer is needed; on Debian: apt-get install python3"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
    echo "Making .venv"
    "$python" -m venv --clear .venv
fi
echo "Installing what $lock lists"
.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
echo "$state" >"$stamp"
