#!/bin/sh
# nginx, which does not heed If-None-Match: its own module, and the one that adds to it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/webdav.sh"
start_nginx_dav

make_file "$here/other.txt"
for name in open plain; do
    folder "$NGINX_URL/$name/"
    run providers status -v webdav
    expect_status 0
    run upload -p webdav --remote-path 'a b/c/' "$file"
    expect_status 0
    expect_stored "$name/a b/c/photo.txt" "$file"
    expect_serves "$(cat "$here/out")" "$file"
    run upload -p webdav --remote-path 'a b/c/photo.txt' "$here/other.txt"
    expect_status 5
    expect_err 'is there already'
    expect_stored "$name/a b/c/photo.txt" "$file"
    run upload -p webdav --remote-path 'a b/c' "$here/other.txt"
    expect_status 5
    expect_err 'a folder of that name is there'
    run upload -p webdav --unique "$here/other.txt"
    expect_status 0
    run upload -p webdav --force --remote-path 'a b/c/photo.txt' "$here/other.txt"
    expect_status 0
    expect_stored "$name/a b/c/photo.txt" "$here/other.txt"
    run delete "$(cat "$here/out")"
    expect_status 0
    [ ! -e "$data/$name/a b/c/photo.txt" ] || fail "it is still there"
done
[ "$(grep -c '^PUT .* 204 ' "$requests")" -eq 2 ] || fail "something was replaced unasked"
folder "$NGINX_URL/moved/"
run upload -p webdav "$file"
expect_status 5
expect_err 'HTTP 301: the server sends us to .*/open/photo.txt'
folder "$NGINX_URL/private/"
WEBDAV_USER=ann WEBDAV_PASSWORD=wrong run upload -p webdav "$file"
expect_status 5
expect_err 'HTTP 401: check WEBDAV_USER'
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame' run upload -p webdav "$file"
expect_status 0
expect_stored private/photo.txt "$file"
