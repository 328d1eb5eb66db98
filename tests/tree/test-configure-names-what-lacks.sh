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
others="CURL_CFLAGS=-I. CURL_LIBS=-lcurl CRYPTO_CFLAGS=-I. CRYPTO_LIBS=-lcrypto JANSSON_CFLAGS=-I.
    JANSSON_LIBS=-ljansson INIH_CFLAGS=-I. INIH_LIBS=-linih"
# shellcheck disable=SC2086 # several words
configure PKG_CONFIG_LIBDIR="$here" PKG_CONFIG_PATH= $others
expect_err 'sqlite3.*: not found: install libsqlite3-dev'
# shellcheck disable=SC2086 # several words
configure PKG_CONFIG_LIBDIR="$here" PKG_CONFIG_PATH= $others SQLITE_CFLAGS=-I. SQLITE_LIBS=-lsqlite3 --with-hiredis
expect_err 'hiredis: not found: install libhiredis-dev'
# shellcheck disable=SC2086 # several words
configure PKG_CONFIG_LIBDIR="$here" PKG_CONFIG_PATH= $others SQLITE_CFLAGS=-I. SQLITE_LIBS=-lsqlite3 --with-qrencode
expect_err 'libqrencode: not found: install libqrencode-dev'
configure INIH_CFLAGS= INIH_LIBS= ac_cv_header_ltdl_h=no
expect_err 'ltdl\.h not found: install libltdl-dev'
configure --host=x86_64-unknown-freebsd14
expect_err 'twatfs runs on Linux'
configure CPPFLAGS=-U__ELF__
expect_err 'it needs both'
