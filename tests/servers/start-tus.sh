#!/bin/bash
# start-tus.sh: @tus/server on this machine, for tests.
#
# SPDX-License-Identifier: MIT
#
# usage: start-tus.sh PORT STATE-FOLDER
#
# PORT 0 chooses a free one.  What it has where is in tus-server.js; uploads are below
# STATE-FOLDER/data, log/requests.log has a line a request.  The env file has TUS_URL.  stop.sh
# STATE-FOLDER ends it.
#
#   TUS_MODULES=FOLDER  where install.sh put it [/opt/twatfs-tus]
# shellcheck source-path=SCRIPTDIR source=common.bash
. "$(dirname "$0")/common.bash"

usage='usage: start-tus.sh PORT STATE-FOLDER'
wanted=${1:?$usage} folder=${2:?$usage}
modules=${TUS_MODULES:-/opt/twatfs-tus}/node_modules

need_programs tus node curl
[ -e "$modules/@tus/server" ] || skip "$modules/@tus/server is missing: run install.sh tus"
open_state "$folder"
mkdir -p "$state/data"

ready() { # PORT
    curl -fs -m 2 --noproxy '*' -o "$state/log/ready" -X OPTIONS "http://127.0.0.1:$1/files/"
}

start() { # PORT
    rm -f "$state/pids" "$state/log/tus.log"
    NODE_PATH=$modules launch tus node "$servers/tus-server.js" "$1" "$state/data" "$state/log/requests.log"
    # Node may be slow to begin on a machine that is busy.
    wait_for 60 ready "$1" || return 1
    echo "TUS_URL=http://127.0.0.1:$1" >"$state/env"
}

start_on_ports "$wanted" 1 start
cat "$state/env"
