#!/bin/sh
# A batch that was killed goes on with --resume: what was uploaded is printed again and not sent
# again; then nothing is left to go on with.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;ok;stall,at=answer,seconds=60;ok*'
make_files 6
start upload -p transfersh -j 1 "$here"/files/[1-6].txt
until [ "$(requests transfersh PUT)" -eq 4 ] || [ "$(wc -l <"$here/out")" -eq 3 ]; do
    kill -0 "$pid" || fail "it ended"
    sleep 0.02
done
until [ "$(sql 'SELECT count(*) FROM batch_file')" -eq 4 ]; do sleep 0.02; done
interrupt KILL
cp "$here/out" "$here/before"

run history --unfinished
expect_status 0
expect_out '^1 .* - +3 +0 +1 +.*1.txt .*2.txt .*3.txt \(and 3 more\)$'
run upload -p transfersh -j 1 --resume "$here"/files/[1-6].txt
expect_status 0
expect_error_line 'warning: batch 1: under way when it ended: 1: sent again, and perhaps with a host twice'
[ "$(head -n 3 "$here/out")" = "$(cat "$here/before")" ] || fail "other links than before"
[ "$(wc -l <"$here/out")" -eq 6 ] || fail "not six links"
number=1
while read -r url; do
    expect_serves "$url" "$here/files/$number.txt"
    number=$((number + 1))
done <"$here/out"
[ "$(sort "$here/out" | uniq -d | wc -l)" -eq 0 ] || fail "a link twice"
# One was under way when it was killed; its request may or may not be in the log.
sent=$(requests transfersh PUT)
case $sent in 6 | 7) ;; *) fail "sent $sent times" ;; esac
run upload -p transfersh --resume "$here"/files/[1-6].txt
expect_status 2
expect_silence
expect_error_line '--resume: no unfinished batch is of these files with these options; see'
[ "$(sql 'SELECT count(*) FROM batch_file')" -eq 0 ] || fail "the journal is left"
