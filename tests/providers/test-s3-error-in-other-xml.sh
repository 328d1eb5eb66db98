#!/bin/sh
# A declaration in single quotes and entities in the words are read as XML.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3-swift:s3 -- --fault 's3/upload=s3=AccessDenied,message=a <b> %26 c*'
run upload -p s3 --force "$file"
expect_status 5
expect_err 'AccessDenied: a <b> & c: '
