#!/bin/sh
# s3-resume.sh: an upload of 1 GiB, killed at 10, 50 and 90 %, goes on where it stopped.
#
# SPDX-License-Identifier: MIT
#
# usage: s3-resume.sh [BUILD]      BUILD: the folder where twatfs was built [../../build]
#
# At OpenStack Swift (tests/servers/install.sh clients swift-2.35). Which parts were sent, and which
# were taken, is read from the log of its proxy; which were there after the kill it is asked by
# boto3. Ends with status 0 when each time the object is right, no part was sent that was there
# already, and nothing is left over. MIB changes the size.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
umask 022 # modules that others could write would not be trusted

tests=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:-$tests/../build}" && pwd)
twatfs=${TWATFS:-$build/core/.libs/twatfs}
[ -x "$twatfs" ] || twatfs=$build/core/twatfs
mib=${MIB:-1024}
part=$((mib / 64)) # MiB, as twatfs cuts it
[ $part -ge 8 ] || part=8
[ $part -le 16 ] || part=16
for variable in $(env | sed -n 's/^\(TWATFS_[A-Z0-9_]*\|AWS_[A-Z0-9_]*\|S3_[A-Z0-9_]*\|XDG_[A-Z_]*\|.*_proxy\|.*_PROXY\)=.*/\1/p'); do
    unset "$variable"
done

here=$(mktemp -d "${TMPDIR:-/tmp}/twatfs-stress-XXXXXX")
finish() {
    trap - EXIT
    "$tests/servers/stop.sh" "$here/swift" || :
    rm -rf "$here"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
die() {
    echo "s3-resume.sh: $*" >&2
    exit 1
}

"$tests/servers/start-swift.sh" 0 "$here/swift" >"$here/start" 2>&1 ||
    { cat "$here/start" && die "Swift did not start"; }
set -a
# shellcheck disable=SC1091 # written by start-swift.sh
. "$here/swift/env"
set +a
AWS_ENDPOINT_URL_S3=$S3_ENDPOINT AWS_S3_BUCKET=shelf AWS_EC2_METADATA_DISABLED=true HOME=$here
LD_LIBRARY_PATH=$build/core/.libs TWATFS_PLUGIN_PATH=$build/plugins/s3/.libs
export AWS_ENDPOINT_URL_S3 AWS_S3_BUCKET AWS_EC2_METADATA_DISABLED HOME LD_LIBRARY_PATH
export TWATFS_PLUGIN_PATH
log=$here/swift/log/swift-proxy.log
look=$tests/servers/look.py
"$look" make shelf

# The numbers of the parts in the log's lines from the one after $1 on, whose status is as $2 says.
numbers() {
    tail -n "+$(($1 + 1))" "$log" | sed -n \
        "s/^access: 127.0.0.1 .* PUT [^ ]*partNumber%3D\([0-9]*\)%26[^ ]* HTTP\/1.0 $2 - twatfs.*/\1/p" |
        sort -nu
}
# What ListParts knows of the only upload that is not ended.
there() {
    /usr/bin/python3 - <<'PYTHON'
import os
import boto3
from botocore.config import Config
s3 = boto3.client("s3", endpoint_url=os.environ["S3_ENDPOINT"],
                  config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))
upload, = s3.list_multipart_uploads(Bucket="shelf")["Uploads"]
for page in s3.get_paginator("list_parts").paginate(Bucket="shelf", Key=upload["Key"], UploadId=upload["UploadId"]):
    for part in page.get("Parts", ()):
        print(part["PartNumber"])
PYTHON
}
lines() { wc -l <"$1"; }

total=$(((mib + part - 1) / part))
for percent in 10 50 90; do
    head -c $((mib * 1048576)) /dev/urandom >"$here/file"
    begun=$(lines "$log")
    "$twatfs" upload -q --force --no-check -p s3 --remote-path file "$here/file" >"$here/out" 2>&1 &
    pid=$!
    until [ "$(numbers "$begun" 200 | wc -l)" -ge $((total * percent / 100)) ]; do
        kill -0 $pid 2>/dev/null || { cat "$here/out" && die "it ended before $percent %"; }
        sleep 0.02
    done
    kill -9 $pid
    wait $pid 2>/dev/null || :
    # What was on its way may still arrive, and is there then as well.
    there >"$here/there"
    while sleep 1 && there >"$here/there.now" && ! cmp -s "$here/there.now" "$here/there"; do
        mv "$here/there.now" "$here/there"
    done

    begun=$(lines "$log")
    "$twatfs" upload -v --force --no-check -p s3 --remote-path file "$here/file" >"$here/out" 2>&1 ||
        { cat "$here/out" && die "$percent %: the second run failed"; }
    grep -q 'goes on with an upload' "$here/out" || die "$percent %: it did not go on"
    numbers "$begun" '[0-9]*' >"$here/sent"
    sort -n "$here/there" "$here/sent" | uniq -d >"$here/twice"
    [ ! -s "$here/twice" ] || die "$percent %: sent though they were there: $(tr '\n' ' ' <"$here/twice")"
    [ "$(sort -nu "$here/there" "$here/sent" | wc -l)" -eq $total ] || die "$percent %: not all parts"
    "$look" get file | cmp -s - "$here/file" || die "$percent %: the object is not the file"
    [ -z "$("$look" uploads)" ] || die "$percent %: an upload is left over"
    echo "killed at $percent %: of $total parts $(lines "$here/there") were there," \
        "$(lines "$here/sent") were sent then, none twice; the object is right"
done
