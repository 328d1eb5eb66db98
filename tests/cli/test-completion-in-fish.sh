#!/bin/sh
# In fish a tab completes commands, options, values, providers, their options, and paths.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v fish >/dev/null || skip "no fish"
mkdir "$here/bin" "$here/folder"
ln -s "$twatfs" "$here/bin/twatfs"
PATH=$here/bin:$PATH
export PATH
cd "$here"

becomes() { # TYPED WORD: what a tab makes of its last word
    fish --no-config -c "source '$source/completion/twatfs.fish'; complete -C '$1'" >"$here/out"
    [ "$(cut -f 1 "$here/out")" = "$2" ] || fail "$1: $(cat "$here/out")"
}
becomes 'twatfs hist' history
becomes '2url --remo' --remote-path=
becomes 'twatfs upload --check=fu' --check=full
becomes 'twatfs upload --check fu' full
becomes 'twatfs upload --cache=redis:' --cache=redis://
becomes 'twatfs upload --provider=loc' --provider=local
becomes 'twatfs upload -p x,loc' x,local
becomes 'twatfs upload ph' photo.txt
becomes 'twatfs upload --report=ph' --report=photo.txt
becomes 'twatfs upload -r fo' folder/
