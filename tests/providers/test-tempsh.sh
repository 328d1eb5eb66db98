#!/bin/sh
# tempsh with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

# A GET serves a page.
drive_serves() {
    "$python" - "$1" "$2" <<'PYTHON' || fail "$1 does not serve $2"
import sys, urllib.request
found = urllib.request.urlopen(urllib.request.Request(sys.argv[1], b"", method="POST")).read()
page = urllib.request.urlopen(sys.argv[1]).read()
sys.exit(found != open(sys.argv[2], "rb").read() or b"<html>" not in page)
PYTHON
}
drive tempsh tempsh
