#!/bin/sh
# A link asks for the password only where the server said so.  After any other answer it is checked
# as anyone would read it, and never with the password.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

# Asked first is whether the name is free.
start_hosts webdav-public:a webdav-public:b webdav-public:c webdav-public:d webdav-private:forbidden \
    webdav-private:busy -- \
    --fault 'a/head=ok;status=429' --fault 'b/head=ok;status=503' --fault 'c/head=ok;status=404' \
    --fault 'd/head=ok;status=405' --fault 'forbidden/head=ok;status=403' \
    --fault 'busy/head=ok;status=503'
WEBDAV_USER=ann WEBDAV_PASSWORD='open sesame'
export WEBDAV_USER WEBDAV_PASSWORD

upload_to() { # URL STATUS
    point webdav "$1"
    run upload -p webdav "$file"
    expect_status "$2"
}

for host in a b c d; do
    eval "upload_to \"\$$host\" 0"
    expect_no_err 'warning'
    expect_part "$host" GET Authorization None
done
upload_to "$forbidden" 0
expect_err 'warning: .*its links ask for a user and password'
expect_part forbidden GET Authorization 'Basic YW5uOm9wZW4gc2VzYW1l'
upload_to "$busy" 6
expect_no_err 'ask for a user and password'
expect_part busy GET Authorization None
