#!/bin/sh
# Two threads upload through one context at once; every link serves its own bytes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
client threads
expect_status 0
[ "$(sort -u "$here/out" | wc -l)" -eq 20 ] || fail "not twenty links of their own"
expect_requests catbox POST 10
