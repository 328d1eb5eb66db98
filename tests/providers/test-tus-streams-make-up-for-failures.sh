#!/bin/sh
# A stream cannot be read again: what failed is sent again from memory, as far as it is missing.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts tus -- --fault 'tus/upload=ok;status=503;answer-lost;answer-lost;ok;status=409;answer-lost;answer-lost;ok'
make_file "$here/film.bin" 20000000
cat "$here/film.bin" | { run upload -p tus --name film.bin -; expect_status 0; }
expect_serves "$(cat "$here/out")" "$here/film.bin"
"$python" - "$here/hosts.log" <<'PYTHON' || fail "sent twice"
import json, sys
requests = [json.loads(line) for line in open(sys.argv[1])]
lengths = [dict(request["headers"]).get("Upload-Length") for request in requests if request["method"] == "PATCH"]
assert set(lengths) == {None, "20000021"}, lengths
PYTHON
