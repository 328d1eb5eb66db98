#!/bin/sh
# A credential is not shown at -vv, not even when a server repeats it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

CATBOX_USERHASH=0123456789abcdef012345678
export CATBOX_USERHASH
start_hosts catbox -- --fault "catbox/upload=status=400,body=bad hash $CATBOX_USERHASH"
run upload -vv -p catbox "$file"
expect_status 5
expect_err 'bad hash \*\*\*'
expect_no_err "$CATBOX_USERHASH"
run setup provider catbox
expect_no_out "$CATBOX_USERHASH"
run providers info catbox
expect_no_out "$CATBOX_USERHASH"
