#!/bin/sh
# A library that is not there, or is another, is an ImportError that says what to do.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

py <<'PYTHON'
import os, sys

def refused(*words):
    try:
        import twatfs
    except ImportError as error:
        assert all(word in str(error) for word in words), error
    else:
        raise AssertionError("it was found")

found = os.environ["TWATFS_LIBRARY"]
os.environ["TWATFS_LIBRARY"] = "/nonexistent/libtwatfs.so"
refused("/nonexistent/libtwatfs.so", "TWATFS_LIBRARY")
os.environ["TWATFS_LIBRARY"] = "libc.so.6"
refused("libc.so.6", "twatfs_version", "is needed")
del os.environ["TWATFS_LIBRARY"]  # LD_LIBRARY_PATH has it
import twatfs
assert twatfs.__version__
PYTHON
expect_status 0
