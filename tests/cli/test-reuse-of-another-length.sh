#!/bin/sh
# A link that serves another number of bytes is not used; with --check=full, nor one with others.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox 0x0 -- --fault 'catbox/head=short=1' --fault '0x0/download=ok;corrupt'
run upload --reuse -p catbox "$file"
run upload --reuse -v -p catbox "$file"
expect_status 0
expect_err 'does not serve any more: check: '
expect_requests catbox POST 2
run upload --reuse -p www0x0 "$file"
run upload --reuse -v --check=full -p www0x0 "$file"
expect_status 0
expect_err 'does not serve any more: check: '
expect_requests 0x0 POST 2
run upload --reuse --check=full --json -p www0x0 "$file"
[ "$(record proof)" = download ] || fail "not proven by its bytes"
expect_requests 0x0 POST 2
