#!/bin/sh
# With --forget and --provider only that provider's uploads of a link are forgotten.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload -p catbox "$file"
url=$(cat "$here/out")
sql "INSERT INTO upload (time, name, provider, url, token, proof, status, options)
    SELECT time, name, 'www0x0', url, 'a-token', proof, status, options FROM upload"
run delete --forget -p catbox "$url"
expect_status 0
expect_out '^forgotten +catbox '
[ "$(sql 'SELECT provider, token FROM upload')" = "www0x0|a-token" ] || fail "the other's is gone"
run delete --forget -p catbox "$url"
expect_status 2
expect_error_line 'not in the history$'
run delete --forget "$url"
expect_status 0
run history
expect_silence
