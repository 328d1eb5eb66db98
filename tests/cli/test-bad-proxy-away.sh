#!/bin/sh
# A proxy that is away is told as such, whichever of its variables names it; what names none
# (libcurl ignores HTTP_PROXY, which a web server may set) is not blamed.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

try() { # VARIABLE SCHEME WORDS
    export "$1=http://127.0.0.1:1/"
    TWATFS_CATBOX_URL=$2://127.0.0.1:2/ run upload -p catbox --retries 0 "$file"
    unset "$1"
    expect_status 5
    expect_error_line "$3"
}
for variable in https_proxy HTTPS_PROXY all_proxy ALL_PROXY; do
    try "$variable" https 'check http_proxy, https_proxy and ALL_PROXY'
done
for variable in http_proxy all_proxy ALL_PROXY; do
    try "$variable" http 'check http_proxy, https_proxy and ALL_PROXY'
done
try HTTP_PROXY http 'is the host up'
try http_proxy https 'is the host up'
