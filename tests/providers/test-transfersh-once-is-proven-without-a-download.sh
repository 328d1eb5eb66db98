#!/bin/sh
# With --once the link dies with its first download, which is not ours: its length is looked
# at and no more, which is too little only for --check=full.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts transfersh
for check in auto head; do
    run upload --json --check=$check --once -p transfersh "$file"
    expect_status 0
    [ "$(record proof)" = head ] || fail "proof"
done
run upload --json --check=full --once -p transfersh "$file"
expect_status 6
expect_err 'warning: .*only its length was checked'
expect_part transfersh PUT Max-Downloads 1
expect_requests transfersh HEAD 3
expect_requests transfersh GET 0
expect_serves "$(record url)" "$file"
expect_gone "$(record url)"
