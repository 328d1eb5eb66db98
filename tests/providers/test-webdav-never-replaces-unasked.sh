#!/bin/sh
# What is there stays, unless --force is given; --unique takes another name.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

for host in webdav webdav-careless; do
    rm -f "$here/leash" "$here/hosts"
    start_hosts $host
    eval "point webdav \$$(echo $host | tr - _)"
    run upload -p webdav "$file"
    expect_status 0
    expect_part $host PUT If-None-Match '*'
    link=$(cat "$here/out")
    cp "$file" "$here/first.txt"
    make_file "$file"
    run upload -p webdav "$file"
    expect_status 5
    expect_err 'photo.txt: is there already: --force replaces it, --unique takes another name'
    expect_requests $host PUT 1
    expect_serves "$link" "$here/first.txt"
    run upload -p webdav --unique "$file"
    expect_status 0
    expect_out '/dav/photo-[0-9a-f]{16}\.txt$'
    expect_part $host PUT If-None-Match '*'
    run upload -p webdav --unique --remote-path a.tar/b "$file"
    expect_out '/dav/a\.tar/b-[0-9a-f]{16}$'
    expect_serves "$link" "$here/first.txt"
    run upload -p webdav --force "$file"
    expect_status 0
    expect_part $host PUT If-None-Match None
    expect_serves "$link" "$file"
    exec 9>&-
    wait "$leash"
    leash=
done
