#!/bin/sh
# "twatfs clean" ends what a killed run has left, at the server where it was begun.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus tus:other -- --fault 'tus/upload=ok;ok;stall'
make_file "$here/film.bin" 20000000
start upload -p tus "$here/film.bin"
while [ "$(requests tus PATCH)" -lt 1 ]; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
until_held 1
kill -9 "$pid"
finished
TWATFS_TUS_URL=$other/files/ run clean
expect_status 1
expect_err "it was begun at $tus/files/: set TWATFS_TUS_URL to that"
point tus "$tus"
run clean
expect_status 0
expect_out '^ended .*tus'
expect_requests tus DELETE 1
