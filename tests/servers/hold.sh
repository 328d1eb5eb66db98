# hold.sh: real servers that end with the test, however that ends; sourced after functions.sh.
#
# SPDX-License-Identifier: MIT

held=        # processes that end by themselves when the leash is let go
server_leash=$here/server-leash

finish_with_servers() {
    status=$?
    set +e
    exec 8>&-
    # shellcheck disable=SC2086 # several
    wait $held
    give_status "$status"
    finish
}
give_status() { return "$1"; }

# hold STATE-FOLDER...: the servers of these end when the test has ended, killed or not.
hold() {
    mkfifo "$server_leash"
    # shellcheck disable=SC2016 # it has variables of its own
    setsid sh -c 'read -r _ <"$1"; shift; for state; do "$0/stop.sh" "$state"; done' \
        "$source/tests/servers" "$server_leash" "$@" 9>&- &
    held=$!
    exec 8>"$server_leash"
    trap finish_with_servers EXIT
}

server() { # SCRIPT ARGS...
    script=$1
    shift
    code=0
    "$source/tests/servers/$script" "$@" >"$here/server.out" 2>&1 8>&- 9>&- || code=$?
    [ "$code" -ne 77 ] || skip "$(tail -n 1 "$here/server.out") (as root: tests/servers/install.sh)"
    [ "$code" -eq 0 ] || { cat "$here/server.out"; fail "$script did not start"; }
}

# Wait for a command to be true; what is waited for is never far.
until_true() { # COMMAND...
    turns=0
    until "$@"; do
        turns=$((turns + 1))
        [ $turns -lt 1500 ] || fail "it did not come to pass: $*"
        sleep 0.02
    done
}
