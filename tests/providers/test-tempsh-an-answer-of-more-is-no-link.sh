#!/bin/sh
# What is said besides a link is not what this host promises.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts tempsh -- --fault "tempsh/upload=$(answer 200 'http://127.0.0.1:1/aBcDe/a.txt
see you');$(answer 200 'http://127.0.0.1:1');$(answer 200 'http://127.0.0.1:1/')"
for answer in more host slash; do
    run upload -p tempsh "$file"
    expect_status 5
    expect_err 'answer: no link to the file'
done
