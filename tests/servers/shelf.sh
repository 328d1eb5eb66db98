# shelf.sh: what the tests of sftp and ftp share; sshd.sh and ftp.sh source it.
#
# SPDX-License-Identifier: MIT
#
# $shelf is the folder that the server shows; $helpers are processes that end with the test.

shelf=$here/shelf
helpers=

finish_with_helpers() {
    status=$?
    set +e
    for process in $helpers; do
        kill "$process" 2>/dev/null
        wait "$process" 2>/dev/null
    done
    # Sessions are processes of their own, and end with their connections.
    if [ "$status" -ne 0 ] && [ "$status" -ne 77 ]; then
        tail -n 20 "$here"/*.log 2>/dev/null
    fi
    give_status "$status"
    finish
}
give_status() { return "$1"; }
trap finish_with_helpers EXIT

free_port() {
    "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_proxy PORT [RULE...]: tests/servers/cut.py before a server; $proxy_port is its own.
start_proxy() {
    rm -f "$here/proxy.port"
    "$python" "$source/tests/servers/cut.py" "$here/proxy.port" "$@" 9>&- &
    helpers="$helpers $!"
    until [ -s "$here/proxy.port" ]; do sleep 0.02; done
    proxy_port=$(cat "$here/proxy.port")
}

# start_tunnel [FROM=TO...]: tests/servers/tunnel.py, through which twatfs goes from here on; what
# hosts and ports it asks for is in $here/tunnel.log.
start_tunnel() {
    "$python" "$source/tests/servers/tunnel.py" "$here/tunnel.port" "$@" >"$here/tunnel.log" 9>&- &
    helpers="$helpers $!"
    until [ -s "$here/tunnel.port" ]; do sleep 0.02; done
    ALL_PROXY=http://127.0.0.1:$(cat "$here/tunnel.port")
    export ALL_PROXY
}

# public_shelf: a web server that shows $shelf; $public is its address.
public_shelf() {
    "$python" -u - "$shelf" "$here/public.port" >"$here/public.log" 2>&1 9>&- <<'PYTHON' &
import functools, http.server, os, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
with open(sys.argv[2] + ".new", "w") as out:
    out.write(str(server.server_address[1]))
os.rename(sys.argv[2] + ".new", sys.argv[2])
server.serve_forever()
PYTHON
    helpers="$helpers $!"
    until [ -s "$here/public.port" ]; do sleep 0.02; done
    public=http://127.0.0.1:$(cat "$here/public.port")/
}

expect_same() { # FILE FILE
    cmp -s "$1" "$2" || fail "$1 is not $2"
}

# Nothing but these is in the folder.
expect_shelf() { # NAME...
    for name; do
        [ -e "$shelf/$name" ] || fail "$name is not there"
    done
    [ "$(ls -A "$shelf" | wc -l)" -eq $# ] || fail "there is: $(ls -A "$shelf" | tr '\n' ' ')"
}
