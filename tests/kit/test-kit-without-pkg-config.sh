#!/bin/sh
# A project that lacks pkg-config is told so: by autoreconf, where its macros are not there, and by
# configure, where the program is not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

need autoreconf aclocal automake libtoolize
prepare_template
mkdir "$here/macros"
cp "$(aclocal --print-ac-dir)"/*.m4 "$here/macros"
rm -f "$here/macros/pkg.m4"
if ACLOCAL="aclocal --system-acdir=$here/macros" autoreconf -i >"$here/out" 2>"$here/err"; then
    fail "autoreconf without pkg.m4"
fi
expect_err 'TWATFS_PROVIDER: pkg\.m4: not found: install pkg-config'

quietly autoreconf -i
if ./configure -q PKG_CONFIG="$here/none" >"$here/out" 2>"$here/err"; then fail "configure without pkg-config"; fi
expect_err 'pkg-config: not found: install it'
! grep 'install twatfs' "$here/err" || fail "the wrong cure"

# What a project does without twatfs, it does without pkg-config too.
sed -i 's/TWATFS_PROVIDER(\[1.1\])/TWATFS_PROVIDER([1.1], [AC_MSG_NOTICE([goes on])])/' configure.ac
quietly autoreconf -i
./configure PKG_CONFIG="$here/none" >"$here/out" 2>"$here/err" || fail "configure does not go on"
expect_out 'goes on'
