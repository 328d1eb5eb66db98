#!/bin/sh
# A file that got its name with nobody told is not sent again; what others have put there since is
# not taken for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/ftp.sh"

expect_stored() { # TIMES
    [ "$(grep -c '^stored' "$here/ftpd.log")" -eq "$1" ] || fail "not sent $1 times"
    : >"$here/ftpd.log"
}
expect_no_checkpoint() {
    [ -z "$(ls "$here/.local/state/twatfs/checkpoints")" ] || fail "the checkpoint is left"
}

start_ftpd lose=RNTO lose=RNTO lose=RNTO lose=RNTO
run upload -p ftp --retries 1 "$file"
expect_status 0
expect_err 'trying again'
expect_shelf photo.txt
expect_stored 1

# By a later run.
make_file "$here/later.txt"
run upload -p ftp --retries 0 "$here/later.txt"
expect_status 5
run upload -p ftp --json "$here/later.txt"
expect_status 0
[ "$(record proof)" = download ] || fail "the proof is $(record proof)"
expect_same "$shelf/later.txt" "$here/later.txt"
expect_shelf later.txt photo.txt
expect_stored 1
expect_no_checkpoint

# Another file of its size, meanwhile.
make_file "$here/mine.txt"
make_file "$here/theirs.txt"
run upload -p ftp --retries 0 "$here/mine.txt"
expect_status 5
cp "$here/theirs.txt" "$shelf/mine.txt"
run upload -p ftp --no-check "$here/mine.txt"
expect_status 5
expect_err 'is there already'
expect_same "$shelf/mine.txt" "$here/theirs.txt"
expect_no_checkpoint
run upload -p ftp --force --retries 0 "$here/mine.txt"
expect_status 5
cp "$here/theirs.txt" "$shelf/mine.txt"
run upload -p ftp --force --no-check "$here/mine.txt"
expect_status 0
expect_same "$shelf/mine.txt" "$here/mine.txt"
expect_shelf later.txt mine.txt photo.txt
