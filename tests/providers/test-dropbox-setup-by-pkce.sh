#!/bin/sh
# From nothing to an upload: the set-up asks for the app's key, shows the page, takes its code, and
# prints what to set; the code is of use only with the verifier that the page's challenge is of.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

unset DROPBOX_ACCESS_TOKEN
start_hosts dropbox
run setup provider dropbox </dev/null
expect_status 4
expect_out 'twatfs setup --ask provider dropbox guides through it'

# answer_page CODE: the set-up, with the page visited in between.
answer_page() {
    rm -f "$here/answers"
    mkfifo "$here/answers"
    : >"$here/err"
    "$twatfs" setup --ask provider dropbox <"$here/answers" >"$here/out" 2>"$here/err" 9>&- &
    pid=$!
    exec 8>"$here/answers"
    echo appkeyoftests12 >&8
    until grep -q '^http.*code_challenge=' "$here/err"; do
        kill -0 "$pid" || fail "it ended"
        sleep 0.02
    done
    "$python" -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read())' \
        "$(grep '^http.*code_challenge=' "$here/err")" | grep -q code-of-tests || fail "the page"
    echo "$1" >&8
    exec 8>&-
    finished
}
answer_page code-of-others
expect_status 5
expect_silence
expect_err 'invalid_grant'
expect_no_err code-of-others
answer_page code-of-tests
expect_status 0
[ "$(cat "$here/out")" = "export DROPBOX_APP_KEY='appkeyoftests12'
export DROPBOX_REFRESH_TOKEN='refresh-of-tests'" ] || fail "what to set"
expect_no_err 'code-of-tests|refresh-of-tests'
expect_asked 0 "h.get('authorization')"

# shellcheck disable=SC1091 # what it has printed
. "$here/out"
run upload -p dropbox "$file"
expect_status 0
expect_stored "$file"
run setup --ask provider dropbox </dev/null
expect_status 5
expect_err 'no answer: nothing was set up'
