#!/bin/sh
# The shared library exports the functions of its header, each with a version.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

library=$build/core/.libs/libtwatfs.so
[ -e "$library" ] || skip "this build has no shared library"
command -v nm >/dev/null || skip "needs nm"
nm -D --defined-only "$library" | sed -n 's/.* T \(.*\)@@LIBTWATFS_0.1$/\1/p' | sort >"$here/exported"
nm -D --defined-only "$library" | grep -v ' A LIBTWATFS_' | grep -v '@@LIBTWATFS_0.1$' >"$here/other" || :
[ ! -s "$here/other" ] || { cat "$here/other"; fail "exports more"; }
# Every name before a parenthesis, outside comments, but for the types of callbacks.
"$python" - "$source/include/twatfs/twatfs.h" >"$here/declared" <<'PYTHON'
import re, sys
text = re.sub(r"/\*.*?\*/", "", open(sys.argv[1]).read(), flags=re.S)
names = set(re.findall(r"\b(twatfs_[a-z0-9_]+)\s*\(", text))
print("\n".join(sorted(name for name in names if not name.endswith("_function"))))
PYTHON
LC_ALL=C sort -o "$here/exported" "$here/exported"
diff "$here/declared" "$here/exported" || fail "header and library differ"
