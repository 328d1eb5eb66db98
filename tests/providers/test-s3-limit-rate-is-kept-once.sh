#!/bin/sh
# --limit-rate holds parts back where they are sent, and not where they are told of again.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
make_file "$file" 12000000

# timed [OPTION...]: $took is how many seconds the upload takes.
timed() {
    begun=$(date +%s)
    run upload -p s3 -o s3.part_size=5 --force --no-check "$@" "$file"
    expect_status 0
    took=$(($(date +%s) - begun))
}

# What this machine needs just now is no part of what the rate costs.
timed
needed=$took
timed --limit-rate 2M
[ $took -ge 5 ] || fail "it was quicker than it may be"
[ $((took - needed)) -lt 10 ] || fail "it took $took s where $needed and 6 are due"
