#!/bin/sh
# A file that a newer version made is left alone: one warning when uploading, an error in history.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload -p catbox "$file"
sql "PRAGMA user_version = 1000"
sql "PRAGMA wal_checkpoint(TRUNCATE)" >"$here/none"
before=$(sha256sum <"$memory")
run upload -p catbox "$file" "$file"
expect_status 0
expect_error_line 'warning: memory: .*made by a newer twatfs \(its version is 1000, this one knows [0-9]+\): left alone: going on without memory'
run history
expect_status 1
expect_error_line 'made by a newer twatfs'
[ "$(sha256sum <"$memory")" = "$before" ] || fail "it was changed"
