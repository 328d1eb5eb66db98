#!/bin/sh
# What the library says goes to the logger "twatfs", at its level, and nowhere else.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox litterbox -- --fault 'catbox/upload=status=404*'
py "$file" <<'PYTHON'
import logging, sys, threading
import twatfs

records = []

class Keep(logging.Handler):
    def emit(self, record):
        assert record.thread == threading.main_thread().ident
        records.append((record.levelname, record.getMessage()))

twatfs.logger.addHandler(Keep())
twatfs.logger.propagate = False
assert twatfs.logger is logging.getLogger("twatfs")
twatfs.upload_file(sys.argv[1], ["catbox", "litterbox"])
assert [level for level, _ in records] == ["WARNING"], records
assert "catbox: HTTP 404" in records[0][1] and "trying litterbox" in records[0][1]

records.clear()
twatfs.logger.setLevel(logging.DEBUG)
twatfs.upload_file(sys.argv[1], ["catbox", "litterbox"])
assert {level for level, _ in records} == {"DEBUG", "INFO", "WARNING"}, records

records.clear()
twatfs.Context(provider_directories=["/nonexistent"]).providers()
assert any("/nonexistent" in message for _, message in records), records
PYTHON
expect_status 0
[ ! -s "$here/err" ] || fail "told on standard error: $(cat "$here/err")"
