#!/bin/sh
# Where Dropbox says which offset it is at: behind a piece, that has arrived; before it, it is sent
# again; elsewhere, the session is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

offset() { # OFFSET
    answer 409 "{\"error_summary\":\"incorrect_offset/..\",\"error\":{\".tag\":\"incorrect_offset\",\"correct_offset\":$1}}"
}
start_hosts dropbox:again dropbox:anew dropbox:there -- --fault "again/part=$(offset 0);ok" \
    --fault "anew/part=$(offset 4194304);ok" --fault "there/part=ok;ok;$(offset $((19 * 1024 * 1024 + 21)));ok"
make_large
for host in again anew; do
    eval "point dropbox \$$host"
    # shellcheck disable=SC2086 # several options in one variable
    run upload $pieces -o dropbox.concurrency=1 "$file"
    expect_status 0
    expect_stored "$file"
done
expect_asked 4 "r['host'] == 'again' and $append"
expect_asked 1 "r['host'] == 'again' and $start"
expect_asked 2 "r['host'] == 'anew' and $start"

# It says that the last has arrived, which it has not: what comes of it is not believed.
point dropbox "$there"
# shellcheck disable=SC2086
run upload $pieces -o dropbox.concurrency=1 --retries 0 "$file"
expect_status 5
expect_asked 3 "r['host'] == 'there' and $append"
