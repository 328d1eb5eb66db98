#!/bin/sh
# A link that does not answer soon is not waited for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/head=stall,at=answer,seconds=600'
run upload --reuse -p catbox "$file"
run upload --reuse -p catbox "$file"
expect_status 0
expect_requests catbox POST 2
"$python" - "$here/hosts.log" <<'PYTHON' || fail "it was waited for"
import json, sys
requests = [json.loads(line) for line in open(sys.argv[1])]
looked, = (r["began"] for r in requests if r["method"] == "HEAD")
assert [r["began"] for r in requests if r["method"] == "POST"][-1] - looked < 30
PYTHON
run cache stats
expect_out '^misses +2$'
expect_out '^stale +0$'
