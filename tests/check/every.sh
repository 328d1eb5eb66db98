# every.sh: what the tests of twatfs-provider-check share; read after functions.sh.
#
# SPDX-License-Identifier: MIT

# check ARGS...: the program; leaves $status, $here/out and $here/err.
check() {
    status=0
    # shellcheck disable=SC2086 # the wrapper is several words
    ${TWATFS_WRAPPER-} "$build/core/twatfs-provider-check" "$@" >"$here/out" 2>"$here/err" ||
        status=$?
}

# unruly NAME: the module that misbehaves so.
unruly() {
    echo "$build/tests/check/modules/$1/twatfs-provider-unruly.so"
}

# expect_fault NAME REGEX: it has that fault, and is not taken for sound.
expect_fault() {
    check "$(unruly "$1")"
    expect_status 1
    expect_out "^FAIL $2"
}
