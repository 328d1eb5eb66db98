#!/bin/sh
# The last --include or --exclude that matches a file's path or name decides.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir -p "$here/folder/.git" "$here/folder/a"
for each in x.jpg x.txt .git/y.jpg a/bad.jpg a/z.jpg; do make_file "$here/folder/$each"; done
expect_chosen() { # FILES OPTION...
    expected=$1
    shift
    run upload --dry-run -p catbox --json -r "$here/folder" "$@"
    found=$("$python" -c 'import json,sys
print(" ".join(sorted(json.loads(line)["file"].split("folder/")[1] for line in open(sys.argv[1]))))' "$here/out")
    [ "$found" = "$expected" ] || fail "$*: $found, expected $expected"
}
expect_chosen '.git/y.jpg a/bad.jpg a/z.jpg x.jpg x.txt'
expect_chosen '.git/y.jpg a/bad.jpg a/z.jpg x.jpg' --include '*.jpg'
expect_chosen '.git/y.jpg a/z.jpg x.jpg' --include '*.jpg' --exclude 'bad*'
expect_chosen 'x.txt' --exclude '*.jpg'
expect_chosen 'x.jpg x.txt' --exclude '*.jpg' --include x.jpg
expect_chosen 'a/bad.jpg a/z.jpg x.jpg x.txt' --exclude .git/
expect_chosen 'a/bad.jpg a/z.jpg' --include 'a/*'
expect_chosen '' --exclude '*'
