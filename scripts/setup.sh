#!/bin/sh
# Prepares .venv for running ("base") or for testing ("test"). Does nothing when it is already prepared.
set -eu
python="$1"; want="$2"
cd "$(dirname "$0")/.."

stamp=".venv/.ready-$want"
sum=$(cat requirements/base.lock requirements/test.lock pyproject.toml scripts/setup.sh | cksum | tr -d ' ')
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && exit 0

say() { printf '» %s\n' "$*"; }
need_apt() { # need_apt WHY PACKAGE…
    why="$1"; shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Cài đặt / installing: $*"
        apt-get -o DPkg::Lock::Timeout=300 update -qq >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@" >/dev/null
    else
        printf '%s\n' "$why" "Hãy chạy lệnh này rồi làm lại / run this once, then try again:" "    sudo apt-get install -y $*" >&2
        exit 1
    fi
}

command -v "$python" >/dev/null 2>&1 || need_apt "Thiếu Python 3.11 / Python 3.11 is missing." python3 python3-venv
"$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' || {
    echo "Cần Python 3.11 trở lên / Python 3.11 or later is needed: make run PYTHON=…" >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || need_apt "Thiếu mô-đun venv / the venv module is missing." python3-venv

if [ ! -x .venv/bin/python ]; then
    say "1/3 Tạo môi trường / creating the environment"
    "$python" -m venv .venv
fi
if [ ! -x .venv/bin/uv ]; then .venv/bin/python -m pip install -q --disable-pip-version-check uv; fi
say "2/3 Cài thư viện / installing libraries"
if [ "$want" = test ]; then
    .venv/bin/uv pip install -q -p .venv/bin/python --require-hashes -r requirements/base.lock -r requirements/test.lock
else
    .venv/bin/uv pip install -q -p .venv/bin/python --require-hashes -r requirements/base.lock
fi
.venv/bin/uv pip install -q -p .venv/bin/python --no-deps -e .
say "3/3 Chuẩn bị bản dịch và tệp tĩnh / translations and static files"
.venv/bin/thidua prepare
if [ "$want" = test ]; then
    packages=""
    command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages="$packages postgresql"
    tesseract --list-langs 2>/dev/null | grep -qx vie || packages="$packages tesseract-ocr tesseract-ocr-vie"
    [ -e /usr/lib/softhsm/libsofthsm2.so ] || packages="$packages softhsm2"
    # shellcheck disable=SC2086
    [ -z "$packages" ] || need_apt "Kiểm thử cần thêm / the tests also need:$packages" $packages
fi
printf '%s' "$sum" > "$stamp"
