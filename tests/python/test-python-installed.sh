#!/bin/sh
# The module is installed where it can be found, knows where the library is, and uninstalling it
# leaves nothing, not even what Python made of it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

make="${MAKE:-make} -s -C $build/python DESTDIR=$here/root"
$make install >"$here/log" 2>&1 || { cat "$here/log"; fail "install"; }
module=$(find "$here/root" -name twatfs.py)
[ -n "$module" ] || skip "this build installs no Python module"
grep -Eq '^_INSTALLED = "/.*/libtwatfs\.so\.0"' "$module" || fail "the library is not known"
py "$(dirname "$module")" <<'PYTHON'
import sys

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = False
import twatfs

assert twatfs.__file__ == sys.argv[1] + "/twatfs.py"
PYTHON
expect_status 0
$make uninstall >"$here/log" 2>&1
left=$(find "$here/root" ! -type d -o -name __pycache__)
[ -z "$left" ] || fail "left: $left"
