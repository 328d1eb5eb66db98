#!/bin/sh
# A run that cannot begin leaves the report of an earlier one as it was, and that of one under way.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;stall,at=answer,seconds=60;ok*'
make_files 2
report=$here/links.csv
expect_untouched() {
    cmp "$report" "$here/before.csv" || fail "another report"
}

# One that is killed while its second file is under way.
start upload -p transfersh -j 1 --report "$report" "$here"/files/[12].txt
until_open 2.txt
until [ "$(wc -l <"$report")" -eq 2 ]; do sleep 0.05; done
cp "$report" "$here/before.csv"
mkdir "$here/other"
mv "$here/out" "$here/err" "$here/other/"
run upload -p transfersh -j 1 --report "$report" --resume "$here"/files/[12].txt
expect_status 1
expect_error_line 'another process is working on it$'
expect_untouched
interrupt KILL
expect_untouched

# Nothing to go on with; no list.
run upload -p transfersh --report "$report" --resume "$here/files/1.txt"
expect_status 2
expect_untouched
run upload -p transfersh --report "$report" --from-file "$here/missing"
expect_status 3
expect_untouched
run upload -p transfersh --report "$here/new.csv" --from-file "$here/missing"
expect_status 3
[ ! -e "$here/new.csv" ] || fail "a report of nothing"

# And a report that cannot be written leaves what can be gone on with.
run upload -p transfersh --report "$here/nowhere/links.csv" --resume "$here"/files/[12].txt
expect_status 1
expect_silence
expect_err 'nowhere/links.csv: No such file'
run upload -p transfersh --report "$report" --resume "$here"/files/[12].txt
expect_status 0
[ "$(wc -l <"$report")" -eq 3 ] || fail "not two rows"
[ "$(head -n 2 "$report")" = "$(cat "$here/before.csv")" ] || fail "another row"
