#!/bin/sh
# 200 is no deletion: the host says that it was one, or the link is gone.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

CATBOX_USERHASH=0123456789abcdef012345678
export CATBOX_USERHASH
start_hosts catbox -- --fault 'catbox/upload=ok;prose;empty;html;status=503;ok'
run upload --json --show-token -p catbox "$file"
expect_status 0
for i in 1 2 3; do
    run_remove catbox "$(record url)" "$(record delete_token)"
    expect_status 1
    expect_err 'does not say that it is deleted'
    expect_serves "$(record url)" "$file"
done
run_remove catbox "$(record url)" "$(record delete_token)"
expect_status 0
expect_requests catbox POST 6
expect_gone "$(record url)"
