#!/bin/sh
# Of an open pipe that was partly read the rest is uploaded, without a hole: also what was read ahead.
# Where that cannot be told, nothing is uploaded.  A Cancel is heard while the pipe is silent.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
py "$file" <<'PYTHON'
import faulthandler, hashlib, io, os, subprocess, sys, threading
import twatfs

faulthandler.dump_traceback_later(120, exit=True)  # it waits for ever
path = sys.argv[1]
with open(path, "rb") as given:
    content = given.read()
first = content.index(b"\n") + 1

def check(read, rest, **how):
    """What is uploaded of a pipe with the content, of which some was read."""
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE, **how) as program:
        read(program.stdout)
        result = twatfs.upload(program.stdout, "catbox")
        assert (result.size, result.sha256) == (len(rest), hashlib.sha256(rest).hexdigest()), result
        assert program.stdout.read() in (b"", ""), "it is not left at its end"

check(lambda pipe: None, content)
check(lambda pipe: pipe.readline(), content[first:])
check(lambda pipe: pipe.read(5), content[5:])
check(lambda pipe: pipe.peek(), content)
check(lambda pipe: pipe.read(), b"")
check(lambda pipe: None, content, bufsize=0)
check(lambda pipe: pipe.read(5), content[5:], bufsize=0)
check(lambda pipe: None, content, encoding="latin-1")
check(lambda pipe: pipe.buffer.read(5), content[5:], encoding="latin-1")
check(lambda pipe: pipe.read(), b"", encoding="latin-1")

# More than fits into a pipe, and comes little by little.
large = os.urandom(3_000_000)
end, other = os.pipe()

def pour():
    with open(other, "wb") as into:
        into.write(b"head\n")
        into.write(large)

pouring = threading.Thread(target=pour)
pouring.start()
with open(end, "rb") as pipe:
    assert pipe.readline() == b"head\n"
    result = twatfs.upload(pipe, "catbox", name="large.bin")
pouring.join()
assert (result.size, result.sha256) == (len(large), hashlib.sha256(large).hexdigest()), result

# What a text has read ahead, nobody can tell.
with subprocess.Popen(["cat", path], stdout=subprocess.PIPE, encoding="latin-1") as program:
    program.stdout.readline()
    try:
        twatfs.upload(program.stdout, "catbox")
    except twatfs.UsageError as error:
        assert "buffer" in str(error), error
    else:
        raise AssertionError("it has a hole")

for heard in (b"", b"a line\nand more"):
    end, other = os.pipe()
    with open(end, "rb") as pipe, open(other, "wb", buffering=0) as into:
        into.write(heard)
        if heard:
            pipe.readline()
        cancel = twatfs.Cancel()
        threading.Timer(0.2, cancel.now).start()
        try:
            twatfs.upload(pipe, "catbox", cancel=cancel)
        except twatfs.Cancelled:
            pass
        else:
            raise AssertionError("it was not cancelled")
PYTHON
expect_status 0
