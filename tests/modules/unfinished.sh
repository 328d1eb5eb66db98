# unfinished.sh: uploads that hang once they have saved what a later run goes on with.
#
# SPDX-License-Identifier: MIT
#
# A test sources this after functions.sh: then there is the module unfinished.

TWATFS_PLUGIN_PATH=$build/tests/modules
checkpoints=$here/.local/state/twatfs/checkpoints

# until_begun COUNT: wait until that many are saved; the last of them is $pid, and $first one before
# it, if any.
until_begun() {
    turns=0
    until [ "$(grep -als 'begun for' "$checkpoints"/unfinished-* | wc -l)" -eq "$1" ]; do
        kill -0 "$pid" || fail "it ended"
        turns=$((turns + 1))
        [ $turns -lt 500 ] || { kill "$pid" ${first:+"$first"}; fail "not $1 are saved"; }
        sleep 0.02
    done
}

# begin_unfinished ARGUMENT...: start such an upload, and wait until that is saved.
begin_unfinished() {
    start upload --no-check -p unfinished -o unfinished.hang=yes "$@"
    until_begun 1
}
