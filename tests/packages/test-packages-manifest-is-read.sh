#!/bin/sh
# twatfs-provider-manifest reads what twatfs reads, and says what is wrong with what it refuses.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

perl -MJSON::PP -e1 2>/dev/null || skip "no perl with JSON::PP"
reader=$source/docs/packaging/twatfs-provider-manifest
corpus=$source/tests/fuzz/corpus/note

# refused FILE-OF-THE-CORPUS PATTERN
refused() {
    cp "$corpus/$1" "$here/twatfs-provider-x.so"
    if "$reader" "$here/twatfs-provider-x.so" >"$here/out" 2>"$here/err"; then fail "$1: taken"; fi
    expect_err "$2"
    [ ! -s "$here/out" ] || fail "$1: prints"
}
for name in good aligned-8 good-after-gnu far section two-segments machine; do
    cp "$corpus/$name" "$here/twatfs-provider-x.so"
    "$reader" "$here/twatfs-provider-x.so" >"$here/out" 2>"$here/err" || fail "$name: refused"
    expect_out '^{"abi":\[1,0\],"manifest":{"description":"d","name":"x","version":"1"}}$'
done
refused no-note 'no manifest'
refused two-notes 'two manifests'
refused format-2 'newer twatfs'
refused truncated 'truncated'
refused offset-wraps 'truncated'
refused owner-too-long 'runs past its end'
refused too-many-headers 'too many headers'
refused text 'not an ELF file'
refused empty-description 'not JSON'

cp "$corpus/good" "$here/twatfs-provider-y.so"
if "$reader" "$here/twatfs-provider-y.so" 2>"$here/err"; then fail "another name: taken"; fi
expect_err 'name: found x, need y'
if "$reader" "$here/twatfs-provider-none.so" 2>"$here/err"; then fail "no file: taken"; fi
expect_err 'No such file'

# What it says of this tree's modules is what twatfs says.
for name in $providers; do
    module=$build/plugins/$name/.libs/twatfs-provider-$name.so
    [ -e "$module" ] || continue
    "$reader" "$module" >"$here/note"
    run providers info --json "$name"
    "$python" - "$here/note" "$here/out" <<'PYTHON' || fail "$name: not the same"
import json, sys
note, info = (json.load(open(path)) for path in sys.argv[1:])
for key in ("name", "version", "description", "homepage", "retention", "max_size", "setup"):
    assert note["manifest"].get(key) == info.get(key), (key, note["manifest"].get(key), info.get(key))
assert ".".join(map(str, note["abi"])) == info["abi"]
PYTHON
done
