# fal.sh: what the tests of the provider fal share.
#
# SPDX-License-Identifier: MIT
#
# A test sources this after functions.sh: it may then upload to the stand-in's account.

. "$source/tests/providers/look.sh"

FAL_KEY=fal-key-id:fal-key-secret-of-tests
export FAL_KEY

# The options that send a file of 21 MiB in parts of 10, 10 and 1.
parts='-p fal -o fal.multipart_above=10'
make_large() {
    make_file "$file" $((21 * 1024 * 1024))
}

# upload_killed INDEX: in parts, one after another, killed once that part, from 0, has
# arrived and what follows is held back.
upload_killed() {
    before=$(held)
    # shellcheck disable=SC2086 # several options in one variable
    start upload $parts -o fal.concurrency=1 "$file"
    until [ "$(cat "$here"/.local/state/twatfs/checkpoints/* 2>/dev/null | grep -ac "^$1 \"")" -ge 1 ]; do
        kill -0 "$pid" || fail "it ended"
        sleep 0.05
    done
    until_held $((before + 1))
    interrupt KILL
}

# asked FILTER: how many requests pass; FILTER is Python, in which r is the request, path what it
# is for and h its headers.
asked() {
    "$python" - "$here/hosts.log" "$1" <<'PYTHON'
import json, sys
count = 0
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["path"] is None:
        continue
    path = r["path"].partition("?")[0]
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
token='path == "/storage/auth/token"'
whole='path == "/files/upload"'
create='path == "/files/upload/multipart"'
part='r["method"] == "PUT" and "/multipart/" in path'
complete='path.endswith("/complete")'
initiate='path == "/storage/upload/initiate"'
older='r["method"] == "PUT" and path.startswith("/put/")'
: "$parts" "$token" "$whole" "$create" "$part" "$complete" "$initiate" "$older"
