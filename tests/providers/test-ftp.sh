#!/bin/sh
# A file goes to a folder of a server; without a web server its link is proven by reading it back.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

start_ftpd
run upload -p ftp --json "$file"
expect_status 0
[ "$(record url)" = "ftp://127.0.0.1:$ftp_port/shelf/photo.txt" ] || fail "the link is $(record url)"
[ "$(record proof)" = download ] || fail "the proof is $(record proof)"
expect_same "$shelf/photo.txt" "$file"
expect_shelf photo.txt
grep -q '^PROT P' "$here/ftpd.log" || fail "the data was not encrypted"
grep -q '^EPSV' "$here/ftpd.log" || fail "not passive"
run upload -p ftp --force --check full "$file"
expect_status 0
run upload -p ftp --remote-path 'two words/é/%41.txt' "$file"
expect_status 0
expect_out '/shelf/two%20words/%C3%A9/%2541\.txt$'
expect_same "$shelf/two words/é/%41.txt" "$file"
: >"$here/empty.txt"
run upload -p ftp "$here/empty.txt"
expect_status 0
expect_shelf empty.txt photo.txt 'two words'
