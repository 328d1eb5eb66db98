#!/bin/sh
# What a server repeats of a credential is not in the JSON record either.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

CATBOX_USERHASH=0123456789abcdef012345678
export CATBOX_USERHASH
start_hosts catbox -- --fault "catbox/upload=status=400,body=bad hash $CATBOX_USERHASH"
run upload --json -p catbox "$file"
expect_status 5
expect_out 'bad hash \*\*\*'
expect_no_out "$CATBOX_USERHASH"
