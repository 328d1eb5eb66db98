#!/bin/sh
# Metadata that no header could hold is refused before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
for metadata in a a= =b 'a b=c' "a=$(printf 'x%.0s' $(seq 2100))" 'a=grün' 'a=b,,c=d'; do
    [ "$metadata" != a= ] || continue
    run upload -p s3 -o "s3.metadata=$metadata" "$file"
    expect_status 5
    expect_err 'metadata: '
done
expect_asked 0 True
