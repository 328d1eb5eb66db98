# tus.sh: @tus/server for the tests of tus; sourced after functions.sh.
#
# SPDX-License-Identifier: MIT
#
# It ends with the test, however that ends.
. "$source/tests/servers/hold.sh"

# start_tus: $TUS_URL, its $data, and $requests, its log.
start_tus() {
    hold "$here/tus"
    server start-tus.sh 0 "$here/tus"
    data=$here/tus/data
    requests=$here/tus/log/requests.log
    # shellcheck disable=SC1091 # written by the script
    . "$here/tus/env"
    TWATFS_TUS_URL=$TUS_URL/files/
    export TWATFS_TUS_URL
}

# received: bytes of the one upload that is begun; 0 without one.
received() {
    found=$(find "$data/files" -type f ! -name '*.json' -printf '%s\n')
    echo "${found:-0}"
}
has_received() { # BYTES
    [ "$(received)" -ge "$1" ]
}
