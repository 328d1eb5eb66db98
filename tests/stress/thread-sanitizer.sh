#!/bin/sh
# thread-sanitizer.sh: the core built with ThreadSanitizer, with many files under way.
#
# SPDX-License-Identifier: MIT
#
# usage: thread-sanitizer.sh [BUILD]     BUILD: the folder where twatfs was built [../../build]
set -eu
umask 022 # modules that others could write would not be trusted

tests=$(cd "$(dirname "$0")/.." && pwd)
source=$(cd "$tests/.." && pwd)
build=$(cd "${1:-$source/build}" && pwd)
here=$(mktemp -d "${TMPDIR:-/tmp}/twatfs-tsan-XXXXXX")
trap 'rm -rf "$here"' EXIT
trap 'exit 1' INT TERM HUP

setting() { # VARIABLE: as configure left it
    sed -n "s/^$1 = //p" "$build/core/Makefile"
}
# ThreadSanitizer of gcc 12 and clang 14 does not know these two.
cat >"$here/known.h" <<'C'
#include <errno.h>
#include <pthread.h>
#include <time.h>

static inline int known_lock(pthread_mutex_t *mutex, const struct timespec *until)
{
    struct timespec now, pause = {.tv_nsec = 1000000};

    while (pthread_mutex_trylock(mutex) != 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec > until->tv_sec ||
            (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec))
            return ETIMEDOUT;
        nanosleep(&pause, NULL);
    }
    return 0;
}

static inline int known_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 10000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    return pthread_cond_timedwait(condition, mutex, &until);
}
#define pthread_mutex_clocklock(mutex, clock, until)           known_lock(mutex, until)
#define pthread_cond_clockwait(condition, mutex, clock, until) known_wait(condition, mutex)
C

# AddressSanitizer instead, with SANITIZER=address,undefined.
sanitizer=${SANITIZER:-thread}
compile() { # OUTPUT SOURCE...
    output=$1
    shift
    # shellcheck disable=SC2046 # several words each
    ${CC:-$(setting CC)} -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -pthread -O1 -g \
        -fsanitize="$sanitizer" -include "$here/known.h" -DPLUGIN_DIR='"/nonexistent"' -DSYSCONFDIR='"/nonexistent"' \
        -I"$source/core" -I"$source/include" -I"$build" -o "$output" "$@" $(setting CURL_LIBS) \
        $(setting CRYPTO_LIBS) $(setting JANSSON_LIBS) $(setting INIH_LIBS) $(setting LTDL_LIBS) \
        $(setting SQLITE_LIBS) $(setting HIREDIS_LIBS) $(setting QRENCODE_LIBS) -lm
}
rooms=$(ls "$source"/core/base/*.c "$source"/core/catalogue/*.c "$source"/core/state/*.c \
    "$source"/core/transfer/*.c "$source"/core/batch/*.c "$source"/core/library/*.c)
# shellcheck disable=SC2086 # several files
compile "$here/twatfs" $rooms "$source"/core/cli/*.c
# shellcheck disable=SC2086 # several files
compile "$here/client" $rooms "$tests"/library/client*.c "$tests"/library/recall.c
echo "built with -fsanitize=$sanitizer"

# The library's tests of batches, with this program.
cd "$build/tests"
for each in "$tests"/library/test-library-batch-*.sh "$tests"/library/test-library-two-threads-*.sh; do
    name=$(basename "$each" .sh)
    sed "s|program=\$build/tests/library/client|program=$here/client|; /libs\/client/d" functions.sh >"$here/functions.sh"
    (cd "$here" && sh "$each") >"$here/said" 2>&1 || { cat "$here/said"; echo "FAIL: $name"; exit 1; }
    echo "ok $name"
done
TWATFS=$here/twatfs COUNT=${COUNT:-1000} MEMORY=0 "$tests/stress/run.sh" "$build"
