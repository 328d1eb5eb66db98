#!/bin/sh
# The template builds with autoconf, automake and libtool against an installation, uploads, makes a
# distribution that does all of it again, installs, and leaves nothing when it is uninstalled.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

need autoreconf aclocal automake libtoolize
prepare_template
quietly autoreconf -i -Wall
quietly ./configure -q --prefix="$prefix" CFLAGS='-O2 -Werror'
quietly $make check
quietly $make distcheck
find "$here/root" ! -type d | sort >"$here/before"
quietly $make install
expect_installed_module
! find "$here/root" -name '*.la' | grep . || fail "libtool files are left"
quietly $make uninstall
find "$here/root" ! -type d | sort | diff "$here/before" - || fail "it left something"

# Who asks for a newer ABI is told what to do.
sed -i 's/TWATFS_PROVIDER(\[1.1\])/TWATFS_PROVIDER([1.1000])/' configure.ac
quietly autoreconf -i
! ./configure -q >"$here/out" 2>"$here/err" || fail "ABI 1.1000 was found"
expect_err 'twatfs-provider >= 1.1000: not found: install twatfs'
