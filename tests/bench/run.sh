#!/bin/sh
# run.sh: measures twatfs against its budgets, all in one run, and prints a table.
#
# SPDX-License-Identifier: MIT
#
# usage: run.sh [BUILD]      BUILD: the folder where twatfs was built [../../build]
#
# Budgets are ratios: the two sides run in turns, so that a busy machine is busy for both.
# TURNS (default 9) is how often the 1 GiB uploads take turns.

set -eu
LC_ALL=C.UTF-8
export LC_ALL
umask 022 # modules that others could write would not be trusted

bench=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$bench/../.." && pwd)
build=${1:-$source/build}
turns=${TURNS:-9}
gib=1073741824

die() {
    echo "run.sh: $*" >&2
    exit 1
}

[ -d "$build" ] || die "$build: no such folder: run ./bootstrap first"
build=$(cd "$build" && pwd)
twatfs=$build/core/twatfs
[ -x "$twatfs" ] || die "$twatfs: not there: run ./bootstrap first"
for tool in awk curl openssl readelf; do
    command -v $tool >/dev/null || die "$tool: not found: install it"
done

# Nothing of the user's: no configuration, no proxy, no credentials.
for variable in $(env | sed -n 's/^\(TWATFS_[A-Z0-9_]*\|XDG_[A-Z_]*\|.*_proxy\|.*_PROXY\)=.*/\1/p'); do
    unset "$variable"
done

