#!/bin/sh
# gofile with a host that is well, and with one that fails in every common way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/drive.sh"

# A link leads to a page, which the stand-in has the file's MD5 in.
drive_serves() {
    "$python" - "$1" "$2" <<'PYTHON' || fail "$1 is not the page of $2"
import hashlib, sys, urllib.request
page = urllib.request.urlopen(sys.argv[1]).read().decode()
sys.exit(hashlib.md5(open(sys.argv[2], "rb").read()).hexdigest() not in page)
PYTHON
}
drive gofile gofile
