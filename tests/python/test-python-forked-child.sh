#!/bin/sh
# A forked child that ends leaves its parent's context and uploads alone, and can have its own.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
py "$file" <<'PYTHON'
import os, sys
import twatfs

with twatfs.Context() as context:
    context.upload_file(sys.argv[1], "catbox")
    for _ in range(3):
        child = os.fork()
        if child == 0:
            twatfs.upload_file(sys.argv[1], "catbox")
            sys.exit(0)
        assert os.waitpid(child, 0)[1] == 0
        context.upload_file(sys.argv[1], "catbox")
PYTHON
expect_status 0
"$python" - "$here/hosts.log" <<'PYTHON' || fail "the parent's connection was not kept"
import json, sys
posts = [json.loads(line) for line in open(sys.argv[1])]
connections = [post["connection"] for post in posts if post["method"] == "POST"]
sys.exit(len(connections) != 7 or len({connections[i] for i in (0, 2, 4, 6)}) != 1)
PYTHON
