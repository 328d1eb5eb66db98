#!/bin/sh
# Threads share a context, each with its own uploads, events and errors.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
py "$file" <<'PYTHON'
import concurrent.futures, hashlib, sys, threading
from twatfs import Context, FileError

def work(number):
    thread = threading.get_ident()
    for i in range(8):
        data = f"Text {i} of thread {number}.\n".encode() * 1000
        seen = []
        result = context.upload(
            data=data, name=f"{number}-{i}.txt", provider=["catbox", "litterbox", "local"][i % 3],
            progress=lambda event: seen.append((threading.get_ident(), event.name)))
        assert result.sha256 == hashlib.sha256(data).hexdigest()
        assert result.name == f"{number}-{i}.txt"
        assert {of for of, _ in seen} == {thread} and {name for _, name in seen} == {result.name}
        try:
            context.upload(f"/nonexistent/{number}", "local")
        except FileError as error:
            assert str(number) in str(error)
    return number

with Context() as context, concurrent.futures.ThreadPoolExecutor(4) as pool:
    assert list(pool.map(work, range(4))) == [0, 1, 2, 3]
PYTHON
expect_status 0
