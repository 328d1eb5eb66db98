#!/bin/sh
# CATBOX_USERHASH is sent, before the file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

CATBOX_USERHASH=0123456789abcdef012345678
export CATBOX_USERHASH
start_hosts catbox
run upload -p catbox "$file"
expect_status 0
[ "$(form_value catbox userhash)" = "$CATBOX_USERHASH" ] || fail "userhash"
