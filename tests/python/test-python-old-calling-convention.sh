#!/bin/sh
# What called twat_fs.upload_file calls twatfs.upload_file.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox
py "$file" <<'PYTHON'
import inspect, sys
from twatfs import upload_file
from twatfs import NonRetryableError, RetryableError, UploadError

path = sys.argv[1]
for url in (
    upload_file(path, "catbox"),
    upload_file(path, ["catbox", "litterbox"]),
    upload_file(path, provider=None),
    upload_file(file_path=path, provider="litterbox", unique=False, force=False,
                upload_path=None, fragile=True),
    upload_file(path, "catbox", unique=True),
):
    assert isinstance(url, str) and url.startswith("http://"), url
first, second, *others = inspect.signature(upload_file).parameters.values()
assert (first.name, second.name, second.default) == ("file_path", "provider", None)
assert all(other.kind is other.KEYWORD_ONLY for other in others)
assert {"unique": False, "force": False, "upload_path": None, "fragile": False}.items() <= {
    other.name: other.default for other in others}.items()
assert issubclass(RetryableError, UploadError) and issubclass(NonRetryableError, UploadError)
for call, kind in ((lambda: upload_file("/nonexistent"), FileNotFoundError),
                   (lambda: upload_file(path, "nobody"), ValueError)):
    try:
        call()
    except kind:
        continue
    raise AssertionError(kind)
PYTHON
expect_status 0
