#!/bin/sh
# -r uploads every file below a folder, hidden ones too, and no link or special file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh
mkdir -p "$here/folder/a/b" "$here/elsewhere"
make_file "$here/folder/one.txt"
make_file "$here/folder/a/.two.txt"
make_file "$here/folder/a/b/three.txt"
make_file "$here/elsewhere/four.txt"
ln -s "$here/elsewhere" "$here/folder/link"
ln -s "$here/elsewhere/four.txt" "$here/folder/a/link.txt"
mkfifo "$here/folder/pipe"
run upload -p transfersh --json -r "$here/folder"
expect_status 0
[ "$("$python" -c 'import json,sys
print(" ".join(sorted(json.loads(line)["file"].replace(sys.argv[2], "") for line in open(sys.argv[1]))))' "$here/out" "$here/")" = \
    "folder/a/.two.txt folder/a/b/three.txt folder/one.txt" ] || fail "other files"
expect_err 'folder/link: a symbolic link: not followed'
expect_err 'folder/a/link.txt: a symbolic link: not followed'
expect_err 'folder/pipe: not a file: left out'
