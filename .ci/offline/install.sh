#!/bin/sh
# Installs Kholboo from this folder without internet: sh install.sh [FOLDER]
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
right="import sys; sys.exit('@PYTHON@' != '%d.%d' % sys.version_info[:2])"
for python in python@PYTHON@ python3 python; do
    if "$python" -c "$right" >/dev/null 2>&1; then
        exec "$python" "$here/install.py" "$@"
    fi
done
echo "Python @PYTHON@ is needed; install it from python.org or your system, then try again." >&2
exit 1
