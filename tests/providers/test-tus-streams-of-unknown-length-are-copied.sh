#!/bin/sh
# Where the length cannot be told at the end, a stream is copied to the disk first; nothing is left.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tus-plain
point tus "$tus_plain"
TWATFS_TUS_PUBLIC_URL=$tus_plain/shown
export TWATFS_TUS_PUBLIC_URL
make_file "$here/film.bin" 20000000
cat "$here/film.bin" | { run upload -p tus --name film.bin -; expect_status 0; }
expect_serves "$(cat "$here/out")" "$here/film.bin"
expect_part tus-plain POST Upload-Length 20000021
cat "$here/film.bin" | { TMPDIR=$here/none run upload -p tus --name film.bin -; expect_status 3; }
expect_err "none: no copy of the stream"
