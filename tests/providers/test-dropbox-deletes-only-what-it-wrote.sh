#!/bin/sh
# The same content counts as uploaded, but what was there before the upload is not deleted by it.  A
# file whose answer was lost is still ours.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/dropbox.sh"

# theirs FILE: somebody else puts it into the account.
theirs() {
    "$python" - "$dropbox" "$1" <<'PYTHON'
import json, sys, urllib.request
argument = {"path": "/photo.txt", "mode": "overwrite", "client_modified": "2020-02-29T12:00:00Z"}
headers = {"Authorization": "Bearer sl.access-of-tests", "Content-Type": "application/octet-stream",
           "Dropbox-API-Arg": json.dumps(argument)}
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/2/files/upload", open(sys.argv[2], "rb").read(), headers))
PYTHON
}

not_deleted() { # OPTION...
    run upload --json --show-token "$@" "$file"
    expect_status 0
    expect_no_out '"delete_token": *"'
    url=$(record url)
    run delete "$url"
    [ "$status" -ne 0 ] || fail "it says that it deleted what was there before"
    expect_serves "$url" "$file"
}

start_hosts dropbox dropbox:lost -- --fault 'lost/upload=answer-lost;status=503,retry-after=2;ok' \
    --fault 'lost/manage=ok;ok;status=503;status=503;status=503;status=503;ok'
theirs "$file"
not_deleted -p dropbox
not_deleted -p dropbox --force
make_large
theirs "$file"
# shellcheck disable=SC2086 # several options in one variable
not_deleted $pieces

# What an upload of ours wrote is deleted, also by the link of a later one that wrote nothing.
make_file "$here/notes.txt"
run upload -p dropbox "$here/notes.txt"
expect_status 0
run upload -p dropbox "$here/notes.txt"
expect_status 0
url=$(cat "$here/out")
run delete "$url"
expect_status 0
expect_gone "$url"

# The answer of a whole file is lost, and two seconds pass; the one of a file in pieces gets no link in four tries.
tried_again() { # OPTION...
    run upload "$@"
    expect_status 0
    expect_err 'trying again'
    url=$(cat "$here/out")
    run delete "$url"
    expect_status 0
    expect_gone "$url"
    run clean
    expect_silence
}
point dropbox "$lost"
tried_again -p dropbox "$here/notes.txt"
# shellcheck disable=SC2086
tried_again $pieces "$file"
