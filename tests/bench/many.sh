#!/bin/sh
# many.sh: measures uploads of many small files, and prints a table.
#
# SPDX-License-Identifier: MIT
#
# usage: many.sh [BUILD]      BUILD: the folder where twatfs was built [../../build]
#
# TURNS (default 5) is how often the two sides of a ratio take turns.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
umask 022 # modules that others could write would not be trusted

bench=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$bench/../.." && pwd)
build=$(cd "${1:-$source/build}" && pwd)
turns=${TURNS:-5}
twatfs=$build/core/.libs/twatfs
[ -x "$twatfs" ] || twatfs=$build/core/twatfs
for variable in $(env | sed -n 's/^\(TWATFS_[A-Z0-9_]*\|XDG_[A-Z_]*\|.*_proxy\|.*_PROXY\)=.*/\1/p'); do
    unset "$variable"
done
here=$(mktemp -d "${TMPDIR:-/tmp}/twatfs-bench-XXXXXX")
server=
finish() {
    trap - EXIT
    [ -z "$server" ] || { exec 9>&- && wait "$server"; } || :
    rm -rf "$here"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
HOME=$here
LD_LIBRARY_PATH=$build/core/.libs
export HOME LD_LIBRARY_PATH

setting() { # VARIABLE: as configure left it
    sed -n "s/^$1 = //p" "$build/core/Makefile"
}
compile() { # OUTPUT ARGUMENT...
    output=$1
    shift
    # shellcheck disable=SC2046 # several words
    $(setting CC) -std=gnu17 -D_GNU_SOURCE -pthread -O2 -I"$source/include" -o "$output" "$@"
}
compile "$here/discard-server" "$bench/discard-server.c"
compile "$here/measure" "$bench/measure.c"
compile "$here/twatfs-provider-put.so" "$bench/put.c" -shared -fPIC -fvisibility=hidden

mkdir "$here/files"
i=0
head -c 4096 /dev/urandom >"$here/small"
while [ $i -lt 10000 ]; do
    cp "$here/small" "$here/files/$i"
    i=$((i + 1))
done
for count in 10 100 1000 10000; do
    seq -f "$here/files/%.0f" 0 $((count - 1)) >"$here/names-$count"
done
mkfifo "$here/leash"
"$here/discard-server" "$here/small" <"$here/leash" >"$here/port" &
server=$!
exec 9>"$here/leash"
while [ ! -s "$here/port" ]; do sleep 0.02; done
url=http://127.0.0.1:$(cat "$here/port")
TWATFS_PLUGIN_PATH=$here
TWATFS_PUT_URL=$url
export TWATFS_PLUGIN_PATH TWATFS_PUT_URL

number() { # FORMAT EXPRESSION, of awk
    awk "BEGIN { printf \"$1\", $2 }"
}
# measure RUNS COMMAND... [-- COMMAND...]: sets wall cpu rss, wall_b cpu_b rss_b, ratio low high
measure() {
    "$here/measure" "$@" 9>&- >"$here/measured"
    # shellcheck disable=SC2034 # not all are used
    read -r wall cpu rss wall_b cpu_b rss_b ratio low high cpu_ratio <"$here/measured"
}
upload() { # JOBS COUNT: sets the arguments that measure takes
    measure "$turns" "$twatfs" upload --no-check -p put -j "$1" --from-file "$here/names-$2"
}

echo "machine  $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg)"
printf '%-8s %8s %12s %16s %12s\n' JOBS FILES FILES/S 'CPU A FILE, us' 'MEMORY, MiB'
for jobs in 1 4 8 16 32 64 auto; do
    for count in 100 1000 10000; do
        upload $jobs $count
        printf '%-8s %8s %12s %16s %12s\n' $jobs $count "$(number %.0f "$count * 1e6 / $wall")" \
            "$(number %.1f "$cpu / $count")" "$(number %.1f "$rss / 1024")"
    done
done

# shellcheck disable=SC2016 # for the inner shell
measure "$turns" "$twatfs" upload --no-check -p put -j 8 --from-file "$here/names-1000" -- \
    sh -c 'xargs -P 8 -n 1 sh -c '\''exec curl -sS -T "$2" "$1/${2##*/}"'\'' sh "$1" <"$2"' sh "$url" "$here/names-1000"
printf '1000 files, -j 8 / xargs -P 8 curl: throughput %s (%s : %s files/s), CPU %s\n' \
    "$(number %.1f "1/$ratio")" "$(number %.0f "1e9/$wall")" "$(number %.0f "1e9/$wall_b")" \
    "$(number %.3f "$cpu_ratio")"
# shellcheck disable=SC2016 # for the inner shell
measure "$turns" "$twatfs" upload --no-check -p put -j 8 --from-file "$here/names-1000" -- \
    sh -c 'sed "s|\(.*/\)\(.*\)|upload-file = \"\1\2\"\nurl = \"$1/\2\"|" "$2" | curl -sS --no-progress-meter -Z --parallel-max 8 -K - >"$3"' \
    sh "$url" "$here/names-1000" /dev/null
printf '1000 files, -j 8 / curl -Z (one process, 8 at once): throughput %s (%s : %s files/s), CPU %s\n' \
    "$(number %.1f "1/$ratio")" "$(number %.0f "1e9/$wall")" "$(number %.0f "1e9/$wall_b")" \
    "$(number %.2f "$cpu_ratio")"
