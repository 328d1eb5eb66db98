#!/bin/sh
# A slow PUT that was stored after all is no object of somebody else's to its second copy.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/upload=stall,at=answer,seconds=20'
run upload -p s3 "$file"
expect_status 0
expect_stored "$file"
expect_asked 1 "$put and r['status'] == 412"
