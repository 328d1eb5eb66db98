#!/bin/sh
# Only http and https are links: not file, not javascript.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

for url in file:///etc/passwd javascript:alert ftp://example/a //example/a; do
    rm -f "$here/hosts" "$here/leash"
    start_hosts catbox -- --fault "catbox/upload=url=$url"
    run upload -p catbox "$file"
    expect_status 5
    expect_silence
    exec 9>&-
    wait "$leash"
    leash=
done
