#!/bin/sh
# A host that cannot be reached over TCP is named, with what helps.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

seq 1 300 >"$here/notes.txt"
TWATFS_TERMBIN_URL=tcp://127.0.0.1:1 run upload -p termbin --retries 0 "$here/notes.txt"
expect_status 5
expect_err '127\.0\.0\.1:1: .*[Cc]onnect.*: is the host up, and no firewall between\?'
