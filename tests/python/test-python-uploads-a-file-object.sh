#!/bin/sh
# An open file is read from where it stands to its end, and left there; what only reads like
# a file is read through.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox
py "$file" <<'PYTHON'
import gzip, hashlib, io, subprocess, sys, tempfile
from twatfs import upload

path = sys.argv[1]
with open(path, "rb") as file:
    content = file.read()

def check(file, raw, name):
    result = upload(file, "catbox")
    assert result.sha256 == hashlib.sha256(raw).hexdigest() and result.name == name, result

with open(path, "rb") as file:
    check(file, content, "photo.txt")
    assert file.read(10) == content[:10]
    check(file, content[10:], "photo.txt")
    assert file.tell() == 10 and file.read() == content[10:]
with open(path, "rb", buffering=0) as file:
    file.seek(5)
    check(file, content[5:], "photo.txt")
    assert file.read() == content[5:]
with open(path, encoding="latin-1", newline="") as file:
    assert file.readline() == "A file of the tests.\n"
    check(file, content[21:], "photo.txt")
    assert file.read().encode("latin-1") == content[21:]
with tempfile.TemporaryFile() as file:
    file.write(content)
    file.seek(0)
    file.write(b"B")
    file.seek(0)
    check(file, b"B" + content[1:], "stdin")
with tempfile.NamedTemporaryFile(suffix=".txt") as file:
    file.write(content)
    file.seek(3)
    check(file, content[3:], file.name.rpartition("/")[2])
with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as program:
    check(program.stdout, content, "stdin")
for file in (io.BytesIO(content), tempfile.SpooledTemporaryFile()):
    with file:
        file.write(content)
        file.seek(4)
        check(file, content[4:], "stdin")
        assert file.tell() == 4, file.tell()
with gzip.open(path + ".gz", "wb") as file:
    file.write(content)
with gzip.open(path + ".gz") as file:
    check(file, content, "photo.txt.gz")
    assert file.tell() == 0 and file.read(6) == content[:6]
    check(file, content[6:], "photo.txt.gz")
    assert file.tell() == 6 and file.read() == content[6:]
for wrong in (b"photo.txt", 3, None):
    try:
        upload(wrong)
    except TypeError:
        continue
    raise AssertionError(wrong)
PYTHON
expect_status 0
