#!/bin/sh
# --remote-path is the name in the link; one that the instance would change or ignore is not
# asked for, and one that is taken is a refusal.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts rustypaste
run upload --remote-path notes-1.txt -p rustypaste "$file"
expect_status 0
expect_out "^$rustypaste/notes-1\.txt$"
expect_part rustypaste POST filename notes-1.txt
run upload --remote-path notes-1.txt -p rustypaste "$file"
expect_status 5
expect_err 'HTTP 409: it has a file of that name'
for name in 'a b.txt' Übung.txt a/b.txt; do
    run upload --remote-path "$name" -p rustypaste "$file"
    expect_status 5
    expect_err 'a name here has only letters, digits'
done
expect_requests rustypaste POST 2
run upload -p rustypaste "$file"
expect_status 0
expect_part rustypaste POST filename None
