#!/bin/sh
# A beginning of links that none could have is refused before anything is sent, and its password is
# not shown.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-public:s3
for base in https:// https:///path 'https://cdn ex/' https://cdn.example/%zz 'https://cdn.example/?file=' \
    'https://cdn.example/#part' https://user:hidden@cdn.example/ https://cdn.example:x/ ftp://cdn.example/; do
    run upload -p s3 --no-check -o "s3.link_base=$base" "$file"
    expect_status 5
    expect_err 'link_base: .*: needs '
    ! grep -q hidden "$here/err" || fail "$base: its password is shown"
done
expect_asked 0 True
