#!/bin/sh
# delete() deletes what was uploaded, with the token that its Result has and does not show.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0
py "$file" <<'PYTHON'
import sys, urllib.error, urllib.request
from twatfs import NonRetryableError, UsageError, delete, upload

result = upload(sys.argv[1], "www0x0")
assert result.delete_token and result.delete_token not in repr(result)
urllib.request.urlopen(result.url).close()
delete(result.provider, result.url, result.delete_token)
try:
    urllib.request.urlopen(result.url)
except urllib.error.HTTPError as error:
    error.close()
    assert error.code == 404
else:
    raise AssertionError("it is still there")
for provider, kind in (("catbx", UsageError), ("catbox", NonRetryableError)):
    try:
        delete(provider, result.url)
    except kind as error:
        assert kind is UsageError or error.provider == "catbox"
    else:
        raise AssertionError("it was deleted")
PYTHON
expect_status 0
