# swift.sh: OpenStack Swift for the tests of s3; sourced after functions.sh.
#
# SPDX-License-Identifier: MIT
#
# `start_swift` starts it with an empty bucket "shelf" and sets the environment that twatfs, aws and
# boto3 need.  What is stored is looked at through Swift's own API, which knows nothing of S3, with
# look.py.  All that was started ends with the test, however that ends.

. "$source/tests/servers/hold.sh"

swift=$here/swift

for variable in $(env | sed -n 's/^\(AWS_[A-Z0-9_]*\|S3_[A-Z0-9_]*\|SWIFT_WORKERS\)=.*/\1/p'); do
    unset "$variable"
done
unset TWATFS_S3_URL # Amazon's own variables say where
AWS_EC2_METADATA_DISABLED=true
AWS_MAX_ATTEMPTS=1
TWATFS_RETRY_DELAY=20ms
export AWS_EC2_METADATA_DISABLED AWS_MAX_ATTEMPTS

# Under it a store waits too long for what is to come.
[ -z "${TWATFS_WRAPPER-}" ] || skip "the store would not wait for a program under $TWATFS_WRAPPER"

has_attributes() {
    "$python" -c 'import os, sys; os.setxattr(sys.argv[1], "user.twatfs", b"1")' "$here" 2>/dev/null
}

# start_swift [tls]
start_swift() {
    has_attributes || skip "$here: no user xattrs, which Swift needs: set TMPDIR to another folder"
    hold "$here/flaky" "$swift"
    S3_TLS=$([ "${1-}" != tls ] || echo 1)
    export S3_TLS
    server start-swift.sh 0 "$swift"
    set -a
    # shellcheck disable=SC1091 # written by start-swift.sh
    . "$swift/env"
    set +a
    AWS_S3_BUCKET=shelf
    CURL_CA_BUNDLE=${AWS_CA_BUNDLE-}
    export AWS_S3_BUCKET
    # The last is that of expect_serves.
    [ -z "$CURL_CA_BUNDLE" ] || { SSL_CERT_FILE=$CURL_CA_BUNDLE && export CURL_CA_BUNDLE SSL_CERT_FILE; }
    swift_endpoint=$S3_ENDPOINT
    use_endpoint "$S3_ENDPOINT"
    swift_log=$swift/log/swift-proxy.log
    look make shelf
}

use_endpoint() { # URL
    S3_ENDPOINT=$1
    AWS_ENDPOINT_URL_S3=$1
    export S3_ENDPOINT AWS_ENDPOINT_URL_S3
}

# start_flaky: the same store, from now on behind a proxy that hurts a share of the requests.
start_flaky() {
    server start-flaky.sh 0 "$here/flaky" "$swift"
    use_endpoint "$(sed -n 's/^S3_ENDPOINT=//p' "$here/flaky/env")"
}

# start_gate: from now on behind gate.py, which holds, damages and counts: see there.
start_gate() {
    gate=$here/gate
    mkdir "$gate"
    "$python" "$source/tests/servers/gate.py" "$gate" "$swift_endpoint" ${CURL_CA_BUNDLE:+"$swift/etc"} \
        8>&- 9>&- <"$server_leash" 2>"$gate/errors" &
    gate_process=$!
    held="$held $gate_process"
    while [ ! -e "$gate/url" ]; do
        kill -0 "$gate_process" 2>/dev/null || { cat "$gate/errors"; fail "no gate"; }
        sleep 0.02
    done
    use_endpoint "$(cat "$gate/url")"
}

# look COMMAND ARGS...: see look.py.
look() {
    S3_ENDPOINT=$swift_endpoint "$python" "$source/tests/servers/look.py" "$@"
}

# expect_stored KEY FILE: the object has these bytes.
expect_stored() {
    look get "$1" | cmp -s - "$2" || fail "$1 is not $2"
}

# expect_header KEY HEADER VALUE: HEAD answers that.
expect_header() {
    found=$(look head "$1" "$2")
    [ "$found" = "$3" ] || fail "$1: $2 is '$found', expected '$3'"
}

# expect_uploads NUMBER: so many are begun and not ended.
expect_uploads() {
    [ "$(look uploads | wc -l)" -eq "$1" ] || { look uploads; fail "not $1 unfinished uploads"; }
}

# has_parts NUMBER: so many parts of what is not ended are there.
has_parts() {
    [ "$(look parts)" -ge "$1" ]
}

# part_puts: how many parts twatfs sent that Swift took.
part_puts() {
    grep -c '^access: 127.0.0.1 .* PUT [^ ]*partNumber[^ ]* HTTP/1.0 200 - twatfs' "$swift_log" || :
}

# Debian's, which are Amazon's own: have aws, have boto3; says so where one is missing.
have() {
    case $1 in
    aws) command -v aws >/dev/null && return 0 ;;
    boto3) /usr/bin/python3 -c 'import boto3' 2>/dev/null && return 0 ;;
    esac
    echo "not done: $1 is missing: as root: tests/servers/install.sh clients"
    return 1
}

# s3api ARGS...: aws s3api, at this endpoint.
s3api() {
    aws --endpoint-url "$S3_ENDPOINT" --output text s3api "$@" 8>&- 9>&-
}

# boto3 ARGS... <SCRIPT: Python with s3, a client of it, and sys.
boto3() {
    {
        cat <<'PYTHON'
import os, sys
import boto3
from botocore.config import Config
from boto3.s3.transfer import TransferConfig
s3 = boto3.client(
    "s3",
    endpoint_url=os.environ["S3_ENDPOINT"],
    verify=os.environ.get("AWS_CA_BUNDLE"),
    config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
)
PYTHON
        cat
    } >"$here/script-of-s3.py"
    /usr/bin/python3 "$here/script-of-s3.py" "$@" 8>&- 9>&-
}
