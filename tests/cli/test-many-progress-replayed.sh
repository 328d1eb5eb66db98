#!/bin/sh
# What terminals of 40 and of 200 columns show of many files, with retries, failures and slow answers: no
# line is wrapped, the cursor stays within what was drawn, frames are whole and at a bounded rate, and in
# the end there is nothing but what was told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts transfersh -- \
    --fault 'transfersh/upload=status=503;ok;stall,at=answer,seconds=1;slow,bytes-per-second=20000;status=413;ok' \
    --fault 'transfersh/download=slow,bytes-per-second=10000;ok;slow,bytes-per-second=10000;slow,bytes-per-second=10000;ok;slow,bytes-per-second=5000*'
TWATFS_RETRY_DELAY=500ms
for number in $(seq 1 12); do
    make_file "$here/a-rather-long-name-of-a-file-that-fills-a-line-$number.txt" 3000
done
make_file "$here/$(printf '\344\270\255\346\226\207\345\255\227\344\270\255\346\226\207\345\255\227')-wide.txt" 3000
for columns in 40 200; do
    begun=$(date +%s)
    TEST_COLUMNS=$columns "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" upload \
        -p transfersh -j 6 "$here"/*.txt "$here/missing" >"$here/out" 9>&- || :
    seconds=$(($(date +%s) - begun + 1))
    [ "$(wc -l <"$here/out")" -ge 12 ] || fail "$columns: not the links"
    "$python" "$source/tests/screen.py" "$here/screen" "$columns" >"$here/shown" || fail "$columns columns"
    frames=$(head -n 1 "$here/shown")
    [ "$frames" -ge 5 ] && [ "$frames" -le $((seconds * 11 + 20)) ] ||
        fail "$columns: $frames frames in $seconds seconds"
    sed 1d "$here/shown" | tr -d '\n' | grep -q 'missing: No such file' || fail "$columns: not told"
    ! grep -Eq ' files |verifying|sending|\[' "$here/shown" || fail "$columns: something stayed"
done
