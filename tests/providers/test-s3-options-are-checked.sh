#!/bin/sh
# An option's value that cannot be meant is refused before anything is sent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

start_hosts s3
for option in part_size=4 part_size=5121 part_size=x concurrency=0 concurrency=33 checksum=md5 style=odd \
    link=secret link_base=cdn.example.org 'cache_control= '; do
    run upload -p s3 -o "s3.$option" "$file"
    expect_status 5
    expect_err "${option%%=*}: "
done
expect_asked 0 True
