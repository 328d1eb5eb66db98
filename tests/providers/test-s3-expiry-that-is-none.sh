#!/bin/sh
# What a store says of an object's end is taken only as a time to come.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/s3.sh"

odd='expiry-date= expiry-date=" expiry-date="" expiry-date="soon" expiry-date="Mon"
rule-id="a" expiry-date="2001-01-01T00:00:00Z" expiry-date="99999999999999999999"'
script=
for text in $odd; do
    script=$script${script:+;}s3-expiration=$text
done
start_hosts s3-public:s3 -- --fault "s3/upload=$script"
for text in $odd; do
    run upload --json -p s3 --force "$file"
    expect_status 0
    [ "$(record expires)" = never ] || fail "$text: expires $(record expires)"
done
expect_asked 8 "$put and 's3-expiration' in str(r['fault'])"
