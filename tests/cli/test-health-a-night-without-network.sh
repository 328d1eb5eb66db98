#!/bin/sh
# Where every provider fails it is rather ours: nobody is demoted for it.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

only catbox litterbox
for count in 1 2 3 4; do
    run upload --retries 0 "$file"
    expect_status 5
done
[ ! -e "$memory" ] || [ -z "$(sql 'SELECT * FROM health')" ] || fail "it counts"
