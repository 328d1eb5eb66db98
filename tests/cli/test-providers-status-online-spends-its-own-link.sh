#!/bin/sh
# A link that dies on its first download is tried with that download.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts bashupload
run providers status --online --json bashupload
expect_status 0
"$python" - "$here/out" <<'PYTHON' || fail "record"
import json, sys
online = json.load(open(sys.argv[1]))["providers"][0]["online"]
sys.exit(not (online["works"] and online["proof"] == "download" and online["deleted"] is False
              and online["error"] is None and online["upload_ms"] is not None))
PYTHON
