#!/bin/sh
# Of a link to a page upload says so, and upload_file warns; of others neither does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox gofile
py "$file" <<'PYTHON'
import sys
from twatfs import upload, upload_file

page = upload(sys.argv[1], "gofile")
assert (page.direct, page.status, page.proof) == (False, "verified", "server-digest"), page
assert upload(sys.argv[1], "catbox").direct
upload_file(sys.argv[1], "catbox")
print(upload_file(sys.argv[1], "gofile"))
PYTHON
expect_status 0
expect_out "^$gofile/d/"
expect_error_line 'photo.txt: the link leads to a page, not to the file itself'
