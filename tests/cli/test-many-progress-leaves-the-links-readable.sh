#!/bin/sh
# On a terminal that shows both, the links, tokens and records of many files stand in lines of their own
# above the bars, and stay.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

need_terminal
start_hosts transfersh -- \
    --fault 'transfersh/download=ok;slow,bytes-per-second=3000;slow,bytes-per-second=2000;slow,bytes-per-second=1500*'
make_files 6

# show COLUMNS OPTION...: what is left on such a terminal in the end, in $here/shown.
show() {
    columns=$1
    shift
    TEST_STDOUT=terminal TEST_COLUMNS=$columns "$python" "$source/tests/terminal.py" "$here/screen" "$twatfs" \
        upload -p transfersh -j 6 "$@" "$here"/files/[1-6].txt 9>&-
    "$python" "$source/tests/screen.py" "$here/screen" "$columns" >"$here/shown" || fail "$*: $columns columns"
    [ "$(head -n 1 "$here/shown")" -ge 5 ] || fail "$*: there were no bars"
    ! grep -Eq ' at once|starting|sending|finishing|verifying' "$here/shown" || fail "$*: something stayed: $(cat "$here/shown")"
}

expect_links() {
    for number in 1 2 3 4 5 6; do
        link=$(grep "^http.*/$number.txt\$" "$here/shown") || fail "$1: no link of $number.txt: $(cat "$here/shown")"
        expect_serves "$link" "$here/files/$number.txt"
    done
}

show 80 --unordered
expect_links "as they come"
show 200 --show-token
expect_links "with their tokens"
for number in 1 2 3 4 5 6; do
    grep -q "^twatfs: .*/$number.txt: delete token: .*[a-zA-Z0-9]" "$here/shown" ||
        fail "no token of $number.txt: $(cat "$here/shown")"
done
[ "$(grep -c . "$here/shown")" -eq 13 ] || fail "more than links and tokens: $(cat "$here/shown")"
show 1500 --unordered --json
sed 1d "$here/shown" | "$python" -c 'import json, sys
records = [json.loads(line) for line in sys.stdin if line.strip()]
assert sorted(record["file"][-5:] for record in records) == [f"{number}.txt" for number in range(1, 7)], records
' || fail "not the records: $(cat "$here/shown")"
