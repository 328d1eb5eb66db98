#!/bin/sh
# Ctrl-C ends an iteration over many files within a second or two, as a KeyboardInterrupt.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=stall,at=answer,seconds=60*'
make_files 20
start_py "$here/files" "$here/begun" <<'PYTHON'
import os, sys
import twatfs

names = [os.path.join(sys.argv[1], name) for name in os.listdir(sys.argv[1])]
try:
    for outcome in twatfs.upload_files(names, "catbox", jobs=4,
                                       progress=lambda *_: open(sys.argv[2], "w").close()):
        pass
except KeyboardInterrupt:
    sys.exit(7)
PYTHON
until [ -e "$here/begun" ]; do kill -0 "$pid" || fail "it ended"; sleep 0.02; done
interrupt INT
expect_status 7
