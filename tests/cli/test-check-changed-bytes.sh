#!/bin/sh
# A link that serves other bytes of the same length is a failed provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/download=corrupt*'
run upload -v -p catbox,litterbox "$file"
expect_status 0
expect_err 'catbox: check: the link serves other bytes'
expect_serves "$(cat "$here/out")" "$file"
expect_err "catbox: left, unverified, at $catbox/files/"
