#!/bin/sh
# A link that serves other bytes is an error that tells where the file was left.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/download=corrupt*'
py "$file" "$catbox" <<'PYTHON'
import sys
from twatfs import NonRetryableError, upload_file

try:
    upload_file(sys.argv[1], "catbox")
except NonRetryableError as error:
    assert error.code == "unverified" and "other bytes" in error.message, error
    assert error.unverified_url.startswith(sys.argv[2] + "/files/"), error.unverified_url
else:
    raise AssertionError("it was taken for proven")
PYTHON
expect_status 0
