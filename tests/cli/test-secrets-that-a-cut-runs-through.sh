#!/bin/sh
# What a server repeats of a credential is taken out before its words are cut: of one that the cut
# runs through no part is shown, and none is kept.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TRANSFERSH_USER=u
TRANSFERSH_PASSWORD=SuperSecretPassword123
export TRANSFERSH_USER TRANSFERSH_PASSWORD
encoded=$(printf %s "$TRANSFERSH_USER:$TRANSFERSH_PASSWORD" | base64)
begin=$(printf %.10s "$encoded")
filler=$(printf '%0185d' 0)
path=$(printf '%0170d' 0)
start_hosts transfersh litterbox -- \
    --fault "transfersh/upload=redirect=http://127.0.0.1:1/$path/$encoded" \
    --fault "transfersh/upload=status=500,body=<title>$filler%20$encoded</title>" \
    --fault "transfersh/upload=status=403,body=$filler%20$encoded"

# refused WORDS: with them, and without the credential.
refused() {
    run upload -vv --retries 0 -p transfersh,litterbox "$file"
    expect_status 0
    expect_err "$1"
    expect_no_err "$begin"
}
refused "HTTP 302: it points to http://127.0.0.1:1/$path/\*\*\*"
refused "HTTP 500: $filler \*\*\*"
refused "HTTP 403: $filler \*\*\*"
[ "$(sql "SELECT count(*) FROM health WHERE provider = 'transfersh'")" -eq 1 ] || fail "no memory of it"
! grep -qa "$begin" "$memory"* || fail "it is in the memory"

TWATFS_TRANSFERSH_URL=$filler/$TRANSFERSH_PASSWORD run upload -p transfersh "$file"
expect_status 5
expect_err "\"$filler/\*\*\*\": not a URL"
expect_no_err SuperSecret
