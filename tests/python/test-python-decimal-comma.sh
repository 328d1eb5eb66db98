#!/bin/sh
# A process whose locale writes a comma where others have a point reads what hosts tell all the same:
# 0x0's expiry has a fraction, and numbers in JSON may have one; and it writes no comma itself.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

localedef -i de_DE -f UTF-8 "$here/de_DE.UTF-8" >"$here/none" 2>&1 ||
    skip "no locale with a decimal comma can be made (Debian: locales)"
LOCPATH=$here && export LOCPATH
start_hosts 0x0
py "$file" <<'PYTHON'
import locale, sys
import twatfs

locale.setlocale(locale.LC_NUMERIC, "de_DE.UTF-8")
assert locale.localeconv()["decimal_point"] == ","
with twatfs.Context() as context:
    result = context.upload(sys.argv[1], "www0x0")
    assert result.expires is not None
PYTHON
expect_status 0
# The C library itself never frees what it makes of LOCPATH.
ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
LC_ALL=de_DE.UTF-8
export ASAN_OPTIONS LC_ALL
for test in json text; do
    program=$build/tests/unit/test-$test
    [ ! -x "$program" ] || "$program" >"$here/out" 2>&1 || fail "unit/test-$test"
done
