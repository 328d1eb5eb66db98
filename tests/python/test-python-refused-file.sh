#!/bin/sh
# A host that will not have a file is a NonRetryableError that names its provider.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=413*'
py "$file" <<'PYTHON'
import pickle, sys
from twatfs import NonRetryableError, upload_file

try:
    upload_file(sys.argv[1], "catbox")
except NonRetryableError as error:
    for found in (error, pickle.loads(pickle.dumps(error))):
        assert (found.code, found.provider, found.retryable) == ("failed", "catbox", False)
        assert "413" in found.message and str(found) == found.message
        assert found.unverified_url is None
else:
    raise AssertionError("it was not refused")
PYTHON
expect_status 0
expect_requests catbox POST 1
