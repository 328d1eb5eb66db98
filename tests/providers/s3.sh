# s3.sh: what the tests of the provider s3 share.
#
# SPDX-License-Identifier: MIT
#
# A test sources this after functions.sh: it may then upload to the stand-in's bucket.

AWS_S3_BUCKET=test-bucket
AWS_ACCESS_KEY_ID=AKIAOFTHETESTS
AWS_SECRET_ACCESS_KEY=secret/of+the/tests
export AWS_S3_BUCKET AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY

# The options that cut a file of 11 MiB into parts of 5, 5 and 1.
parts='-p s3 -o s3.part_size=5'
make_large() {
    make_file "$file" $((11 * 1024 * 1024))
}

# asked FILTER: how many requests pass; FILTER is Python, in which r is the request, q its query
# and h its headers.
asked() {
    "$python" - "$here/hosts.log" "$1" <<'PYTHON'
import json, sys, urllib.parse
count = 0
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["path"] is None or r["host"] == "roles":
        continue
    q = dict(urllib.parse.parse_qsl(r["path"].partition("?")[2], keep_blank_values=True))
    h = {name.lower(): text for name, text in r["headers"]}
    count += bool(eval(sys.argv[2]))
print(count)
PYTHON
}

expect_asked() { # COUNT FILTER
    found=$(asked "$2")
    [ "$found" -eq "$1" ] || fail "$found requests with $2, expected $1"
}

# show FILTER EXPRESSION: of each request that passes, a line.
show() {
    "$python" - "$here/hosts.log" "$1" "$2" <<'PYTHON'
import json, sys, urllib.parse
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["path"] is None or r["host"] == "roles":
        continue
    q = dict(urllib.parse.parse_qsl(r["path"].partition("?")[2], keep_blank_values=True))
    h = {name.lower(): text for name, text in r["headers"]}
    if eval(sys.argv[2]):
        print(eval(sys.argv[3]))
PYTHON
}

# What a request is, for filters.
part='r["method"] == "PUT" and "uploadId" in q'
create='r["method"] == "POST" and "uploads" in q'
complete='r["method"] == "POST" and "uploadId" in q'
abort='r["method"] == "DELETE" and "uploadId" in q'
put='r["method"] == "PUT" and "uploadId" not in q'
: "$parts" "$part" "$create" "$complete" "$abort" "$put"

# expect_stored FILE: the link on standard output, or in the record there, serves it.
expect_stored() {
    link=$(head -n 1 "$here/out")
    case $link in '{'*) link=$(record url) ;; esac
    expect_serves "$link" "$1"
}

# at_once FILTER: how many of those requests the host had at once, at most.
at_once() {
    show "$1" 'str(r["began"]) + " " + str(r["time"])' | most_at_once
}

# until_asked COUNT FILTER: wait until that many requests that pass have been answered; what is
# waited for is never far. False, and says so, where they do not come.
until_asked() {
    turns=0
    until [ "$(asked "$2")" -ge "$1" ]; do
        turns=$((turns + 1))
        [ $turns -lt 600 ] || { echo "not $1 requests with $2" >&2; return 1; }
        sleep 0.05
    done
}

# until_parts COUNT: wait until that many parts of the upload at $pid are there, and one is held
# back: an upload that is killed before would leave its stall to the next one.
until_parts() {
    until_held 1
    until_asked "$1" "$part and r['status'] == 200" || fail "not $1 parts"
}

# kill_after_two_parts [OPTION...]: upload the file in parts, and kill that once two are there; the
# stand-in holds the third back.
kill_after_two_parts() {
    # shellcheck disable=SC2086 # several options in one variable
    start upload $parts "$@" "$file"
    until_parts 2
    interrupt KILL
}

# keys_from_process: the credentials come from a program only, which standard input is the rest of;
# $here/asked has a line for each time that it was run.
keys_from_process() {
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    mkdir "$here/.aws"
    printf '[default]\ncredential_process = %s/keys\n' "$here" >"$here/.aws/config"
    { printf '#!/bin/sh\necho >>"%s/asked"\n' "$here" && cat; } >"$here/keys"
    chmod +x "$here/keys"
}

# other_part NUMBER: somebody else sends other bytes, as many, as that part of the upload.
other_part() {
    target=$(show "$part and q['partNumber'] == '$1'" 'r["path"]' | head -n 1)
    length=$(show "$part and q['partNumber'] == '$1'" 'h["content-length"]' | head -n 1)
    PYTHONPATH="$source/tests/fault" "$python" - "$TWATFS_S3_URL" "$target" "$length" <<'PYTHON'
import hashlib, http.client, sys, urllib.parse
from content import Content
from hosts.s3 import CHECKSUMS
from s3client import Signer
url, target, body = sys.argv[1], sys.argv[2], b"*" * int(sys.argv[3])
host, (path, _, query) = urllib.parse.urlsplit(url).netloc, target.partition("?")
headers = Signer("AKIAOFTHETESTS", "secret/of+the/tests").headers(
    "PUT", path, urllib.parse.parse_qsl(query),
    {"host": host, "x-amz-checksum-crc64nvme": CHECKSUMS["CRC64NVME"].base64(Content.of(body))},
    hashlib.sha256(body).hexdigest())
connection = http.client.HTTPConnection(host)
connection.request("PUT", target, body, headers)
assert connection.getresponse().status == 200
PYTHON
}
