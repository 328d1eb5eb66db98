#!/bin/sh
# A history of 50,000 uploads is listed and forgotten in the memory of one of fifty, and whole.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

case $sanitizer_flags in *address*) skip "AddressSanitizer keeps what was freed" ;; esac
[ -z "${TWATFS_WRAPPER-}" ] || skip "measures the program alone"
run upload -p local "$file"
expect_status 0
fill() { # COUNT: so many uploads are remembered
    "$python" - "$memory" "$1" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("DELETE FROM upload")
    connection.executemany(
        "INSERT INTO upload (time, path, name, size, provider, url, proof, status, options) "
        "VALUES (?, ?, ?, ?, 'local', ?, 'download', 'verified', '{}')",
        ((1000000 + i, f"/tmp/a folder/{i}", f"{i}", i, f"file:///tmp/{i}/{'x' * 100}") for i in range(int(sys.argv[2]))))
PYTHON
}
measure() { # ARGUMENT...: the largest resident set, in KiB
    "$python" - "$here/out" "$twatfs" history "$@" <<'PYTHON'
import resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    subprocess.run(sys.argv[2:], stdout=out, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
}
fill 50
few=$(measure)
fill 50000
for form in '' --json; do
    # shellcheck disable=SC2086 # none, or one
    many=$(measure $form)
    [ "$many" -lt $((few + 6000)) ] || fail "history $form: $many KiB, and $few KiB for fifty"
    grep -c 'file:///tmp/' "$here/out" | grep -qx 50000 || fail "history $form: not all of them"
done
"$python" - "$here/out" <<'PYTHON' || fail "another document"
import json, sys
ids = [item["id"] for item in json.load(open(sys.argv[1]))]
assert len(set(ids)) == 50000 and ids == sorted(ids, reverse=True)
PYTHON
measure --limit 1234 >"$here/none"
[ "$(wc -l <"$here/out")" -eq 1235 ] || fail "not so many of the newest"
many=$(measure --forget-before 1d)
[ "$many" -lt $((few + 6000)) ] || fail "forgetting: $many KiB, and $few KiB for fifty"
grep -qx 'forgotten: 50000' "$here/out" || fail "not all are forgotten"
measure --json >"$here/none"
grep -qxF '[]' "$here/out" || fail "something is left"
