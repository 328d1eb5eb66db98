#!/bin/sh
# What went wrong is a word, also under a status of success.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

said() { # STATUS WORD
    answer "$1" "{\"status\":\"$2\",\"data\":{}}"
}
start_hosts gofile -- --fault "gofile/upload=$(said 200 error-rateLimit);ok;$(said 200 error-auth);\
$(said 200 error-notPremium);$(said 500 error-notPremium);$(said 200 error-limits);$(said 403 error-odd);\
$(answer 200 '{}');$(answer 200 '{"status":"ok","data":{}}')"
run upload -p gofile "$file"
expect_status 0
expect_err 'HTTP 200: error-rateLimit: trying again'
for words in 'error-auth: check GOFILE_TOKEN' 'error-notPremium: not with this account' ; do
    run upload -p gofile "$file"
    expect_status 5
    expect_err "HTTP 200: $words"
done
run upload --retries 0 -p gofile "$file"
expect_status 5
expect_err 'HTTP 500'
for words in 'HTTP 200: error-limits' 'HTTP 403: error-odd' 'answer: no status' 'answer: no data.downloadPage'; do
    run upload -p gofile "$file"
    expect_status 5
    expect_err "gofile: $words"
done
expect_requests gofile POST 9
