#!/bin/sh
# A link that only its provider can open is proven by what the provider read back, and by nothing
# less, whatever the mode.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

TWATFS_PLUGIN_PATH=$build/tests/modules:$build/plugins/local/.libs
for check in auto full head none; do
    run upload --json --check "$check" -p read-back "$file"
    expect_status 0
    [ "$(record proof)" = download ] || fail "the proof is $(record proof)"
    run upload -p read-back,local --check "$check" -o read-back.sha256=none "$file"
    expect_err 'check: the provider has not told what it read back'
    expect_out '^file://'
    run upload -p read-back,local --check "$check" \
        -o "read-back.sha256=$(printf 'other' | sha256sum | cut -d ' ' -f 1)" "$file"
    expect_err 'check: the server stored other bytes'
    expect_out '^file://'
done

# A user name is no secret where it is not a token of HTTP.
TWATFS_READ_BACK_URL=sftp://the-users-name@127.0.0.1/
export TWATFS_READ_BACK_URL
run upload -p read-back "$file"
expect_status 0
expect_out 'the-users-name'
TWATFS_READ_BACK_URL=http://the-users-name@127.0.0.1/
run upload -p read-back "$file"
expect_status 5
expect_err 'holds a credential'
