#!/bin/sh
# A link is not used any more some time before it expires.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts litterbox
run upload --reuse -p litterbox --expire 12h "$file"
sql "UPDATE cache SET value = json_set(value, '\$.stored', json_extract(value, '\$.stored') - 42000,
    '\$.expires', json_extract(value, '\$.expires') - 42000)"
run upload --reuse -p litterbox --expire 12h "$file"
expect_requests litterbox POST 2
sql "UPDATE cache SET dies = 1"
run upload --reuse -p litterbox --expire 12h "$file"
expect_requests litterbox POST 3
