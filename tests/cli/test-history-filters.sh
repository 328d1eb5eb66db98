#!/bin/sh
# Each filter leaves out what it says, and all of them hold at once.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox 0x0
ids() { # OPTION...
    run history --json "$@"
    expect_status 0
    ids=$("$python" -c 'import json,sys; print(*(item["id"] for item in json.load(sys.stdin)))' <"$here/out")
}
expect_ids() {
    [ "$ids" = "$1" ] || fail "found \"$ids\", expected \"$1\""
}
cp "$file" "$here/notes.md"
run upload -p catbox "$file"
run upload -p www0x0 "$here/notes.md"
run upload -p catbox "$here/notes.md"
sql "UPDATE upload SET time = time - 86400 * 3 WHERE id = 1"
sql "UPDATE upload SET expires = 1 WHERE id = 2"
ids
expect_ids "3 2 1"
ids --provider catbox
expect_ids "3 1"
ids --since 2d
expect_ids "3 2"
ids --since 2001-02-03
expect_ids "3 2 1"
ids --since "$(date -u -d '-1 day' +%Y-%m-%dT%H:%M:%SZ)"
expect_ids "3 2"
ids --file '*.md'
expect_ids "3 2"
ids --file '*/photo.*'
expect_ids 1
ids --live
expect_ids "3 1"
ids --limit 1
expect_ids 3
ids --live --file '*.md' --provider catbox --since 1d --limit 5
expect_ids 3
ids --provider nobody
expect_ids ""
