#!/bin/sh
# Apache's mod_dav: folders, names, conditions, passwords, limits, deletion.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/webdav.sh"
start_apache

folder "$APACHE_URL/open"
cp "$file" "$here/50% é#?.txt"
run providers status -v webdav
expect_err 'folder: it is there'
run upload -p webdav --remote-path a/b/ "$here/50% é#?.txt"
expect_status 0
expect_stored 'open/a/b/50% é#?.txt' "$file"
expect_serves "$(cat "$here/out")" "$file"
make_file "$here/other.txt"
run upload -p webdav --remote-path 'a/b/50% é#?.txt' "$here/other.txt"
expect_status 5
expect_err 'is there already'
expect_stored 'open/a/b/50% é#?.txt' "$file"
run upload -p webdav --remote-path a/b "$here/other.txt"
expect_status 5
run upload -p webdav --unique "$here/other.txt"
expect_status 0
expect_out '/open/other-[0-9a-f]{16}\.txt$'
run upload -p webdav --force --remote-path 'a/b/50% é#?.txt' "$here/other.txt"
expect_status 0
expect_stored 'open/a/b/50% é#?.txt' "$here/other.txt"
run delete "$(cat "$here/out")"
expect_status 0
[ ! -e "$data/open/a/b/50% é#?.txt" ] || fail "it is still there"
printf 'of a pipe' | { run upload -p webdav --name pipe.txt -; expect_status 0; }
[ "$(cat "$data/open/pipe.txt")" = 'of a pipe' ] || fail "pipe"
: >"$here/empty.txt"
run upload -p webdav "$here/empty.txt"
expect_status 0

# Too large: said before it was sent.
folder "$APACHE_URL/small"
make_file "$here/large.bin" 3000000
run upload -p webdav "$here/large.bin"
expect_status 5
expect_err 'HTTP 413'
bytes=$(sed -n 's,^PUT /small/large.bin 413 ,,p' "$requests")
[ "$bytes" -lt 3000000 ] || fail "it was sent: $bytes"

# Passwords.
folder "$APACHE_URL/private"
run upload -p webdav "$file"
expect_status 5
expect_err 'HTTP 401: set WEBDAV_USER and WEBDAV_PASSWORD'
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD
run upload -p webdav "$file"
expect_status 0
expect_err 'its links ask for a user and password'
expect_stored private/photo.txt "$file"
TWATFS_WEBDAV_PUBLIC_URL=$APACHE_URL/open run upload -p webdav --force "$file"
expect_status 6
expect_err 'check: the link answers with HTTP 404'
folder "$APACHE_URL/public"
run upload -p webdav "$file"
expect_status 0
expect_no_err 'warning'
expect_serves "$(cat "$here/out")" "$file"
run delete "$(cat "$here/out")"
expect_status 0
folder "$APACHE_URL/digest"
run upload -p webdav "$file"
expect_status 5
expect_err 'asks for Digest authentication'
