#!/bin/bash
# stop.sh: end the processes of a state folder, and no others.
#
# SPDX-License-Identifier: MIT
#
# usage: stop.sh STATE-FOLDER
#
# What it holds stays; a start on it goes on with that.
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

state=${1:?usage: stop.sh STATE-FOLDER}
[ -e "$state/pids" ] || exit 0

signal_all() { # SIGNAL: the last one started is the first
    local pid start name
    tac "$state/pids" | while read -r pid start name; do
        ! alive "$pid" "$start" || kill "-$1" "$pid" 2>/dev/null || :
    done
}

any_alive() {
    local pid start name
    while read -r pid start name; do
        ! alive "$pid" "$start" || return 0
    done <"$state/pids"
    return 1
}

wait_for_the_end() { # SECONDS
    local deadline=$((SECONDS + $1))
    while any_alive; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.05
    done
}

signal_all TERM
wait_for_the_end 10 || {
    signal_all KILL
    wait_for_the_end 5 || die "some would not end: see $state/pids"
}
rm -f "$state/pids"
