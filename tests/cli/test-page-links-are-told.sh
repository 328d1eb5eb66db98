#!/bin/sh
# Of a link to a page one line of standard error and the record say so; of others neither does.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox tempsh
run upload --json -p tempsh "$file"
expect_status 0
expect_error_line 'warning: .*photo.txt: the link leads to a page, not to the file itself$'
[ "$(record direct)" = false ] || fail "direct"
[ "$(record proof)" = download ] || fail "proof"
run upload --json -p catbox "$file"
expect_status 0
[ ! -s "$here/err" ] || fail "a line of standard error"
[ "$(record direct)" = true ] || fail "direct"
