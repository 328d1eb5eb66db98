#!/bin/sh
# Several providers are tried in their order, as a list or between commas, and no others.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox 0x0 -- --fault 'catbox/upload=status=404*'
py "$file" <<'PYTHON'
import sys
from twatfs import NonRetryableError, upload

for names in (["catbox", "litterbox"], ("catbox", "litterbox"), "catbox,litterbox"):
    assert upload(sys.argv[1], names).provider == "litterbox", names
assert upload(sys.argv[1], ["litterbox", "catbox"]).attempts == 1
try:
    upload(sys.argv[1], ["catbox", "litterbox"], fragile=True)
except NonRetryableError as error:
    assert error.provider == "catbox"
else:
    raise AssertionError("fragile tried another")
PYTHON
expect_status 0
expect_requests catbox POST 4
expect_requests litterbox POST 4
expect_requests 0x0 POST 0
