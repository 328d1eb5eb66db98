#!/bin/sh
# A link that serves more than the file is a failed provider at any speed: also where --limit-rate
# holds back what is too much.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

make_file "$here/ten.txt" 10000
size=$(wc -c <"$here/ten.txt")
start_hosts transfersh -- --fault 'transfersh/upload=longer=28*' \
    --fault "transfersh/download=stall,at=download,after=$size,seconds=0.3*"
for check in auto full; do
    run upload -p transfersh --retries 0 --limit-rate 10K --check "$check" "$here/ten.txt"
    expect_status 6
    expect_err "the link serves more than the $size bytes"
done
