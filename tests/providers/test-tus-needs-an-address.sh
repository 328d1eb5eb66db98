#!/bin/sh
# Without an address it is passed over, and says which variable it lacks.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload -p tus "$file"
expect_status 4
expect_error_line 'TWATFS_TUS_URL'
run setup provider tus
expect_out 'TWATFS_TUS_PUBLIC_URL'
TWATFS_TUS_URL=http://ann:secret-word@127.0.0.1:1/ run upload -vv -p tus "$file"
expect_status 5
expect_err 'holds a user: set TUS_USER and TUS_PASSWORD'
expect_no_err 'secret-word'
