#!/bin/sh
# What a server says can do nothing to the terminal.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

start_hosts catbox -- --fault 'catbox/upload=escapes=400'
run upload -vv -p catbox "$file"
expect_status 5
"$python" - "$here/err" <<'PYTHON' || fail "standard error holds control characters"
import sys, unicodedata
text = open(sys.argv[1], encoding="utf-8").read()
sys.exit(any(unicodedata.category(c) in ("Cc", "Cf") for c in text if c != "\n"))
PYTHON
