#!/bin/sh
# Where all small PUTs are slow, few are sent once more beside themselves: that would make it worse.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=stall,at=answer,seconds=8*'
make_files 8
run upload -v --force --jobs 8 --check=head -p s3 "$here/files"/*
expect_status 0
expect_err 'no answer yet: sent once more'
found=$(grep -c 'no answer yet: sent once more' "$here/err")
[ "$found" -le 2 ] || fail "$found copies beside 8 files"
