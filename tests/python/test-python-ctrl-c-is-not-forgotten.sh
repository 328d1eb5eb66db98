#!/bin/sh
# What Python calls as an object goes forgets a Ctrl-C that comes then: of ours no thread's object
# goes on the main thread, where it would come.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

py "$file" <<'PYTHON'
import sys, threading, twatfs, weakref

main = threading.get_ident()
made, gone = [], []
make = threading.Thread.__init__

def watched(self, *arguments, **keywords):
    make(self, *arguments, **keywords)
    made.append(weakref.ref(self, lambda _: gone.append(threading.get_ident())))

threading.Thread.__init__ = watched
with twatfs.Context() as context:
    for _ in range(5):
        context.upload(sys.argv[1], "local")
        list(context.upload_files([sys.argv[1]], "local"))
    context.providers()
assert len(made) >= 12, made
assert len(gone) >= 10, gone
assert main not in gone, gone
PYTHON
expect_status 0
