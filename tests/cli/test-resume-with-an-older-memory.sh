#!/bin/sh
# A memory of before there were journals is brought up to date, with what it has; one that is damaged
# is set aside, and there is nothing to go on with.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh -- --fault 'transfersh/upload=ok;ok;status=413;ok*'
make_files 2
run upload -p transfersh "$file"
expect_status 0
sql "DROP TABLE batch"
sql "DROP TABLE batch_file"
sql "ALTER TABLE upload DROP COLUMN page"
sql "PRAGMA user_version = 3"
run upload -p transfersh -j 1 "$here"/files/[12].txt
expect_status 1
[ "$(sql 'SELECT count(*) FROM upload')" -eq 2 ] || fail "the history was lost"
run history --unfinished
expect_out '^1 '
run upload -p transfersh --resume "$here"/files/[12].txt
expect_status 0
[ "$(wc -l <"$here/out")" -eq 2 ] || fail "not two links"
rm -f "$memory"-*
echo 'this is no database, it never was one' >"$memory"
run upload -p transfersh --resume "$here"/files/[12].txt
expect_status 2
expect_err 'damaged: set aside as'
expect_err '--resume: no unfinished batch'
