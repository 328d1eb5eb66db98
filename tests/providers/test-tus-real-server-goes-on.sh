#!/bin/sh
# An upload that was killed is gone on with: the next run sends what is not there yet, and nothing
# else.  What changed, or is gone, is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/tus.sh"
[ -z "${TWATFS_WRAPPER-}" ] || skip "it is the program itself that is killed"
start_tus
size=20000021
make_file "$here/film.bin" 20000000

# kill_after BYTES: an upload that is killed when so many have arrived.
kill_after() {
    rm -rf "$data/files"
    mkdir "$data/files"
    start upload -p tus --limit-rate 4M "$here/film.bin"
    until_true has_received "$1"
    kill -9 "$pid"
    finished
    # The server notices, and lets go of it.
    until_true grep -q '^PATCH' "$requests"
}
# sent: bytes of the bodies that came since then, but for the heads.
sent() {
    sed -n 's/^PATCH .* 204 //p' "$requests"
}

kill_after 3000000
there=$(received)
: >"$requests"
run upload -v -p tus "$here/film.bin"
expect_status 0
expect_err 'goes on with an upload that was begun earlier'
expect_serves "$(cat "$here/out")" "$here/film.bin"
! grep -q '^POST' "$requests" || fail "it was begun anew"
grep -q '^HEAD .* 200 ' "$requests" || fail "nobody asked how much is there"
rest=$((size - there))
if [ "$(sent)" -lt "$rest" ] || [ "$(sent)" -gt $((rest + 1000)) ]; then
    fail "$(sent) bytes sent, $rest were missing"
fi
run clean
expect_silence

# The server has lost it.
kill_after 1000000
rm -f "$data/files"/*
: >"$requests"
run upload -v --retries 0 -p tus "$here/film.bin"
expect_status 0
[ "$(sent)" -ge "$size" ] || fail "not all of it was sent"

# The file changed: what was begun is ended by `twatfs clean`.
kill_after 1000000
make_file "$here/film.bin" 20000000
: >"$requests"
run upload -p tus "$here/film.bin"
expect_status 0
expect_serves "$(cat "$here/out")" "$here/film.bin"
[ "$(sent)" -ge "$size" ] || fail "not all of it was sent"
run clean
expect_status 0
expect_out '^ended .*tus'
grep -q '^DELETE .* 204 ' "$requests" || fail "it is still there"
