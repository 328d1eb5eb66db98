#!/bin/sh
# Success without a URL or against the host's word, and classes that do not fit, are told.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

expect_fault no-url 'a link as text: ok: says it is done, and gives no URL'
expect_fault never-asks 'a link as text: ok: says it is done, and has not asked'
expect_fault loses-retry-after "429 too many requests: temporary \(busy\): the host's Retry-After"
expect_fault all-permanent '413 too large: permanent \(no\): has to be refused'
expect_out '^FAIL 429 too many requests: permanent \(no\): has to be temporary'
expect_out '^FAIL 500 server error: permanent \(no\): has to be temporary'
expect_fault believes-all '413 too large: ok: says it is done, and the host did not'
for answer in '500 server error' noise 'a short answer' 'a huge answer' 'a slow answer'; do
    expect_out "^FAIL $answer: ok"
done
