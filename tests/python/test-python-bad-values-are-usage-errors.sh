#!/bin/sh
# What cannot be meant is a UsageError, which is a ValueError, before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
py "$file" <<'PYTHON'
import sys
from datetime import timedelta
from twatfs import Context, NonRetryableError, UsageError, upload, upload_file

def refused(words, **arguments):
    try:
        upload(sys.argv[1], **{"provider": "catbox", **arguments})
    except UsageError as error:
        assert isinstance(error, ValueError) and isinstance(error, NonRetryableError)
        assert error.code == "usage" and not error.retryable and words in str(error), error
    else:
        raise AssertionError(arguments)

refused('did you mean "catbox"', provider="catbx")
refused("provider", provider="no such name!")
refused("provider", provider=[])
refused("provider", provider="")
refused("force", force=True, unique=True)
refused("content_type", content_type="text")
refused("content_type", content_type="text/plain\r\nX-Other: 1")
refused("name", name="")
refused("NUL", name="a\0b")
refused("upload_path", upload_path="")
refused("expire", expire=0)
refused("expire", expire=-1)
refused("expire", expire=2**70)
refused("expire", expire=2**63 - 1)
refused("at most 100000000000 seconds", expire=10**11 + 1)
refused("expire", expire=timedelta(days=1157408))
refused("expire", expire=timedelta(milliseconds=1500))
for wrong in ("photo\0.txt",):
    try:
        upload_file(wrong)
    except UsageError:
        continue
    raise AssertionError(wrong)
for settings in ({"retires": 1}, {"retries": "many"}, {"options": {"A b": {"x": 1}}}):
    try:
        Context(**settings)
    except UsageError as error:
        assert not settings.get("retries") or str(error).startswith("retries: "), error
    else:
        raise AssertionError(settings)
PYTHON
expect_status 0
expect_requests catbox POST 0
