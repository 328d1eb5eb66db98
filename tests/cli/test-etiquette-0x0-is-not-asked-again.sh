#!/bin/sh
# 0x0.st bans addresses that come back after 403, 418 or 503: we do not.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts 0x0 -- --fault '0x0/upload=status=503;status=418;status=403*'
for i in 1 2 3; do
    run upload -p www0x0 --retries 5 "$file"
    expect_status 5
    expect_requests 0x0 POST $i
done
