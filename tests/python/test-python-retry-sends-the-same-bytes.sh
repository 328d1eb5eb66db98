#!/bin/sh
# What only reads like a file is put back where it stood, also after a failure: to try again is to
# send the same bytes.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=status=503;ok;status=503;ok'
py "$file" <<'PYTHON'
import gzip, hashlib, io, sys
from twatfs import Context, RetryableError

with open(sys.argv[1], "rb") as file:
    content = file.read()
with gzip.open(sys.argv[1] + ".gz", "wb") as file:
    file.write(content)

with Context(retries=0) as context:
    for kind in (io.BytesIO(content), gzip.open(sys.argv[1] + ".gz")):
        with kind as file:
            assert file.read(3) == content[:3]
            try:
                context.upload(file, "catbox")
            except RetryableError:
                assert file.tell() == 3, file.tell()
            else:
                raise AssertionError("it did not fail")
            result = context.upload(file, "catbox")
            assert result.sha256 == hashlib.sha256(content[3:]).hexdigest(), result
PYTHON
expect_status 0
