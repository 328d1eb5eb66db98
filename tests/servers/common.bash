# common.bash: what the scripts of this folder share; they source it.
#
# SPDX-License-Identifier: MIT
#
# A server lives in a state folder: its configuration, its data, its logs, "pids" while it runs, and
# "env" with what a client of it needs.  A line of pids is "PID START NAME"; START, when the process
# began (field 22 of proc_pid_stat(5)), proves that the number was not given to another one since.

set -euo pipefail
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin # nginx, for those who are not root
servers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

die() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# What a test does when it cannot run here.
skip() {
    echo "${0##*/}: $*" >&2
    exit 77
}

need_programs() { # COMPONENT PROGRAM...
    local component=$1 program
    shift
    for program; do
        command -v "$program" >/dev/null || skip "$program is missing: run install.sh $component"
    done
}

# ---- State folders ----

open_state() { # FOLDER: made when it is not there; $state is its whole path
    mkdir -p "$1"
    state=$(cd "$1" && pwd)
    case $state in
    *[[:space:]\;\{\}\"\'\\]*) die "$state: a folder without blanks and quotes, please" ;;
    esac
    [ ! -e "$state/pids" ] || die "$state/pids is there: it runs already, or run stop.sh"
    mkdir -p "$state/log"
}

started_at() { # PID
    # The name before it, in parentheses, may have blanks.
    sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

alive() { # PID START
    [ "$(started_at "$1")" = "$2" ] && ! grep -q '^State:.*zombie' "/proc/$1/status" 2>/dev/null
}

record() { # PID NAME
    echo "$1 $(started_at "$1") $2" >>"$state/pids"
}

# Start a program that outlives this script; its output is log/NAME.log.
launch() { # NAME COMMAND...
    local name=$1
    shift
    setsid "$@" </dev/null >"$state/log/$name.log" 2>&1 &
    record $! "$name"
}

record_children() { # PID NAME
    local children child
    read -r -a children <"/proc/$1/task/$1/children" || :
    for child in "${children[@]}"; do
        record "$child" "$2"
    done
}

all_alive() {
    local pid start name
    while read -r pid start name; do
        alive "$pid" "$start" || return 1
    done <"$state/pids"
}

show_logs() {
    tail -n 5 "$state"/log/*.log >&2
}

# Wait for a command to succeed, as long as what was launched lives.
wait_for() { # SECONDS COMMAND...
    local deadline=$((SECONDS + $1))
    shift
    while [ $SECONDS -lt $deadline ]; do
        all_alive || return 1
        # Whoever answered may be another server on a port that ours did not get.
        if "$@" 2>/dev/null && all_alive; then
            return 0
        fi
        sleep 0.05
    done
    return 1
}

# ---- Ports ----

listening() { # PORT
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

all_free() { # FIRST COUNT
    local port
    for ((port = $1; port < $1 + $2; port++)); do
        ! listening "$port" || return 1
    done
}

# The first of so many free ports in a row.  They are below those that the kernel gives to outgoing
# connections (ip_local_port_range, ip(7)); another test may still be faster, so be ready to repeat.
choose_ports() { # COUNT
    local attempt first
    for ((attempt = 0; attempt < 100; attempt++)); do
        first=$((10000 + RANDOM * 22000 / 32768))
        if all_free $first "$1"; then
            echo $first
            return 0
        fi
    done
    die "there are no $1 free ports in a row"
}

# Call START with the first of COUNT ports: the one asked for, or with 0 chosen ones until it works.
start_on_ports() { # PORT COUNT START
    local attempt port
    if [ "$1" != 0 ]; then
        all_free "$1" "$2" || die "ports $1 to $(($1 + $2 - 1)): not all of them are free"
        "$3" "$1" && return 0
    else
        for ((attempt = 0; attempt < 5; attempt++)); do
            port=$(choose_ports "$2")
            "$3" "$port" && return 0
            "$servers/stop.sh" "$state"
            grep -q 'Address already in use\|Could not bind' "$state"/log/*.log || break
        done
    fi
    show_logs
    "$servers/stop.sh" "$state"
    die "did not start; the rest of its logs is in $state/log"
}

# ---- TLS ----

# A certificate for this run alone: cert.pem and key.pem in FOLDER.
make_certificate() { # FOLDER NAME...
    local folder=$1 names=IP:127.0.0.1 name
    shift
    for name; do
        names=$names,DNS:$name
    done
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=twatfs-test -addext "subjectAltName=$names" \
        -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>"$state/log/openssl.log" ||
        die "$(cat "$state/log/openssl.log")"
}
