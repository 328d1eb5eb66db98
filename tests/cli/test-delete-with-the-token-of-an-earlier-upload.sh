#!/bin/sh
# A host that hands out a known link again may give no token: the first upload's is used.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 "$file"
run upload -p www0x0 "$file"
[ "$(sql 'SELECT count(token), count(DISTINCT url) FROM upload')" = "1|1" ] || fail "the stand-in has changed"
run delete 2
expect_status 0
expect_out '^deleted '
run history --live
expect_silence
