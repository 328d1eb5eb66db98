#!/bin/sh
# upload_file returns a URL that serves the file; a path may be a str or a PathLike.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
py "$file" <<'PYTHON'
import pathlib, sys
from twatfs import upload_file

print(upload_file(sys.argv[1], "catbox"))
print(upload_file(pathlib.Path(sys.argv[1]), provider="catbox"))
PYTHON
expect_status 0
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
while read -r url; do
    expect_serves "$url" "$file"
done <"$here/out"
