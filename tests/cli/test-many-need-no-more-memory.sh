#!/bin/sh
# A list of 100,000 names takes no more memory than a list of ten.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

case $sanitizer_flags in *address*) skip "AddressSanitizer keeps what was freed" ;; esac
[ -z "${TWATFS_WRAPPER-}" ] || skip "measures the program alone"
measure() { # COUNT: the largest resident set, in KiB
    seq -f "$here/missing-%.0f" "$1" >"$here/names"
    "$python" - "$twatfs" "$here/names" <<'PYTHON'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "upload", "-q", "-p", "catbox", "--from-file", sys.argv[2]],
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
}
few=$(measure 10)
many=$(measure 100000)
[ "$many" -lt $((few + 6000)) ] || fail "$many KiB, and $few KiB for ten"
