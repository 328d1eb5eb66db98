#!/bin/sh
# In bash a tab completes commands, options, values, providers, their options, and paths.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

command -v bash >/dev/null || skip "no bash"
need_terminal
mkdir "$here/bin" "$here/folder"
ln -s "$twatfs" "$here/bin/twatfs"
PATH=$here/bin:$PATH INPUTRC=/dev/null
export PATH INPUTRC
printf '%s\n' "PS1='ready> '" ". '$source/completion/twatfs'" >"$here/rc"
shell="bash --noprofile --rcfile $here/rc -i"
cd "$here"

becomes() { # TYPED WORDS: what a tab makes of it
    # shellcheck disable=SC2086 # several words
    "$python" "$source/tests/cli/shell-line.py" "$1	" $shell >"$here/out" || fail "$1: no line"
    [ "$(tr '\n' ' ' <"$here/out")" = "$2 " ] || fail "$1: $(tr '\n' ' ' <"$here/out")"
}
becomes 'twatfs hist' 'twatfs history'
becomes '2url --remo' '2url --remote-path='
becomes 'twatfs upload --check=fu' 'twatfs upload --check=full'
becomes 'twatfs upload --check fu' 'twatfs upload --check full'
becomes 'twatfs upload --cache=redis:' 'twatfs upload --cache=redis://'
becomes 'twatfs upload --provider=loc' 'twatfs upload --provider=local'
becomes 'twatfs upload -p x,loc' 'twatfs upload -p x,local'
becomes 'twatfs upload ph' 'twatfs upload photo.txt'
becomes 'twatfs upload --report=ph' 'twatfs upload --report=photo.txt'
becomes 'twatfs upload -r fo' 'twatfs upload -r folder/'
