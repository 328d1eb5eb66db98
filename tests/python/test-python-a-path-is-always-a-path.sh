#!/bin/sh
# A file that is called "-" is a file, not standard input.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
cp "$file" "$here/-"
cd "$here"
py <<'PYTHON'
from twatfs import upload_file

print(upload_file("-", "catbox"))
PYTHON
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
