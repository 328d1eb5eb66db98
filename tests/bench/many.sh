#!/bin/sh
# many.sh: measures uploads of many small files, and prints a table.
#
# SPDX-License-Identifier: MIT
#
# usage: many.sh [BUILD]      BUILD: the folder where twatfs was built [../../build]
#
# TURNS (default 5) is how often the two sides of a ratio take turns; JOBS and COUNTS are those of the tables.
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
server= nginx=
finish() {
    trap - EXIT
    [ -z "$nginx" ] || { kill -QUIT "$nginx" && wait "$nginx"; } || :
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
compile "$here/twatfs-provider-keep.so" "$bench/keep.c" -shared -fPIC -fvisibility=hidden

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
for jobs in ${JOBS:-1 4 8 16 32 64 auto}; do
    for count in ${COUNTS:-100 1000 10000}; do
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

# ---- A server that keeps files, and that rclone can speak to: nginx with WebDAV ----

dav=/usr/lib/nginx/modules/ngx_http_dav_ext_module.so # PROPFIND, which rclone asks
for needed in nginx rclone; do
    command -v $needed >/dev/null || { echo "without rclone copy: no $needed"; exit 0; }
done
[ -e $dav ] || { echo "without rclone copy: no libnginx-mod-http-dav-ext"; exit 0; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$here/kept" "$here/kept/twatfs" "$here/kept/curl" "$here/kept/rclone"
cat >"$here/nginx.conf" <<CONF
load_module $dav;
worker_processes $(nproc);
daemon off;
pid $here/nginx.pid;
error_log $here/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $here/kept/.body;
    keepalive_requests 1000000;
    dav_ext_lock_zone zone=locks:1m;
    server {
        listen 127.0.0.1:$port;
        root $here/kept;
        dav_methods PUT DELETE MKCOL;
        dav_ext_methods PROPFIND OPTIONS;
        create_full_put_path on;
        client_max_body_size 0;
    }
}
CONF
[ "$(id -u)" != 0 ] || { sed -i '1i user root;' "$here/nginx.conf"; }
nginx -e "$here/nginx.log" -p "$here" -c "$here/nginx.conf" 9>&- &
nginx=$!
until curl -s -o "$here/none" "http://127.0.0.1:$port/"; do
    kill -0 "$nginx" || { cat "$here/nginx.log"; exit 1; }
    sleep 0.05
done
kept=http://127.0.0.1:$port
TWATFS_KEEP_URL=$kept/twatfs && export TWATFS_KEEP_URL
for count in 100 1000 10000; do
    mkdir "$here/files-$count"
    while read -r name; do ln "$name" "$here/files-$count/"; done <"$here/names-$count"
done

# Each has the folder for itself, and finds it as it left it: from the second turn on files are replaced.
row() { # NAME JOBS COUNT COMMAND...
    name=$1 jobs=$2 count=$3
    shift 3
    measure "$turns" "$@"
    printf '%-12s %6s %8s %12s %16s %12s\n' "$name" "$jobs" "$count" "$(number %.0f "$count * 1e6 / $wall")" \
        "$(number %.1f "$cpu / $count")" "$(number %.1f "$rss / 1024")"
}
echo
echo "the same to nginx with WebDAV, which keeps the files: $(nginx -v 2>&1 | sed 's/.*: //'), $(rclone version | head -n 1)"
printf '%-12s %6s %8s %12s %16s %12s\n' CLIENT JOBS FILES FILES/S 'CPU A FILE, us' 'MEMORY, MiB'
for jobs in ${JOBS:-1 8 64}; do
    for count in ${COUNTS:-100 1000 10000}; do
        row twatfs $jobs $count "$twatfs" upload --no-check -p keep -j $jobs --from-file "$here/names-$count"
        # shellcheck disable=SC2016 # for the inner shell
        [ $count -gt 1000 ] || row 'xargs curl' $jobs $count sh -c \
            'xargs -P "$3" -n 1 sh -c '\''exec curl -sS -T "$2" "$1/${2##*/}"'\'' sh "$1" <"$2"' sh "$kept/curl" \
            "$here/names-$count" $jobs
        row 'rclone copy' $jobs $count rclone copy -q --config /dev/null --transfers $jobs --checkers $jobs \
            --no-check-dest --no-traverse --webdav-vendor other --webdav-url "$kept/rclone" \
            "$here/files-$count" :webdav:
    done
done
