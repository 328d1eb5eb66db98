#!/bin/sh
# The module's types agree with what it does, as strictly as mypy can tell: whoever has a program of
# their own checked meets them.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v mypy >/dev/null || skip "no mypy"
mypy --strict --cache-dir="$here/cache" "$source/python/twatfs.py" >"$here/out" 2>&1 || {
    cat "$here/out"
    fail "mypy is not content"
}
