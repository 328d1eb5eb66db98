#!/bin/sh
# A library that is missing is a configure error that names its package; so is a system that
# twatfs cannot run on.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

# configure VARIABLE=VALUE... OPTION...: it must fail; what it says is in $here/err.
configure() {
    mkdir -p "$here/conf"
    (cd "$here/conf" && env "$source/configure" --quiet "$@") >"$here/out" 2>"$here/err" &&
        fail "configure $* succeeded"
    return 0
}

configure PKG_CONFIG_LIBDIR="$here" PKG_CONFIG_PATH=
expect_err 'libcurl.*: not found: install libcurl4-openssl-dev'
configure INIH_CFLAGS= INIH_LIBS= ac_cv_header_ltdl_h=no
expect_err 'ltdl\.h not found: install libltdl-dev'
configure --host=x86_64-unknown-freebsd14
expect_err 'twatfs runs on Linux'
configure CPPFLAGS=-U__ELF__
expect_err 'it needs both'
