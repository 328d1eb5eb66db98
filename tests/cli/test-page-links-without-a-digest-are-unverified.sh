#!/bin/sh
# A page's bytes are not the file's: without a digest of the host nothing proves the link, and the
# page is not fetched, not even to be downloaded in full.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

told=$(answer 200 '{"status":"ok","data":{"downloadPage":"http://127.0.0.1:1/d/abc123"}}')
start_hosts gofile -- --fault "gofile/upload=$told*"
for check in auto full head; do
    run upload --json --check "$check" -p gofile "$file"
    expect_status 6
    expect_err 'not verified: gofile: it leads to a page, and the host told no digest'
    [ "$(record proof)" = none ] || fail "proof"
done
expect_requests gofile GET 0
expect_requests gofile HEAD 0
