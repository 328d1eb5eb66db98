#!/bin/sh
# A store that names another checksum of the whole has not got the file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3 -- --fault 's3/complete=s3-checksum-wrong'
make_large
# shellcheck disable=SC2086 # several options in one variable
run upload $parts -o s3.checksum=crc64nvme "$file"
expect_status 5
expect_silence
expect_err 'checksum: the store has '
