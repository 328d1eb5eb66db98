#!/bin/sh
# Of more than a line's worth that a provider logs, which may be a server's words, the middle is left
# out, and secrets before that.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

filler=$(printf '%02500d' 0)
TRANSFERSH_USER=u
TRANSFERSH_PASSWORD=SuperSecretPassword123
export TRANSFERSH_USER TRANSFERSH_PASSWORD
TWATFS_PLUGIN_PATH=$TWATFS_PLUGIN_PATH:$build/tests/modules
start_hosts transfersh -- --fault transfersh/upload=status=500 \
    --fault transfersh/upload=status=500 --fault transfersh/upload=status=500

aloud() { # WORDS: what statuses logs, once the other provider's password is known
    run upload -v --retries 0 -p transfersh,statuses -o statuses.status=2000 \
        -o "statuses.aloud=$1" "$file"
    expect_status 5
}
aloud "a${filler}z"
expect_err "statuses: a${filler}z\$"
aloud "a$filler$filler${filler}z"
expect_err 'statuses: a00*…00*z$'
[ "$(grep 'statuses: a0' "$here/err" | wc -c)" -lt 4200 ] || fail "it is long"
aloud "a$filler$(printf '%0220d' 0)$TRANSFERSH_PASSWORD$filler${filler}z"
expect_err 'statuses: a00*\*\*\*0*…00*z$'
expect_no_err 'Super|Secret|Password'
