#!/bin/sh
# What an earlier run began may be another account's: where the next token is refused too, at a part
# or at the end, it is begun anew.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/fal.sh"

start_hosts fal fal:late -- --fault 'fal/part=ok;stall,seconds=600;status=401;status=401;ok' \
    --fault 'late/complete=stall,seconds=600;status=401;status=401;ok'
make_large
begun_anew() {
    # shellcheck disable=SC2086 # several options in one variable
    run upload -v $parts -o fal.concurrency=1 "$file"
    expect_status 0
    expect_err 'goes on with an upload'
    expect_err 'fal does not know the upload any more: begun anew'
    expect_serves "$(cat "$here/out")" "$file"
}

upload_killed 0
begun_anew
point fal "$late"
upload_killed 2
begun_anew
