#!/bin/sh
# The ^C that a terminal shows of a pressed Ctrl-C moves no bar: what is said of it can be read, so can
# the links, and in the end nothing else is there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts transfersh -- --fault 'transfersh/download=slow,bytes-per-second=1000*'
for number in 1 2 3 4; do make_file "$here/a-rather-long-name-of-a-file-that-fills-a-line-$number.txt" 2000; done
status=0
TEST_STDOUT=terminal TEST_COLUMNS=120 TEST_KEYS=$(printf '\003') TEST_KEYS_AFTER=verifying \
    "$python" "$source/tests/terminal.py" "$here/screen" env --default-signal=INT "$twatfs" upload -p transfersh \
    -j 2 "$here"/a-*.txt 9>&- || status=$?
expect_status 130
"$python" "$source/tests/screen.py" "$here/screen" 120 >"$here/shown" || fail "it was moved"
grep -q '\^C' "$here/screen" || fail "the terminal showed no ^C"
grep -Eq '^twatfs: interrupted: [12] running files? finish(es)?; press Ctrl-C again to stop now$' "$here/shown" ||
    fail "not told: $(cat "$here/shown")"
uploaded=$(sed -n 's/^twatfs: interrupted: \([1-3]\) of 4 files were uploaded$/\1/p' "$here/shown")
[ -n "$uploaded" ] || fail "no end: $(cat "$here/shown")"
for number in $(seq "$uploaded"); do
    link=$(grep "^http.*-$number.txt\$" "$here/shown") || fail "no link of $number: $(cat "$here/shown")"
    expect_serves "$link" "$here/a-rather-long-name-of-a-file-that-fills-a-line-$number.txt"
done
! grep -Eq ' at once|starting|sending|finishing|verifying' "$here/shown" || fail "something stayed: $(cat "$here/shown")"
