#!/bin/sh
# Ctrl-C on standard input: what stays at the store is told, and twatfs clean ends it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/part=ok;stall,seconds=600'
make_large
mkfifo "$here/pipe"
# Open at both ends, so that neither waits, and there is no end of file.
exec 8<>"$here/pipe"
# shellcheck disable=SC2086 # several options in one variable
env --default-signal=INT ${TWATFS_WRAPPER-} "$twatfs" upload $parts --name pipe.txt - \
    <&8 >"$here/out" 2>"$here/err" 9>&- &
pid=$!
cat "$file" >&8 &
writer=$!
until_parts 1
interrupt INT
expect_status 130
id=$(show "$part" 'q["uploadId"]' | head -n 1)
expect_err "warning: .*parts of pipe.txt stay at the store: .*twatfs clean.*upload id $id\$"
kill "$writer" 2>/dev/null || :
wait "$writer" || :

run clean --dry-run
expect_status 0
expect_out '^unfinished +s3 .* standard input$'
run clean
expect_status 0
expect_asked 1 "$abort and r['status'] == 204"
run clean --dry-run
expect_silence
