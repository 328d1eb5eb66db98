#!/bin/sh
# Of a large transfer the slowest part is sent once more beside itself; the first to arrive counts.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --no-hash --fault 's3/part=ok;stall,seconds=600'
make_file "$file" $((130 * 1024 * 1024))
run upload -v --check=head -p s3 -o s3.part_size=32 "$file"
expect_status 0
expect_err 'part [0-9]+ is slow: sent once more beside it'
expect_stored "$file"
# Five parts were answered; the slow one would be in the log had it been waited for.
expect_asked 5 "$part"
expect_asked 0 "$part and r['fault'] is not None"
[ "$(moments 'uploadId=' | span_ms)" -lt 50000 ] || fail "it was slow itself"
