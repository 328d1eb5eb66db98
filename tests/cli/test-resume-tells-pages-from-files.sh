#!/bin/sh
# A link of an earlier run to a page is still one to a page, and one to a file one to a file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts transfersh tempsh -- --fault 'tempsh/upload=ok;status=413;ok*' --fault 'transfersh/upload=ok;status=413;ok*'
make_files 2
for provider in transfersh tempsh; do
    run upload -p $provider -j 1 "$here"/files/[12].txt
    expect_status 1
    run upload -p $provider -j 1 --json --resume "$here"/files/[12].txt
    expect_status 0
    [ "$(grep -c '"direct": *true' "$here/out")" -eq $([ $provider = tempsh ] && echo 0 || echo 2) ] ||
        fail "$provider: direct"
    [ "$(grep -c 'leads to a page' "$here/err")" -eq $([ $provider = tempsh ] && echo 2 || echo 0) ] ||
        fail "$provider: warnings"
done
run history --json
[ "$(grep -c '"direct": *false' "$here/out")" -eq 2 ] || fail "history"
