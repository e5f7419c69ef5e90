#!/bin/sh
# Make a virtual environment with the first Python that is new enough, or say what is missing.
set -eu
folder=$1

for name in python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue
    if ! "$name" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$name has no venv module. On Debian or Ubuntu: sudo apt install python3-venv" >&2
        exit 1
    fi
    "$name" -m venv --clear "$folder"
    exit 0
done
echo "Python 3.11 or newer is needed, and there is none in PATH: see python.org/downloads" >&2
exit 1
