#!/bin/sh
# @tus/server: files, streams, empty ones, names, limits, relative Locations, deletion.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/tus.sh"
start_tus

run providers status -v tus
expect_status 0
expect_err 'tus 1.0.0 with creation,creation-with-upload'
cp "$file" "$here/50% é#?日本.txt"
run upload -p tus "$here/50% é#?日本.txt" # in one request
expect_status 0
expect_serves "$(cat "$here/out")" "$file"
! grep -q '^PATCH' "$requests" || fail "it was more than one request"
run upload --check=head -p tus "$file"
expect_status 0
make_file "$here/large.bin" 20000000
run upload -p tus "$here/large.bin"
expect_status 0
link=$(cat "$here/out")
expect_serves "$link" "$here/large.bin"
[ "$(grep -c '^PATCH .* 204 ' "$requests")" -eq 1 ] || fail "not one PATCH"
: >"$here/empty.txt"
run upload -p tus "$here/empty.txt"
expect_status 0
expect_serves "$(cat "$here/out")" "$here/empty.txt"

# Streams, whose length is told at the end.
for size in 0 1000 8388608 20000000; do
    head -c "$size" "$here/large.bin" >"$here/part.bin"
    "$python" -c 'import shutil, sys; shutil.copyfileobj(open(sys.argv[1], "rb"), sys.stdout.buffer)' \
        "$here/part.bin" | { run upload -p tus --name part.bin -; expect_status 0; }
    expect_serves "$(cat "$here/out")" "$here/part.bin"
done

run delete "$link"
expect_status 0
TWATFS_TUS_URL=$TUS_URL/small/
run upload -p tus "$file"
expect_status 0
expect_out "^$TUS_URL/small/[0-9a-f]+$"
expect_serves "$(cat "$here/out")" "$file"
run upload -p tus "$here/large.bin"
expect_status 5
expect_err 'larger than the 1000000 bytes that the server takes'
run upload -p tus - <"$here/large.bin"
expect_status 5
! grep -q '^POST /small/ 413' "$requests" || fail "it was asked"
TWATFS_TUS_URL=$TUS_URL/nothing/ run upload -p tus "$file"
expect_status 5
expect_err 'HTTP 404: check that TWATFS_TUS_URL is where a tus server makes uploads'