here=$(mktemp -d "${TMPDIR:-/tmp}/twatfs-bench-XXXXXX")
large=$here # where files of 1 GiB go: the file, and the spool of standard input
servers=
finish() {
    trap - EXIT
    # shellcheck disable=SC2086 # several
    [ -z "$servers" ] || { exec 9>&- && wait $servers; } || :
    rm -rf "$here" "$large"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

room() { # FOLDER: bytes
    df -P -B1 "$1" 2>/dev/null | awk 'NR == 2 { print $4 }'
}
need=$((2 * gib + (256 << 20)))
if [ -w /dev/shm ] && [ "$(room /dev/shm)" -gt $need ]; then
    large=$(mktemp -d /dev/shm/twatfs-bench-XXXXXX)
elif [ "$(room "$here")" -le $need ]; then
    die "$here: less than $((need >> 20)) MiB left, and in /dev/shm too: set TMPDIR"
fi
HOME=$here
TMPDIR=$large
export HOME TMPDIR

# ---- What is needed, built as twatfs was ----

setting() { # VARIABLE: as configure left it
    sed -n "s/^$1 = //p" "$build/core/Makefile"
}
cc=$(setting CC)
cflags="$(setting CFLAGS) $(setting SANITIZER_CFLAGS) $(setting LDFLAGS)"
libraries="$(setting CURL_LIBS) $(setting CRYPTO_LIBS) $(setting JANSSON_LIBS) \
$(setting INIH_LIBS) $(setting LTDL_LIBS)"
modules=$here/modules
mkdir "$modules"

compile() { # OUTPUT ARGUMENT...
    output=$1
    shift
    # shellcheck disable=SC2086 # several words each
    $cc -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -pthread $cflags \
        -I"$source/core" -I"$source/include" -o "$output" "$@" || die "$output: does not build"
}
module() { # SOURCE
    compile "$modules/twatfs-provider-$(basename "$1" .c).so" "$1" -shared -fPIC -fvisibility=hidden
}
needed() { # PROGRAM: the libraries it names
    readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort
}

compile "$here/discard-server" "$bench/discard-server.c"
compile "$here/measure" "$bench/measure.c"
# shellcheck disable=SC2086 # several words
compile "$here/empty" "$bench/empty.c" -Wl,--no-as-needed $libraries
# shellcheck disable=SC2086 # several words
compile "$here/bench-discovery" "$bench/bench-discovery.c" "$build/core/.libs/libcore.a" $libraries
for each in "$source/tests/modules/once.c" "$source/tests/modules/constructor-leaves-mark.c" \
    "$bench/form.c"; do
    module "$each"
done

# ---- Files and server ----

make_file() { # NAME BYTES: begins with a letter, so that no host takes it for a program
    { printf 'A file of the benchmarks.\n' && head -c $(($2 - 26)) /dev/urandom; } >"$1"
}
make_file "$large/1GiB" $gib
make_file "$here/1MiB" 1048576
mkdir "$here/small"
i=0
while [ $i -lt 1000 ]; do
    make_file "$here/small/$i" 16384
    i=$((i + 1))
done

# Both end when the other end of their standard input does, however this ends.
mkfifo "$here/leash"
start_server() { # NAME ARGUMENT...: its URL is in the file NAME
    name=$1
    shift
    "$here/discard-server" "$@" <"$here/leash" >"$here/$name" &
    servers="$servers $!"
}
start_server fast "$large/1GiB"
start_server line "$large/1GiB" 1250000000 # 10 Gbit/s
exec 9>"$here/leash"
for name in fast line; do
    tries=0
    while [ ! -s "$here/$name" ]; do
        tries=$((tries + 1))
        [ $tries -lt 500 ] || die "the server did not start"
        sleep 0.02
    done
done
url=http://127.0.0.1:$(cat "$here/fast")
line=http://127.0.0.1:$(cat "$here/line")
TWATFS_PLUGIN_PATH=$modules
TWATFS_ONCE_URL=$url
TWATFS_FORM_URL=$url
export TWATFS_PLUGIN_PATH TWATFS_ONCE_URL TWATFS_FORM_URL

# ---- The table ----

row() { # WHAT MEASURED BUDGET MET
    printf '%-44s %-40s %-9s %s\n' "$@"
}
met() { # CONDITION, of awk
    awk "BEGIN { print (($1) ? \"met\" : \"NOT MET\") }"
}
number() { # FORMAT EXPRESSION, of awk
    awk "BEGIN { printf \"$1\", $2 }"
}
# measure RUNS COMMAND... [-- COMMAND...]: sets wall cpu rss, wall_b cpu_b rss_b, ratio low high
# cpu_ratio.
measure() {
    "$here/measure" "$@" 9>&- >"$here/measured" || die "a benchmark failed"
    # shellcheck disable=SC2034 # not all are used
    read -r wall cpu rss wall_b cpu_b rss_b ratio low high cpu_ratio <"$here/measured"
}

echo "machine     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Linux $(uname -r)"
echo "load        $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "compiler    $($cc --version | head -n 1): $cflags"
echo "libraries   $(curl --version | head -n 1 | cut -d ' ' -f 1-6)"
echo "libc        $(ldd --version | head -n 1)"
echo "files in    $(df -P -T "$large" | awk 'NR == 2 { print $2 }'), 1 GiB uploads: $turns turns"
[ "$(needed "$here/empty")" = "$(needed "$twatfs")" ] ||
    echo "NOTE        the empty program does not need the same libraries as twatfs"
echo
row WHAT MEASURED BUDGET ''

measure 301 "$twatfs" version -- "$here/empty"
row "start of 'twatfs version' / empty program" \
    "$(number %.2f "$ratio") ($(number '%.1f : %.1f ms' "$wall/1000, $wall_b/1000"))" '<= 3' "$(met "$ratio <= 3")"

mark=$here/mark # that the module leaves one when it is loaded
TWATFS_TEST_MARK=$mark LD_PRELOAD=$modules/twatfs-provider-constructor-leaves-mark.so "$here/empty"
[ -e "$mark" ] || die "constructor-leaves-mark leaves no mark: the next benchmark would prove nothing"
"$here/bench-discovery" "$modules/twatfs-provider-constructor-leaves-mark.so" >"$here/discovery" ||
    die "bench-discovery failed"
us100=$(awk '$1 == 100 { print $3 }' "$here/discovery")
us1000=$(awk '$1 == 1000 { print $3 }' "$here/discovery")
row "discovery of 1000 providers, each" "$us1000 us, none loaded" '<= 25 us' "$(met "$us1000 <= 25")"
row "... growth from 100 to 1000, each" "$(number %.2f "$us1000 / $us100")" '<= 1.2' "$(met "$us1000 <= 1.2 * $us100")"

upload() { # LABEL BUDGET PROVIDER OTHER COMMAND...: throughput of twatfs / of the other
    label=$1
    budget=$2
    provider=$3
    shift 3
    measure "$turns" "$twatfs" upload --no-check --provider "$provider" "$large/1GiB" -- "$@"
    row "$label" \
        "$(number '%.2f (%.2f..%.2f; %.2f : %.2f GB/s)' \
            "1/$ratio, 1/$high, 1/$low, $gib/1000/$wall, $gib/1000/$wall_b")" \
        "${budget:+>= $budget}" "${budget:+$(met "1/$ratio >= ${budget:-0}")}"
}
cpu_row() {
    row '... CPU of twatfs / CPU of curl' \
        "$(number '%.2f (%.2f : %.2f s)' "$cpu_ratio, $cpu/1e6, $cpu_b/1e6")" '' ''
}
upload '1 GiB PUT / curl -T' 0.95 once curl -sS -T "$large/1GiB" "$url/"
cpu_row
# What one stream of SHA-256 allows at best on this machine.
measure "$turns" openssl dgst -sha256 "$large/1GiB" -- curl -sS -T "$large/1GiB" "$url/"
row '... openssl dgst -sha256 / curl -T' \
    "$(number '%.2f (%.2f..%.2f; %.2f : %.2f GB/s)' \
        "1/$ratio, 1/$high, 1/$low, $gib/1000/$wall, $gib/1000/$wall_b")" '' ''
# shellcheck disable=SC2016 # for the inner shell
upload '... / openssl dgst -sha256, then curl -T' '' once \
    sh -c 'openssl dgst -sha256 "$1" && curl -sS -T "$1" "$2/"' sh "$large/1GiB" "$url"
TWATFS_ONCE_URL=$line
upload '... / curl -T, to a host at 10 Gbit/s' 0.95 once curl -sS -T "$large/1GiB" "$line/"
TWATFS_ONCE_URL=$url
upload '1 GiB form / curl -F' 0.95 form curl -sS -F "file=@$large/1GiB" "$url/"
cpu_row

memory() { # WHAT COMMAND...
    what=$1
    shift
    measure 3 "$@"
    row "memory: $what" "$(number %.1f "$rss/1024") MiB" '<= 32 MiB' "$(met "$rss <= 32768")"
}
memory '1 MiB file' "$twatfs" upload --no-check --provider once "$here/1MiB"
memory '1 GiB file' "$twatfs" upload --no-check --provider once "$large/1GiB"
memory '1 GiB file in a form' "$twatfs" upload --no-check --provider form "$large/1GiB"
memory '1 GiB file, verified by download' "$twatfs" upload --check=full --provider form "$large/1GiB"
# Through a pipe: standard input that is a file needs no spool.
# shellcheck disable=SC2016 # for the inner shell
memory '1 GiB of standard input' sh -c 'cat "$1" | "$2" upload --no-check --provider once -' \
    sh "$large/1GiB" "$twatfs"
memory '1000 files of 16 KiB' "$twatfs" upload --no-check --provider once "$here"/small/*

# CPU of starting is in all of them: what a further file costs is the difference.
batch() { # RUNS FOLDER COUNT: sets cpu
    runs=$1
    folder=$2
    count=$3
    set --
    while [ $# -lt "$count" ]; do
        set -- "$@" "$folder/$#"
    done
    measure "$runs" "$twatfs" upload --no-check --provider once "$@"
}
batch 41 "$here/small" 1
cpu1=$cpu
batch 41 "$here/small" 10
cpu10=$cpu
batch 15 "$here/small" 100
cpu100=$cpu
batch 7 "$here/small" 1000
cpu1000=$cpu
row 'CPU a file, 1000 files / 10 files' \
    "$(number '%.2f (%.3f : %.3f ms)' "$cpu1000 / $cpu10 / 100, $cpu1000 / 1e6, $cpu10 / 1e4")" \
    '<= 1.1' "$(met "$cpu1000 <= 1.1 * 100 * $cpu10")"
last="($cpu1000 - $cpu100) / 900"
first="($cpu100 - $cpu1) / 99"
row '... a further file, 101st-1000th / 2nd-100th' \
    "$(number '%.2f (%.3f : %.3f ms)' "$last / ($first), $last / 1000, $first / 1000")" \
    '<= 1.2' "$(met "$last <= 1.2 * $first")"
