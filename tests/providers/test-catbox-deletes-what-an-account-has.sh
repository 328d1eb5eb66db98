#!/bin/sh
# With a userhash the upload leaves the file's name, which deletes it, and never without.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts catbox
run upload --json --show-token -p catbox "$file"
expect_status 0
[ "$(record delete_token)" = null ] || fail "a token for an anonymous upload"
run_remove catbox "$(record url)"
expect_status 1
expect_err 'only what was uploaded with a userhash'

CATBOX_USERHASH=0123456789abcdef012345678
export CATBOX_USERHASH
run upload --json --show-token -p catbox "$file"
expect_status 0
url=$(record url)
name=$(record delete_token)
[ "${url##*/}" = "$name" ] || fail "$name is not the name in $url"
unset CATBOX_USERHASH
run_remove catbox "$url" "$name"
expect_status 1
expect_err 'set CATBOX_USERHASH'
CATBOX_USERHASH=fffffffffffffffffffffffff
export CATBOX_USERHASH
run_remove catbox "$url" "$name"
expect_status 1
expect_err "doesn't belong to you"
expect_no_err fffffff
expect_serves "$url" "$file"
CATBOX_USERHASH=0123456789abcdef012345678
run_remove catbox "$url" "$name"
expect_status 0
expect_gone "$url"
run_remove catbox "$url" "$name"
expect_status 0
