#!/bin/sh
# Every provider of this tree holds what is asked of a stranger's.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/check/every.sh"

folder=$build/plugins
for name in $providers; do
    module=$folder/$name/.libs/twatfs-provider-$name.so
    [ -e "$module" ] || skip "this build has its providers built in"
    set --
    # Its credentials come in pairs, of which one half is no secret; and a machine of Amazon's
    # would be asked for others.
    [ "$name" != s3 ] || set -- --set AWS_ACCESS_KEY_ID=check --set AWS_REGION=us-east-1 \
        --set AWS_EC2_METADATA_DISABLED=true
    # A minute each time, otherwise; and a password in clear is not sent unasked.
    case $name in
    ftp) set -- -o stall=2 -o clear=yes ;;
    sftp) set -- -o stall=2 ;;
    esac
    check "$@" "$module"
    expect_status 0
    expect_no_out '^(FAIL|skip)'
    expect_out '^ok +leaves descriptors alone$'
done
