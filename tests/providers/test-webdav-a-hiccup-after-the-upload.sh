#!/bin/sh
# What goes wrong while it is asked whether anyone may read costs no upload: it is asked again, and
# what stays unknown the check finds out as anyone would read.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

# Asked first is whether the name is free.  A kept connection that dies is asked twice, unseen.
start_hosts webdav-public webdav-public:silent webdav-private -- \
    --fault 'webdav-public/head=ok;close;close;ok' --fault 'silent/head=ok;close*' \
    --fault 'webdav-private/head=ok;close;close;ok'
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD

upload_to() { # NAME URL
    point webdav "$2"
    run upload --json -p webdav "$file"
    expect_status 0
    expect_requests "$1" PUT 1
    [ "$(record proof)" = download ] || fail "$1: proof: $(record proof)"
}

upload_to webdav-public "$webdav_public"
expect_no_err 'warning'
expect_part webdav-public GET Authorization None
upload_to silent "$silent"
expect_no_err 'warning'
expect_part silent GET Authorization None
upload_to webdav-private "$webdav_private"
expect_err 'warning: .*its links ask for a user and password'
expect_part webdav-private GET Authorization 'Basic YW5uOm9wZW4gc2VzYW1l'
