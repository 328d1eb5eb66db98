#!/bin/sh
# Of 300 files under faults of many kinds each ends with a link that serves it or a failure.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

script=
for i in $(seq 60); do
    case $((i % 8)) in
    0) fault=status=503 ;;
    1) fault=status=429 ;;
    2) fault=reset ;;
    3) fault=status=500 ;;
    4) fault=close ;;
    5) fault=status=413 ;;
    6) fault=html ;;
    7) fault=short=10 ;;
    esac
    script="${script}ok;ok;ok;ok;$fault;"
done
start_hosts transfersh -- --fault "transfersh/upload=${script}ok"
mkdir "$here/files"
for i in $(seq 300); do make_file "$here/files/$i.txt" $((i * 7)); done
run upload -p transfersh -j 8 --json --retries 4 --retry-delay 5ms "$here"/files/*.txt
expect_status 1
"$python" - "$here/out" <<'PYTHON' || fail "not so"
import json, sys, urllib.request
records = [json.loads(line) for line in open(sys.argv[1])]
assert len(records) == 300 and len({record["file"] for record in records}) == 300
failed = [record for record in records if record["url"] is None]
assert 0 < len(failed) < 60, len(failed)
assert all(record["error"] for record in failed)
for record in records:
    if record["url"] is not None:
        assert urllib.request.urlopen(record["url"]).read() == open(record["file"], "rb").read()
PYTHON
