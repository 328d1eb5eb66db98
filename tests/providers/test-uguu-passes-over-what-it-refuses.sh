#!/bin/sh
# What the host is known to refuse, by name or by size, is not sent there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts uguu
for name in a.exe A.EXE page.html page.htm letter.doc drawing.svg run.bat; do
    cp "$file" "$here/$name"
    run upload -p uguu "$here/$name"
    expect_status 4
    expect_error_line 'does not take'
done
truncate -s 134217729 "$here/large.txt"
run upload -p uguu "$here/large.txt"
expect_status 4
expect_error_line 'takes at most 134217728 bytes'
expect_requests uguu POST 0
