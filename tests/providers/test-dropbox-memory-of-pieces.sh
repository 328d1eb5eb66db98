#!/bin/sh
# Where nothing asks for more, no more pieces are on their way at once than --max-memory counts for
# a large file: 16 MiB.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

start_hosts dropbox -- --fault 'dropbox/part=stall,at=answer,seconds=60*'
make_file "$file" $((45 * 1024 * 1024))
# shellcheck disable=SC2086 # several options in one variable
start upload $pieces "$file"
until [ "$(asked "$start")" -eq 1 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.05
done
sleep 2
interrupt KILL
sleep 1 # a request is in the log when it has ended
[ "$(asked "$append")" -le 2 ] || fail "$(asked "$append") pieces of 8 MiB at once"
