#!/bin/sh
# A file goes in one request with its hash, is proven by Dropbox's, and has a direct link that keeps
# what Dropbox put into it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox
run upload --json -p dropbox "$file"
expect_status 0
expect_asked 1 "$upload"
expect_asked 1 "$upload and a['path'] == '/photo.txt' and a['mode'] == 'add' and not a['autorename'] and len(a['content_hash']) == 64"
expect_asked 1 "$upload and h['authorization'] == 'Bearer sl.access-of-tests'"
expect_asked 1 "$link and list(a) == ['path']"
record url | grep -Eq "^$dropbox/scl/fi/[a-z0-9]+/photo.txt\?rlkey=[a-z0-9]{25}&st=[a-z0-9]{8}&dl=1$" || fail "url"
[ "$(record proof)" = server-digest ] || fail "proof"
expect_requests dropbox GET 0
expect_serves "$(record url)" "$file"

run upload -p dropbox -o dropbox.link=page "$file"
expect_status 0
expect_out '&dl=0$'
run upload -p dropbox --check=full "$file"
expect_status 0
expect_requests dropbox GET 2

: >"$here/empty"
run upload --json -p dropbox "$here/empty"
expect_status 0
expect_stored "$here/empty"

# More than is held in memory, and not a multiple of a block.
make_file "$here/larger" 9000000
run upload --json -p dropbox "$here/larger"
expect_status 0
[ "$(record proof)" = server-digest ] || fail "proof"
expect_stored "$here/larger"
expect_asked 0 "$start"
