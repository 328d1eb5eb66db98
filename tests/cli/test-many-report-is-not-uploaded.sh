#!/bin/sh
# The report is neither uploaded nor emptied as a file or a list, under whatever name.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

mkdir "$here/folder"
cd "$here/folder"
make_file one.txt
printf 'one.txt\n' >links.json
cp links.json "$here/before.json"
ln links.json hard.txt
ln -s links.json soft.txt
expect_untouched() {
    expect_status 2
    expect_silence
    expect_error_line "--report: links.json: $1"
    cmp links.json "$here/before.json" || fail "another report"
}

# A file, a list, or standard input.
for name in links.json ./links.json hard.txt soft.txt; do
    run upload -p local --report links.json "$name"
    expect_untouched 'is a file to upload'
    run upload -p local --report links.json one.txt "$name"
    expect_untouched 'is a file to upload'
    run upload -p local --report links.json --from-file "$name"
    expect_untouched 'is the list of names'
done
run upload -p local --report links.json --dry-run hard.txt
expect_untouched 'is a file to upload'
run upload -p local --report links.json - <links.json
expect_untouched 'is a file to upload'
run upload -p local --report links.json --from-file - <links.json
expect_untouched 'is the list of names'

# One that is there only because it is the report.
run upload -p local --report new.json new.json
expect_status 3
expect_silence
expect_error_line 'new.json: is the report itself: not uploaded$'
rm -f new.json
run upload -p local --report new.json one.txt new.json
expect_status 1
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
expect_error_line 'new.json: is the report itself: not uploaded$'
rm -f new.json

# Names of a list come later.
printf '%s\n' one.txt links.json hard.txt >"$here/names"
run upload -p local --report links.json --from-file "$here/names"
expect_status 1
[ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one link"
expect_err 'twatfs: links.json: is the report itself: not uploaded$'
expect_err 'twatfs: hard.txt: is the report itself: not uploaded$'

# Below a folder it is left out.
for option in '' --dry-run; do
    # shellcheck disable=SC2086 # none, or one
    run upload -p local --json --show-token --report links.json $option -r .
    expect_status 0
    [ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one record"
    expect_out '"file": *"./one.txt"'
    expect_err 'warning: ./links.json: is the report itself: left out$'
    expect_err 'warning: ./hard.txt: is the report itself: left out$'
done
run upload -p local --report links.json -r . --exclude 'links*' --exclude hard.txt --exclude soft.txt
expect_status 0
[ ! -s "$here/err" ] || fail "told of what is excluded"

# What is no file is neither read again nor emptied.
ln -s /dev/null null.json
run upload -p local --report null.json --from-file /dev/null
expect_status 0
