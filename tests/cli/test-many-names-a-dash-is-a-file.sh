#!/bin/sh
# In a list a dash is a file of that name.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
cd "$here"
make_file -
echo - >names
run upload -p transfersh --from-file names
expect_status 0
expect_serves "$(cat "$here/out")" ./-
