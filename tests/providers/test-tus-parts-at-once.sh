#!/bin/sh
# A large file goes in parts, several at once, where the server puts them together; what failed is
# gone on with, and no part is left.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

# Four parts of 20 MB, in pieces of 4 MiB each; the second request of their bodies fails.
start_hosts tus -- --fault 'tus/upload=ok;ok;ok;ok;ok;status=503;ok'
make_file "$here/film.bin" 80000000
run upload -v -p tus "$here/film.bin"
expect_status 0
expect_err 'HTTP 503.*trying again'
expect_err 'goes on with an upload that was begun earlier'
expect_requests tus POST 5
[ "$(requests tus HEAD)" -ge 4 ] || fail "nobody asked how much is there"
expect_requests tus DELETE 4
expect_serves "$(cat "$here/out")" "$here/film.bin"
expect_part tus POST Upload-Metadata "filename $(printf film.bin | openssl base64),filetype $(printf application/octet-stream | openssl base64)"
"$python" - "$here/hosts.log" <<'PYTHON' || fail "not in parts"
import json, sys
requests = [json.loads(line) for line in open(sys.argv[1])]
posts = [dict(request["headers"]) for request in requests if request["method"] == "POST"]
assert [post.get("Upload-Concat") for post in posts[:4]] == ["partial"] * 4
assert "Upload-Metadata" not in posts[0] and "Upload-Length" not in posts[4]
assert posts[4]["Upload-Concat"].startswith("final;http") and posts[4]["Upload-Concat"].count(" ") == 3
sent = sum(request["body_bytes"] for request in requests if request["method"] == "PATCH" and request["status"] == 204)
assert sent == 80000021, sent
PYTHON
run delete "$(cat "$here/out")"
expect_status 0
run upload --no-check -p tus -o tus.parallel=1 "$here/film.bin"
expect_status 0
expect_requests tus POST 6
for number in 0 9 10 many ''; do
    run upload -p tus -o "tus.parallel=$number" "$here/film.bin"
    expect_status 5
    expect_err 'is not from 1 to 8'
done
expect_requests tus POST 6
