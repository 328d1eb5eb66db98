#!/bin/sh
# Uploads of one key have one token: to delete an earlier one leaves what a later one put there.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
run upload -p s3 --expire 1h --force "$file"
expect_status 0
make_file "$file" 2000
run upload -p s3 --expire 2h --force "$file"
expect_status 0
link=$(cat "$here/out")
sql "UPDATE upload SET expires = 1 WHERE id = 1"
run delete 1
expect_status 0
expect_out '^replaced +s3 '
expect_serves "$link" "$file"

py <<'PYTHON'
from twatfs import Context, UsageError
with Context() as context:
    try:
        context.delete_entry(1)
    except UsageError as error:
        assert "1: replaced by 2" in str(error), error
    else:
        raise AssertionError("deleted")
PYTHON
expect_status 0

# Not because the other link is dead, either.
sql "UPDATE upload SET expires = 1"
run delete 1
expect_out '^replaced +s3 '
run delete 2
expect_status 0
expect_out '^deleted +s3 '
run delete 1
expect_status 0
expect_out '^deleted +s3 '
[ "$(requests s3 DELETE)" -eq 2 ] || fail "not two DELETE"
