#!/bin/sh
# A Result tells a link that expires from one that never does, and from one that nobody knows of.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
py "$file" <<'PYTHON'
import sys
from datetime import datetime, timedelta, timezone
from twatfs import upload

for expire in (3600, timedelta(hours=1)):
    result = upload(sys.argv[1], "litterbox", expire=expire)
    left = result.expires - datetime.now(timezone.utc)
    assert timedelta(minutes=59) < left <= timedelta(hours=1), left
    assert not result.never_expires
never = upload(sys.argv[1], "local")
assert never.expires is None and never.never_expires
unknown = upload(sys.argv[1], "catbox")
assert unknown.expires is None and not unknown.never_expires
assert 0 < unknown.timings.upload + unknown.timings.verify <= unknown.timings.total
PYTHON
expect_status 0
