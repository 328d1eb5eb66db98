#!/bin/sh
# --limit-rate holds parts back where they are sent, and not where they are told of again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_file "$file" 12000000
run upload -p s3 -o s3.part_size=5 --no-check --limit-rate 3M "$file"
expect_status 0
took_ms=$(moments 'uploadId=' | span_ms)
[ "$took_ms" -ge 3000 ] || fail "it was quicker than it may be: $took_ms ms"
[ "$took_ms" -lt 7000 ] || fail "it took $took_ms ms where 4000 are due"
