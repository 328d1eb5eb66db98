#!/bin/sh
# With few descriptors fewer files are under way, and all are uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
make_files 40
ulimit -n 100
run upload -p transfersh -j 64 "$here"/files/*.txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 40 ] || fail "not forty links"
