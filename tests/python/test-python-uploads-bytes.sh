#!/bin/sh
# Whatever has the buffer protocol is uploaded, without a copy of it being made, and is free
# again afterwards.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --discard
py <<'PYTHON'
import array, hashlib, mmap, os, resource, tempfile
from twatfs import upload

def check(data, raw):
    result = upload(data=data, provider="catbox", name="some.bin")
    assert result.size == len(raw) and result.sha256 == hashlib.sha256(raw).hexdigest(), result
    assert result.name == "some.bin" and result.proof == "download"

text = b"Some bytes of the tests.\n\0\xff" * 100
check(text, text)
check(memoryview(text)[10:500], text[10:500])
check(array.array("I", range(100)), array.array("I", range(100)).tobytes())
changing = bytearray(text)
check(changing, text)
changing.append(1)  # it is not lent any more
with tempfile.TemporaryFile() as file:
    file.write(text)
    file.flush()
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        check(mapped, text)
assert upload(data=b"", provider="catbox").size == 0
assert upload(data=b"x", provider="catbox").name == "data"

for wrong in ("text", 5, memoryview(text)[::2]):
    try:
        upload(data=wrong, provider="catbox")
    except (TypeError, BufferError):
        continue
    raise AssertionError(wrong)

large = bytes(200_000_000)  # read as zeros: not in memory yet
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    upload(data=large, provider="local")
finally:
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert after - before < 100_000, (before, after)
PYTHON
expect_status 0
