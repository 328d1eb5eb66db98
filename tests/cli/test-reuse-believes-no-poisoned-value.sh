#!/bin/sh
# What others put into the cache is judged like a host's answer: never printed unless it is a
# link that this provider may have.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
run upload --reuse -p catbox "$file"
good=$(sql 'SELECT value FROM cache')
posts=1
try() { # VALUE
    "$python" - "$memory" "$1" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("UPDATE cache SET value = ?", (sys.argv[2],))
PYTHON
    run upload --reuse -p catbox "$file"
    expect_status 0
    posts=$((posts + 1))
    [ "$(requests catbox POST)" -eq $posts ] || fail "believed: $1"
    grep -Eq "^$catbox/files/[a-z0-9]+\.txt$" "$here/out" || fail "printed: $(cat "$here/out")"
}
with_url() { # URL
    "$python" -c 'import json, sys; value = json.loads(sys.argv[1]); value["url"] = sys.argv[2]; print(json.dumps(value))' \
        "$good" "$1"
}
url=$(cat "$here/out")
# The first two would serve the bytes.
for bad in "file://$file" "http://user@${url#http://}" 'javascript:alert(1)' "$url$(printf '\033[31m')" \
    "$(printf '%s\nhttp://evil/' "$url")" "$url x" '' 'http:///x' 'ftp://h/x'; do
    try "$(with_url "$bad")"
done
try nonsense
try '{}'
try "$(printf '%s' "$good" | sed 's/"size":[0-9]*/"size":5/')"
try "$(printf '%s' "$good" | sed 's/"provider":"catbox"/"provider":"litterbox"/')"
try "$(printf '%s' "$good" | sed 's/"sha256":"..../"sha256":"0000/')"
run cache stats
expect_out '^errors +14$'
