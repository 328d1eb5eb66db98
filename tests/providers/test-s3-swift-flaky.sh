#!/bin/sh
# Behind a proxy that answers 503 SlowDown and 500 and drops connections, twenty files of mixed
# sizes arrive intact, and no upload is left half-done.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift
start_flaky

set --
number=0
while [ $number -lt 20 ]; do
    number=$((number + 1))
    case $((number % 4)) in
    0) make_file "$here/file-$number" 12000000 ;;
    1) : >"$here/file-$number" ;;
    2) make_file "$here/file-$number" 20000 ;;
    3) make_file "$here/file-$number" 2000000 ;;
    esac
    set -- "$@" "$here/file-$number"
done
run upload -v -p s3 -o s3.part_size=5 --retries 20 --force "$@"
expect_status 0
[ "$(wc -l <"$here/out")" -eq 20 ] || fail "not twenty links"
for name; do
    expect_stored "${name##*/}" "$name"
done
expect_uploads 0
[ "$(grep -cv ' passed in=' "$here/flaky/log/access.log")" -ge 1 ] || fail "nothing was hurt"

# Standard input can be read once only.
make_file "$here/stream" 17000000
run upload -p s3 -o s3.part_size=5 --retries 0 --check none --force - <"$here/stream"
[ "$status" -ne 0 ] || expect_stored stdin "$here/stream"
S3_ENDPOINT=$swift_endpoint expect_uploads 0
