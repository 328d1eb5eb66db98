#!/bin/sh
# The file is put under its name, percent-encoded, below whatever the endpoint is.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts senditsh
cp "$file" "$here/Grüße #1.txt"
run upload --no-check -p senditsh "$here/Grüße #1.txt"
expect_status 0
expect_part senditsh PUT path '/Gr%C3%BC%C3%9Fe%20%231.txt'
expect_serves "$(cat "$here/out")" "$file"
TWATFS_SENDITSH_URL=$senditsh
run upload --no-check -p senditsh "$file"
expect_status 0
expect_part senditsh PUT path /photo.txt
truncate -s 3000000001 "$here/large.txt"
run upload -p senditsh "$here/large.txt"
expect_status 4
expect_error_line 'takes at most 3000000000 bytes'
