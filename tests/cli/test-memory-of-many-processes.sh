#!/bin/sh
# Uploads at the same time are all remembered.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
count=0
while [ $count -lt 20 ]; do
    # shellcheck disable=SC2086 # the wrapper is several words
    ${TWATFS_WRAPPER-} "$twatfs" upload -p catbox "$file" >>"$here/links" 2>>"$here/errors" 9>&- &
    workers="${workers-} $!"
    count=$((count + 1))
done
# shellcheck disable=SC2086 # several processes
for worker in $workers; do wait "$worker" || fail "one failed"; done
[ ! -s "$here/errors" ] || fail "$(cat "$here/errors")"
[ "$(sql 'SELECT count(*), count(DISTINCT id) FROM upload')" = "20|20" ] || fail "not all are there"
sql 'SELECT url FROM upload' | sort >"$here/remembered"
sort "$here/links" | cmp -s - "$here/remembered" || fail "not those links"
