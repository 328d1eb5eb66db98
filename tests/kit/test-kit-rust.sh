#!/bin/sh
# The provider in Rust builds with the line of its own head, exports its table alone, has the note
# as it is described, byte by byte, and uploads.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/kit/installed.sh"

# functions.sh has made a home of its own, where rustup has no toolchain.
[ ! -x /usr/bin/rustc ] || PATH=/usr/bin:$PATH
need rustc nm objcopy
rustc --version >"$here/none" 2>&1 || skip "rustc does not run"
prepare_template
line=$(sed -n 's/^\/\/! *\(rustc .*\)/\1/p' example.rs)
[ -n "$line" ] || fail "no line in example.rs"
grep -qF "$line" README || fail "README has another line"
rustc() {
    command rustc -D warnings "$@"
}
eval "quietly $line"
[ "$(nm -D --defined-only twatfs-provider-example.so | sed 's/.* //')" = twatfs_provider_1 ] ||
    fail "exports: $(nm -D --defined-only twatfs-provider-example.so)"
objcopy -O binary -j .note.twatfs twatfs-provider-example.so "$here/note"
"$python" - "$here/note" <<'PYTHON' || fail "the note"
import json, struct, sys
note = open(sys.argv[1], "rb").read()
owner, size, kind = struct.unpack("=III", note[:12])
assert (owner, kind) == (7, 0x54574601) and note[12:20] == b"twatfs\0\0"
assert len(note) == 20 + (size + 3) // 4 * 4 and not any(note[20 + size:])
assert json.loads(note[20:20 + size])["abi"] == [1, 0]
PYTHON
MODULE=$PWD/twatfs-provider-example.so quietly ./test.sh
