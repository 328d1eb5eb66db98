# ftp.sh: FTP servers for the tests of ftp; sourced after functions.sh.
#
# SPDX-License-Identifier: MIT
#
# Both run as whoever runs the test, on free ports, with TLS and a certificate of the test's own;
# twatfs is pointed at the folder $shelf of the one that was started last.
#
#   start_vsftpd   vsftpd; nobody logs in by name, since only root could look passwords up.  It wants
#                  the TLS session of the control connection on each data connection.  Its log is
#                  $here/vsftpd.log: "OK UPLOAD" and "FAIL UPLOAD" with the bytes that came.
#   start_ftpd     pyftpdlib, ftpd.py: the user anna, whose password is $ftp_password; and faults.
#                  Its log is $here/ftpd.log: the commands, and "stored N bytes".

. "$source/tests/servers/shelf.sh"

ftp_password='correct horse'
ftp_ca=$here/ftp-ca.pem

make_ftp_certificate() {
    [ ! -e "$ftp_ca" ] || return 0
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=twatfs-test \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$here/ftp-key.pem" -out "$ftp_ca" 2>"$here/openssl.err" ||
        fail "openssl: $(cat "$here/openssl.err")"
    unset CURL_CA_BUNDLE
    SSL_CERT_FILE=$ftp_ca
    export SSL_CERT_FILE
}

# start_vsftpd [LINE OF ITS CONFIGURATION...]
start_vsftpd() {
    PATH=$PATH:/usr/sbin
    command -v vsftpd >/dev/null || skip "no vsftpd (as root: tests/servers/install.sh ftp)"
    make_ftp_certificate
    mkdir -p "$shelf" "$here/empty"
    # It takes no folder that can be written to for its root.
    for attempt in 1 2 3 4 5; do
        ftp_port=$(free_port)
        printf '%s\n' listen=YES listen_address=127.0.0.1 "listen_port=$ftp_port" background=NO \
            run_as_launching_user=YES "ftp_username=$(id -un)" "secure_chroot_dir=$here/empty" \
            anonymous_enable=YES local_enable=NO no_anon_password=YES "anon_root=$here/root" \
            anon_upload_enable=YES anon_mkdir_write_enable=YES anon_other_write_enable=YES \
            anon_world_readable_only=NO write_enable=YES anon_umask=022 seccomp_sandbox=NO \
            xferlog_enable=YES syslog_enable=NO log_ftp_protocol=YES "vsftpd_log_file=$here/vsftpd.log" \
            ssl_enable=YES allow_anon_ssl=YES force_anon_logins_ssl=YES force_anon_data_ssl=YES \
            require_ssl_reuse=YES "rsa_cert_file=$ftp_ca" "rsa_private_key_file=$here/ftp-key.pem" \
            "$@" >"$here/vsftpd.conf"
        mkdir -p "$here/root"
        [ -e "$here/root/shelf" ] || ln -s "$shelf" "$here/root/shelf"
        vsftpd "$here/vsftpd.conf" >"$here/vsftpd.out" 2>&1 9>&- &
        helper=$!
        until "$python" -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])))' \
            "$ftp_port" 2>/dev/null; do
            kill -0 $helper 2>/dev/null || break
            sleep 0.02
        done
        ! kill -0 $helper 2>/dev/null || break
    done
    kill -0 $helper 2>/dev/null || { cat "$here/vsftpd.out"; skip "vsftpd does not start here"; }
    helpers="$helpers $helper"
    TWATFS_FTP_URL=ftps://127.0.0.1:$ftp_port/shelf/
    export TWATFS_FTP_URL
}

# start_ftpd [OPTION OF ftpd.py...]
start_ftpd() {
    "$python" -c 'import OpenSSL, pyftpdlib' 2>/dev/null ||
        skip "no pyftpdlib (as root: tests/servers/install.sh ftp)"
    make_ftp_certificate
    mkdir -p "$shelf"
    cat "$here/ftp-key.pem" "$ftp_ca" >"$here/ftp-both.pem"
    rm -f "$here/ftp.port"
    FTP_PASSWORD=$ftp_password "$python" -W ignore "$source/tests/servers/ftpd.py" "$here/ftp.port" \
        "$here" "$here/ftp-both.pem" "$@" >"$here/ftpd.log" 2>&1 9>&- &
    helper=$!
    helpers="$helpers $helper"
    until [ -s "$here/ftp.port" ]; do
        kill -0 $helper 2>/dev/null || { cat "$here/ftpd.log"; fail "no ftpd"; }
        sleep 0.02
    done
    ftp_port=$(cat "$here/ftp.port")
    : >"$here/ftpd.log"
    aim "$ftp_port"
    TWATFS_FTP_PASSWORD=$ftp_password
    export TWATFS_FTP_PASSWORD
}

# aim PORT [SCHEME]: where twatfs goes, as anna.
aim() {
    TWATFS_FTP_URL=${2:-ftps}://anna@127.0.0.1:$1/shelf/
    export TWATFS_FTP_URL
}
