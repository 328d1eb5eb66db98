#!/bin/sh
# Other bytes, another name, other wishes or options and another host are not the same.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox 0x0 litterbox:second
count=0
expect_upload() { # HOST ARGS...
    host=$1 before=$(requests "$1" POST)
    shift
    run upload --reuse "$@"
    expect_status 0
    [ "$(requests "$host" POST)" -eq $((before + 1)) ] || fail "not uploaded: $*"
}
expect_upload litterbox -p litterbox --expire 24h "$file"
expect_upload litterbox -p litterbox --expire 12h "$file"
expect_upload litterbox -p litterbox --expire 24h --name other.txt "$file"
expect_upload litterbox -p litterbox --expire 24h -o litterbox.name_length=6 "$file"
expect_upload catbox -p catbox "$file"
cp "$file" "$here/copy.txt"
expect_upload catbox -p catbox "$here/copy.txt"
echo more >>"$here/copy.txt"
expect_upload catbox -p catbox "$here/copy.txt"
point litterbox "$second"
expect_upload second -p litterbox --expire 24h "$file"
posts=$(requests second POST)
run upload --reuse -p litterbox --expire 24h "$file"
[ "$(requests second POST)" -eq "$posts" ] || fail "uploaded again"
