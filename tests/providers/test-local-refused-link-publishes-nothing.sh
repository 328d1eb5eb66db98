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
# In a link each letter of these is six.
folder=$(printf '%0100d' 0 | sed 's/0/ü/g')/
folders=$(printf "$folder%.0s" 1 2 3 4 5 6 7 8 9 10 11 12 13)
run upload -p local --remote-path "$folders$folder" "$file"
expect_status 5
expect_error_line 'the link would be longer than 8000 bytes'
[ "$(ls -A "$here/public")" = photo.txt ] || fail "left: $(ls -A "$here/public")"

# A number behind the name may make it too long as well.
TWATFS_LOCAL_URL=http://127.0.0.1:1/ && export TWATFS_LOCAL_URL
name=$(printf '%0167d' 0)
run upload -p local --no-check --remote-path "$folders$name" "$file"
expect_status 0
run upload -p local --no-check --remote-path "$folders$name" "$here/other/photo.txt"
expect_status 5
expect_error_line 'longer than 8000 bytes'
[ "$(ls -A "$here/public/$folders")" = "$name" ] || fail "left: $(ls -A "$here/public/$folders")"
