# dropbox.sh: what the tests of the provider dropbox share.
#
# SPDX-License-Identifier: MIT
#
# A test sources this after functions.sh: it may then upload to the stand-in's account.

. "$source/tests/providers/look.sh"

DROPBOX_ACCESS_TOKEN=sl.access-of-tests
export DROPBOX_ACCESS_TOKEN

# The options that send a file of 19 MiB in pieces of 8, 8 and 3.
pieces='-p dropbox -o dropbox.session_above=8'
make_large() {
    make_file "$file" $((19 * 1024 * 1024))
}

# asked FILTER: how many requests pass; FILTER is Python, in which r is the request, route its
# path below /2/, a its argument and h its headers.
asked() {
    "$python" - "$here/hosts.log" "$1" <<'PYTHON'
import json, sys
count = 0
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["path"] is None:
        continue
    route, a = r["path"].removeprefix("/2/"), r.get("argument") or {}
    h = {name.lower(): text for name, text in r["headers"]}
    count += bool(eval(sys.argv[2]))
print(count)
PYTHON
}

expect_asked() { # COUNT FILTER
    found=$(asked "$2")
    [ "$found" -eq "$1" ] || fail "$found requests with $2, expected $1"
}

# What a request is, for filters.
upload='route == "files/upload"'
start='route.endswith("/start")'
append='route.endswith("/append_v2")'
finish='route.endswith("/finish")'
link='route.startswith("sharing/create")'
token='r["path"] == "/oauth2/token"'
: "$pieces" "$upload" "$start" "$append" "$finish" "$link" "$token"

# expect_stored FILE: the link on standard output, or in the record there, serves it.
expect_stored() {
    made=$(head -n 1 "$here/out")
    case $made in '{'*) made=$(record url) ;; esac
    expect_serves "$made" "$1"
}
