#!/bin/sh
# A link that must not be touched is returned: upload says that it is unverified, upload_file
# warns.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts plain -- --fault 'plain/upload=once*'
TWATFS_PLUGIN_PATH=$build/tests/modules
TWATFS_ONCE_URL=$plain
export TWATFS_ONCE_URL
py "$file" <<'PYTHON'
import sys
from twatfs import upload, upload_file

result = upload(sys.argv[1], "once")
assert (result.status, result.proof) == ("unverified", "none"), result
assert "first download" in result.warning
print(upload_file(sys.argv[1], "once"))
PYTHON
expect_status 0
expect_out '^http'
expect_error_line 'photo.txt: the link was not verified: once: it dies on its first download'
expect_requests plain GET 0
