#!/bin/sh
# The host gives its link with the name as it was sent; the one that is printed is a URL.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tmpfilelink
name='Grüße #1 50%41?.txt'
cp "$file" "$here/$name"
run upload -p tmpfilelink "$here/$name"
expect_status 0
expect_out '/public/.*/Gr%C3%BC%C3%9Fe%20%231%2050%2541%3F\.txt$'
expect_serves "$(cat "$here/out")" "$file"
