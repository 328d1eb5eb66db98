#!/bin/sh
# Where the link cannot be one, nothing is published: no file, no folder, and nothing is replaced.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p local "$file"
expect_status 0
mkdir "$here/other"
make_file "$here/other/photo.txt"
for url in ftp://127.0.0.1/ http://user:password@127.0.0.1/ http://127.0.0.1:1/a%20b%zz/; do
    TWATFS_LOCAL_URL=$url && export TWATFS_LOCAL_URL
    for option in --check=full --unique --force --remote-path=below/; do
        run upload -p local "$option" "$here/other/photo.txt"
        expect_status 5
        expect_error_line 'TWATFS_LOCAL_URL: no link can begin with it'
        [ "$(ls -A "$here/public")" = photo.txt ] || fail "$url: $option: left: $(ls -A "$here/public")"
        cmp "$file" "$here/public/photo.txt" || fail "$url: $option: replaced"
    done
done

unset TWATFS_LOCAL_URL
long=$(printf '%0200d' 0)
long=$long/$long/$long/$long/$long/$long/$long/$long/$long/$long/$long/
run upload -p local --remote-path "$long" "$file"
expect_status 5
expect_error_line 'the link would be longer than 2048 bytes'
[ "$(ls -A "$here/public")" = photo.txt ] || fail "left: $(ls -A "$here/public")"

# A number behind the name may make it too long as well.
TWATFS_LOCAL_URL=http://127.0.0.1:1/ && export TWATFS_LOCAL_URL
name=$(printf '%018d' 0)
folders=$(printf '%0200d/' 0 0 0 0 0 0 0 0 0 0)
run upload -p local --no-check --remote-path "$folders$name" "$file"
expect_status 0
run upload -p local --no-check --remote-path "$folders$name" "$here/other/photo.txt"
expect_status 5
expect_error_line 'longer than 2048 bytes'
[ "$(ls -A "$here/public/$folders")" = "$name" ] || fail "left: $(ls -A "$here/public/$folders")"
