#!/bin/sh
# What is no address of an upload is not asked: nothing is sent anywhere.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

locations='ftp://127.0.0.1/x // file:///etc/passwd javascript:alert(1) http:// http:/x'
script=
for location in $locations; do
    script="${script}redirect=$location,status=201;"
done
start_hosts tus -- --fault "tus/upload=${script}redirect=a%20b,status=201;empty;html"
for location in $locations 'a b'; do
    run upload -p tus "$file"
    expect_status 5
    expect_err 'answer: Location: .*: is no address'
done
for turn in empty html; do
    run upload -p tus "$file"
    expect_status 5
    expect_err 'without a Location'
done
expect_requests tus PATCH 0
