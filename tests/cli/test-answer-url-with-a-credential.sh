#!/bin/sh
# A URL that holds one of our credentials is never printed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

CATBOX_USERHASH=0123456789abcdef012345678
export CATBOX_USERHASH
start_hosts catbox -- --fault "catbox/upload=url=http://127.0.0.1:1/$CATBOX_USERHASH.txt"
run upload -vv -p catbox "$file"
expect_status 5
expect_silence
expect_no_err "$CATBOX_USERHASH"
