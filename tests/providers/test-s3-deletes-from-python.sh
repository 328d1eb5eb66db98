#!/bin/sh
# The Python module deletes what it uploaded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
py "$file" <<'PYTHON'
import sys
from twatfs import Context
with Context() as context:
    result = context.upload(sys.argv[1], "s3")
    context.delete("s3", str(result), result.delete_token)
PYTHON
expect_status 0
expect_asked 1 "r['method'] == 'DELETE' and r['status'] == 204"
