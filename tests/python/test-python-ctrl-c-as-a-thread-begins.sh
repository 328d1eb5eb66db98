#!/bin/sh
# A Ctrl-C in the midst of a thread's beginning: whether there is a thread by then or not, nothing is
# done any more.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

py "$file" <<'PYTHON'
import os, sys, threading, time, twatfs

begin, wait = threading.Thread._set_ident, threading.Event.wait
main = threading.current_thread()
late = threading.Event()

def begin_late(self):
    time.sleep(0.3)
    begin(self)
    late.set()

def interrupted(self, timeout=None):
    if threading.current_thread() is main and not self.is_set():
        threading.Event.wait = wait
        raise KeyboardInterrupt
    return wait(self, timeout)

def expect_nothing(call):
    late.clear()
    threading.Event.wait = interrupted
    try:
        call()
    except KeyboardInterrupt:
        pass
    else:
        raise AssertionError("it was not interrupted")
    assert late.wait(20)
    for thread in threading.enumerate():
        if thread is not main:
            thread.join(20)
            assert not thread.is_alive(), thread

done = []
with twatfs.Context() as context:
    threading.Thread._set_ident = begin_late
    expect_nothing(lambda: twatfs._Call(done.append).result())
    assert done == [], done
    expect_nothing(lambda: context.upload(sys.argv[1], "local"))
    expect_nothing(lambda: list(context.upload_files([sys.argv[1]], "local")))
    assert not os.path.exists(os.environ["TWATFS_LOCAL_DIR"]) or not os.listdir(
        os.environ["TWATFS_LOCAL_DIR"])
    threading.Thread._set_ident = begin
    assert context.upload(sys.argv[1], "local").url
PYTHON
expect_status 0
