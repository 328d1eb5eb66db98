#!/bin/sh
# Links that are deleted or expired say so; the others say how long they have.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
for count in 1 2 3 4; do run upload -p catbox "$file"; done
run upload -p litterbox --expire 12h "$file"
sql "UPDATE upload SET expires = 1 WHERE id = 1"
sql "UPDATE upload SET deleted = 1 WHERE id = 2"
sql "UPDATE upload SET expires = 0 WHERE id = 3"
run history
expect_out '^5 .* litterbox .* in 1[12]h '
expect_out '^4 .* - +http'
expect_out '^3 .* never '
expect_out '^2 .* deleted '
expect_out '^1 .* expired '
