#!/bin/sh
# Without a network every provider fails: exit 5, and the last line says why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

run upload --retries 0 "$file"
expect_status 5
expect_silence
expect_err 'all [0-9]+ providers failed.*127\.0\.0\.1'
TWATFS_CATBOX_URL=http://catbox.invalid/ run upload --retries 0 -p catbox "$file"
expect_status 5
expect_error_line 'Could not resolve host: catbox.invalid: is the network up'
