#!/bin/sh
# A link is kept, and is a miss, where nothing was learnt of it: its host is busy, or ends the
# connection, or the network is away, or somebody is in between.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --tls "$here" --fault 'catbox/head=status=503;status=429;status=407;reset' \
    --fault 'catbox/upload=ok;status=503;status=503;status=503;status=503'
ask_again() {
    run upload -v --reuse --retries 0 -p catbox "$file"
    expect_status 5
    expect_err "not used, for now: check: .*$1"
}
SSL_CERT_FILE=$here/ca.pem
export SSL_CERT_FILE
run upload --reuse -p catbox "$file"
expect_status 0
ask_again 'HTTP 503'
ask_again 'HTTP 429'
ask_again 'HTTP 407'
ask_again 'localhost: '
https_proxy=http://127.0.0.1:1 && export https_proxy
ask_again 'check http_proxy'
unset https_proxy SSL_CERT_FILE
ask_again 'certificate'
SSL_CERT_FILE=$here/ca.pem && export SSL_CERT_FILE
run upload --reuse -p catbox "$file"
expect_status 0
expect_requests catbox POST 5
run cache stats
expect_out '^hits +1$'
expect_out '^misses +7$'
expect_out '^stale +0$'
