#!/bin/sh
# When its wait is over a provider has its turn again; working, it is as it was; failing, it waits
# twice as long.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=500;status=500;status=500;status=500;ok*'
only catbox litterbox
wait_of() { sql "SELECT retry - failed FROM health WHERE provider = 'catbox'"; }
for count in 1 2 3; do run upload --retries 0 "$file"; done
[ "$(wait_of)" = 60 ] || fail "waits $(wait_of) s"
sql "UPDATE health SET retry = 1"
run upload --retries 0 -v "$file"
expect_status 0
expect_err 'catbox: kept failing, and is given another chance: HTTP 500'
expect_err 'catbox: HTTP 500.*: trying litterbox'
[ "$(wait_of)" = 120 ] || fail "waits $(wait_of) s"
sql "UPDATE health SET retry = 1"
run upload --retries 0 "$file"
expect_requests catbox POST 5
run upload -v --retries 0 "$file"
expect_no_err 'another chance'
expect_requests catbox POST 6
