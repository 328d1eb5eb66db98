#!/bin/sh
# A host that fails for now is a RetryableError, once the retries are used up; so is a time that
# is over.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=503*' \
    --fault 'litterbox/upload=stall,at=answer,seconds=60*'
py "$file" <<'PYTHON'
import sys
from twatfs import Context, RetryableError

for provider, settings in (("catbox", {"retries": 1}), ("litterbox", {"timeout": 0.5})):
    with Context(**settings) as context:
        try:
            context.upload_file(sys.argv[1], provider)
        except RetryableError as error:
            assert error.retryable and (error.code, error.provider) == ("failed", provider), error
        else:
            raise AssertionError("it did not fail")
PYTHON
expect_status 0
expect_requests catbox POST 2
