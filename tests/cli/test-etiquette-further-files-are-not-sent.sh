#!/bin/sh
# A host that bans who comes back is left alone for further files too, in a named list and around
# our own; a refusal of one file says nothing about the next.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for i in 1 2 3 4; do
    make_file "$here/$i.txt"
done
cp "$file" "$here/setup.exe"
start_hosts 0x0:named 0x0:alone 0x0:ours 0x0:checked x0at litterbox -- \
    --fault 'named/upload=status=503*' --fault 'alone/upload=status=403*' \
    --fault 'ours/upload=status=418*' --fault 'checked/download=status=503*' \
    --fault 'litterbox/upload=ok;ok;ok;ok;ok;prose;ok*'
point www0x0 "$named"
run upload -p www0x0,litterbox "$here"/?.txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 4 ] || fail "not four links"
expect_err 'www0x0: HTTP 503'
expect_err 'www0x0: answered HTTP 503 before: not asked again'
expect_requests named POST 1

point www0x0 "$alone"
run upload -p www0x0 "$here"/?.txt
expect_status 5
expect_requests alone POST 1

# The third file fails at litterbox, and the next in turn would be www0x0 again.
only www0x0 litterbox
point www0x0 "$ours"
run upload --retries 0 "$here"/?.txt
expect_status 1
expect_requests ours POST 1

point www0x0 "$checked"
run upload -p www0x0,litterbox "$here"/?.txt
expect_status 0
expect_requests checked POST 1
expect_requests checked GET 1

TWATFS_DISABLE=
run upload -p x0at "$here/setup.exe" "$here/1.txt"
expect_status 1
expect_err 'does not take such a file'
expect_requests x0at POST 2
