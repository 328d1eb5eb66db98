# sshd.sh: OpenSSH's server for the tests of sftp; sourced after functions.sh.
#
# SPDX-License-Identifier: MIT
#
# `start_sshd` starts it as whoever runs the test, on a free port, with a host key and a key to log
# in with of its own; twatfs is pointed at the folder $shelf, with the host's key in known_hosts.
# sftp-server's log is $here/sftp.log: it has a line for each file with the bytes written to it.

. "$source/tests/servers/shelf.sh"

sshd=

make_key() { # FILE
    ssh-keygen -q -t ed25519 -N '' -C twatfs-test -f "$1"
}

# start_sshd [LINE OF ITS CONFIGURATION...]
start_sshd() {
    PATH=$PATH:/usr/sbin
    command -v sshd >/dev/null && command -v ssh-keygen >/dev/null ||
        skip "no sshd (as root: tests/servers/install.sh sshd)"
    for sftp_server in /usr/lib/openssh/sftp-server /usr/libexec/openssh/sftp-server ''; do
        [ ! -x "$sftp_server" ] || break
    done
    [ -n "$sftp_server" ] || skip "no sftp-server"
    # Started by root it wants the folder that its package's service would make.
    [ "$(id -u)" != 0 ] || [ -d /run/sshd ] || mkdir -m 755 /run/sshd || skip "no /run/sshd"
    mkdir -p "$shelf" "$here/.ssh"
    chmod 700 "$here/.ssh"
    [ -e "$here/host-key" ] || make_key "$here/host-key"
    [ -e "$here/.ssh/id_ed25519" ] || make_key "$here/.ssh/id_ed25519"
    cp "$here/.ssh/id_ed25519.pub" "$here/authorized"
    # Another test may take the port that was free.
    for attempt in 1 2 3 4 5; do
        [ -n "${sshd_port-}" ] || sshd_port=$(free_port)
        printf '%s\n' "Port $sshd_port" 'ListenAddress 127.0.0.1' "HostKey $here/host-key" \
            "AuthorizedKeysFile $here/authorized" "PidFile none" 'StrictModes no' 'UsePAM no' \
            'PermitRootLogin yes' 'LogLevel VERBOSE' 'MaxStartups 100' \
            "Subsystem sftp $sftp_server -e -l VERBOSE 2>>$here/sftp.log" "$@" >"$here/sshd_config"
        "$(command -v sshd)" -D -e -f "$here/sshd_config" >>"$here/sshd.log" 2>&1 9>&- &
        sshd=$!
        until grep -q "Server listening on 127.0.0.1 port $sshd_port\." "$here/sshd.log" 2>/dev/null; do
            kill -0 $sshd 2>/dev/null || break
            sleep 0.02
        done
        ! kill -0 $sshd 2>/dev/null || break
        sshd_port=
    done
    kill -0 $sshd 2>/dev/null || { cat "$here/sshd.log"; fail "no sshd"; }
    helpers="$helpers $sshd"
    know_host "$sshd_port"
    sftp_base=sftp://127.0.0.1:$sshd_port$shelf/
    aim "$sshd_port"
}

# A server that says nothing any more is not waited for: libcurl 7.88 gives up its goodbye after a
# second, and leaves the memory of libssh2's session behind.
tolerate_leaks() {
    ASAN_OPTIONS=detect_leaks=0
    export ASAN_OPTIONS
    [ -z "${TWATFS_WRAPPER-}" ] ||
        TWATFS_WRAPPER=$(echo "$TWATFS_WRAPPER" | sed 's/--leak-check=full/--leak-check=no/')
}

stop_sshd() {
    kill "$sshd"
    wait "$sshd" 2>/dev/null || :
    helpers=$(echo "$helpers" | sed "s/ $sshd\>//")
    sshd=
}

know_host() { # PORT
    echo "[127.0.0.1]:$1 $(cut -d ' ' -f 1,2 "$here/host-key.pub")" >>"$here/.ssh/known_hosts"
}

# aim PORT: where twatfs goes.
aim() {
    TWATFS_SFTP_URL=sftp://$(id -un)@127.0.0.1:$1$shelf/
    export TWATFS_SFTP_URL
}

# written FILE: the bytes that each of sftp-server's sessions wrote to it, one a line; none that
# wrote nothing.
written() {
    sed -n "s|.*close \"[^\"]*$1[^\"]*\" bytes read [0-9]* written \([1-9][0-9]*\).*|\1|p" "$here/sftp.log"
}

# start_half_an_upload: of $here/large.bin; more than a third of it is on the server when this
# returns, and no more of it gets there. $pid is twatfs.
start_half_an_upload() {
    make_file "$here/large.bin" 3000000
    start_proxy "$sshd_port" stall=1500000 pass
    know_host "$proxy_port"
    aim "$proxy_port"
    start upload -p sftp "$here/large.bin"
    until [ "$(cat "$shelf"/.twatfs-* 2>/dev/null | wc -c)" -gt 1000000 ]; do
        kill -0 "$pid" || fail "it ended"
        sleep 0.05
    done
}
