#!/bin/sh
# --json has a member for everything that is known of an upload, and the token on request only.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
run upload -p www0x0 --expire 24h --name "a photo.txt" "$file"
expect_status 0
url=$(cat "$here/out")
run history --json
expect_status 0
expect_no_out '"delete_token"'
"$python" - "$here/out" "$url" "$file" <<'PYTHON' || fail "record"
import hashlib, json, os, sys, time
item, = json.load(open(sys.argv[1]))
content = open(sys.argv[3], "rb").read()
assert item["id"] == 1 and item["url"] == sys.argv[2] and item["provider"] == "www0x0"
assert item["file"] == os.path.realpath(sys.argv[3]) and item["name"] == "a photo.txt"
assert item["size"] == len(content) and item["sha256"] == hashlib.sha256(content).hexdigest()
assert item["status"] == "verified" and item["proof"] == "download"
assert item["options"] == {"expire_s": 86400}
assert item["live"] is True and item["deleted"] is None and item["has_delete_token"] is True
assert abs(time.time() - time.mktime(time.strptime(item["time"] + "UTC", "%Y-%m-%dT%H:%M:%SZ%Z")) + time.timezone) < 100
assert item["expires"] > item["time"]
PYTHON
run history --json --show-token
expect_out '"delete_token": *"[A-Za-z0-9_-]{20,}"'
