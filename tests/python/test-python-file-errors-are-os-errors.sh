#!/bin/sh
# A file that cannot be read is an error of OSError's kind too, and survives being pickled.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

py "$here" <<'PYTHON'
import errno, os, pickle, sys
import twatfs

def refused(path, kind):
    for copied in (False, True):
        try:
            try:
                twatfs.upload_file(path, "local")
            except twatfs.UploadError as error:
                raise pickle.loads(pickle.dumps(error)) if copied else error
        except kind as error:
            assert isinstance(error, twatfs.NonRetryableError) and not error.retryable
            assert error.code == "file" and error.filename == path, vars(error)
            assert str(error).startswith(path + ": "), error
            found = error
    return found

here = sys.argv[1]
missing = refused(here + "/absent.txt", FileNotFoundError)
assert missing.errno == errno.ENOENT and missing.strerror == os.strerror(errno.ENOENT)
assert isinstance(missing, twatfs.MissingFileError)
refused(here, IsADirectoryError)
secret = here + "/secret.txt"
with open(secret, "w") as file:
    file.write("x")
os.chmod(secret, 0)
if not os.access(secret, os.R_OK):
    refused(secret, PermissionError)
PYTHON
expect_status 0
