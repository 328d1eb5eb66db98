#!/bin/sh
# Whatever ends an upload whose link is already there, the link is told, and with --show-token
# what deletes it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0 -- --fault '0x0/download=stall,at=answer,seconds=60*'
start upload -v --show-token -p www0x0 "$file"
until grep -q 'www0x0: uploaded: ' "$here/err"; do sleep 0.05; done
interrupt INT
expect_status 130
expect_silence
expect_err "left, unverified, at $www0x0/"
expect_err 'interrupted: .* was not verified'
expect_no_err 'was not uploaded'
expect_err 'delete token: [A-Za-z0-9_-]{20}'
run upload --timeout 5s -p www0x0 -o www0x0.secret=no "$file"
expect_status 6
expect_err "left, unverified, at $www0x0/"
