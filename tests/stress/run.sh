#!/bin/sh
# run.sh: many files under faults of every kind.
#
# SPDX-License-Identifier: MIT
#
# usage: run.sh [BUILD]      BUILD: the folder where twatfs was built [../../build]
#
# TWATFS is the program, that of BUILD without; the other variables are as README has them.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
umask 022 # modules that others could write would not be trusted

tests=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:-$tests/../build}" && pwd)
twatfs=${TWATFS:-$build/core/.libs/twatfs}
[ -x "$twatfs" ] || twatfs=$build/core/twatfs
for variable in $(env | sed -n 's/^\(TWATFS_[A-Z0-9_]*\|XDG_[A-Z_]*\|.*_proxy\|.*_PROXY\)=.*/\1/p'); do
    unset "$variable"
done
TWATFS_PLUGIN_PATH=$build/plugins/transfersh/.libs
LD_LIBRARY_PATH=$build/core/.libs
export TWATFS_PLUGIN_PATH LD_LIBRARY_PATH
exec python3 "$tests/stress/many.py" "$twatfs" "${COUNT:-10000}" "${JOBS:-32}" "${SEED:-$$}" \
    "${KILLS:-3}" "${MEMORY:-32}"
