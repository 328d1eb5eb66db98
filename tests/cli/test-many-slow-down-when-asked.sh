#!/bin/sh
# A host that answers 429 to crowds gets fewer files at once, and all of them in the end.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- \
    --fault "transfersh/upload=$(printf 'ok;%.0s' $(seq 20))$(printf 'status=429;%.0s' $(seq 6))ok"
make_files 60
run upload -p transfersh --retries 6 "$here"/files/*.txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 60 ] || fail "not sixty links"
