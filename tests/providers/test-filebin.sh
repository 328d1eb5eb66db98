#!/bin/sh
# filebin with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

# Who comes without the cookie gets a page of warnings.
drive_serves() {
    "$python" - "$1" "$2" <<'PYTHON' || fail "$1 does not serve $2"
import sys, urllib.request
request = urllib.request.Request(sys.argv[1], headers={"Cookie": "verified=2024-05-24"})
sys.exit(urllib.request.urlopen(request).read() != open(sys.argv[2], "rb").read())
PYTHON
}
drive filebin filebin
