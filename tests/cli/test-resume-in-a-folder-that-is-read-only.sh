#!/bin/sh
# In a state folder that cannot be written a batch is uploaded, with one warning; going on with one
# there fails, and says why.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

[ "$(id -u)" -ne 0 ] || command -v setpriv >/dev/null || skip "root may write everywhere, and there is no setpriv"
start_hosts transfersh -- --fault 'transfersh/upload=ok;status=413;ok*'
make_files 2
run upload -p transfersh -j 1 "$here"/files/[12].txt
expect_status 1
chmod -R a-w "$here/.local"
if [ "$(id -u)" -eq 0 ]; then
    # As root, but without the right to write where its mode forbids it.
    TWATFS_WRAPPER="setpriv --bounding-set -dac_override,-dac_read_search --inh-caps -all --"
fi
run upload -p transfersh --resume "$here"/files/[12].txt
if [ "$status" -eq 0 ]; then chmod -R u+w "$here/.local"; skip "this user may write everywhere"; fi
expect_status 1
expect_silence
expect_error_line '--resume: memory: '
run upload -p transfersh "$here"/files/[12].txt
expect_status 0
expect_error_line 'warning: memory: .*: going on without memory'
chmod -R u+w "$here/.local"
