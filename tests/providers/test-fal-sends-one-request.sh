#!/bin/sh
# A file goes to the network in one request, with a token of the key's that is used for several; the
# key itself goes to the API alone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal
cp "$file" "$here/my é\"x.txt"
run upload -vv --json -p fal "$here/my é\"x.txt"
expect_status 0
record url | grep -Eq "^$fal/files/b/[A-Za-z0-9]{20}_my___x.txt$" || fail "url"
[ "$(record proof)" = download ] || fail "proof"
expect_asked 1 "$token and h['authorization'] == 'Key fal-key-id:fal-key-secret-of-tests'"
expect_asked 1 "$whole and h['authorization'].startswith('Bearer ') and h['content-type'] == 'text/plain'"
expect_asked 1 "'fal-key-secret' in str(h)"
expect_asked 0 "'x-fal-object-lifecycle' in h"
expect_no_err 'fal-key-secret|Bearer [A-Za-z0-9]'
make_files 3
run upload -j 1 -p fal "$here"/files/*.txt
expect_status 0
expect_asked 2 "$token"
: >"$here/empty"
run upload -p fal "$here/empty"
expect_status 0
expect_serves "$(cat "$here/out")" "$here/empty"

FAL_KEY=fal-key-id:wrong run upload -p fal "$file"
expect_status 5
expect_err 'HTTP 401: the key is wrong: check FAL_KEY'
unset FAL_KEY
FAL_KEY_ID=fal-key-id FAL_KEY_SECRET=fal-key-secret-of-tests run upload -p fal "$file"
expect_status 0
