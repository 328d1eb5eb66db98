#!/bin/sh
# A provider that is serial is never entered twice at once, however many files there are.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain
TWATFS_PLUGIN_PATH=$build/tests/modules TWATFS_SERIAL_URL=$plain
export TWATFS_PLUGIN_PATH TWATFS_SERIAL_URL
make_files 30
for jobs in 8 auto; do
    run upload -p serial -j $jobs "$here"/files/*.txt
    expect_status 0
    [ "$(wc -l <"$here/out")" -eq 30 ] || fail "not thirty links"
done
