# look.sh: what the tests of single providers look at besides what functions.sh has.
#
# SPDX-License-Identifier: MIT
#
# A test sources this after functions.sh.

# expect_part HOST METHOD PART VALUE: of the last such request; PART is "path", or a header by its
# name; None when it was not there.
expect_part() {
    found=$("$python" - "$here/hosts.log" "$1" "$2" "$3" <<'PYTHON'
import json, sys
requests = [json.loads(line) for line in open(sys.argv[1])]
last = [request for request in requests if request["host"] == sys.argv[2] and request["method"] == sys.argv[3]][-1]
headers = {name.lower(): text for name, text in last["headers"]}
print(last["path"] if sys.argv[4] == "path" else headers.get(sys.argv[4].lower()))
PYTHON
    )
    [ "$found" = "$4" ] || fail "$1 got $2 with $3 $found, expected $4"
}

# expect_form HOST FIELD VALUE: in the last form; None when it was not there.
expect_form() {
    found=$("$python" - "$here/hosts.log" "$1" "$2" <<'PYTHON'
import json, sys
requests = [json.loads(line) for line in open(sys.argv[1])]
form = [request["form"] for request in requests if request["host"] == sys.argv[2] and request["form"]][-1]
print(next((part["value"] for part in form if part["name"] == sys.argv[3]), None))
PYTHON
    )
    [ "$found" = "$3" ] || fail "$1 got the field $2 with $found, expected $3"
}

# expect_expiry SECONDS: the JSON record says that the link dies so long from now.
expect_expiry() {
    left=$(($(date -d "$(record expires)" +%s) - $(date +%s)))
    if [ "$left" -gt "$1" ] || [ "$left" -lt $(($1 - 120)) ]; then
        fail "it expires in $left s, expected $1"
    fi
}

# answer STATUS BODY: the fault that answers so.
answer() {
    "$python" -c 'import sys, urllib.parse
print(f"status={sys.argv[1]},body={urllib.parse.quote(sys.argv[2])}")' "$1" "$2"
}

# run_remove PROVIDER URL [TOKEN]: have it deleted; leaves $status and $here/err, as run does.
run_remove() {
    [ -e "$build/core/.libs/libtwatfs.so" ] || skip "this build has no shared library"
    if [ ! -x "$here/remove" ]; then
        # shellcheck disable=SC2086 # several flags
        ${CC:-cc} $sanitizer_flags -I"$source/include" -o "$here/remove" \
            "$source/tests/providers/remove.c" -L"$build/core/.libs" -ltwatfs || fail "remove.c"
    fi
    status=0
    # shellcheck disable=SC2086 # the wrapper is several words
    ${TWATFS_WRAPPER-} "$here/remove" "$@" 2>"$here/err" 9>&- || status=$?
}

# expect_gone URL: it serves nothing any more.
expect_gone() {
    ! "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])' "$1" 2>/dev/null ||
        fail "$1 is still there"
}
