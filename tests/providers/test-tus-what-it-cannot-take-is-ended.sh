#!/bin/sh
# An upload that no later attempt can go on with is ended at once, and what is too large is not begun.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tus -- --limit tus=30000000 --fault 'tus/upload=ok;ok;status=415;ok'
make_file "$here/film.bin" 20000000
run upload -p tus "$here/film.bin"
expect_status 5
expect_err 'HTTP 415'
expect_requests tus DELETE 1
run clean
expect_silence
make_file "$here/large.bin" 30000000
run upload -p tus "$here/large.bin"
expect_status 5
expect_err 'larger than the 30000000 bytes that the server takes'
cat "$here/large.bin" | { run upload -p tus -; expect_status 5; }
expect_err 'larger than the 30000000 bytes that the server takes'
expect_requests tus POST 2
