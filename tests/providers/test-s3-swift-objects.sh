#!/bin/sh
# Objects of all sizes at OpenStack Swift over http: what was sent is what others read, the payload
# is signed, and the link that is printed serves it for as long as it says.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift
start_gate

make_file "$here/small.txt" 16000
: >"$here/empty.bin"
make_file "$here/large.bin" 20000000

for name in small.txt empty.bin large.bin; do
    before=$(date +%s)
    run upload --json -v -p s3 "$here/$name"
    expect_status 0
    after=$(date +%s)
    [ "$(record status)" = verified ] || fail "$name: not verified"
    expect_stored "$name" "$here/$name"
    expect_serves "$(record url)" "$here/$name"

    # Nobody but us may read it, so the link is presigned, for a week, and says so.
    expect_err 'the link is presigned: it dies in 604800 s'
    record url | grep -q '[?&]X-Amz-Expires=604800&' || fail "$name: not presigned for a week"
    expires=$(date -d "$(record expires)" +%s)
    [ "$expires" -ge $((before + 604800)) ] && [ "$expires" -le $((after + 604800)) ] ||
        fail "$name: it expires at $(record expires)"
done
expect_header small.txt Content-Type text/plain
expect_header large.bin Content-Type application/octet-stream

# Without TLS anybody on the way could change what is not signed.
! grep -q '^PUT .* UNSIGNED-PAYLOAD$' "$gate/log" || fail "an unsigned payload over http"
grep -q "^PUT /shelf/small.txt 200 $(sha256sum <"$here/small.txt" | cut -d ' ' -f 1)\$" "$gate/log" ||
    fail "the payload's hash is not that of the file"

# A shorter life is what the link says, too.
run upload --json -p s3 --expire 100s --unique "$here/small.txt"
expect_status 0
record url | grep -q '[?&]X-Amz-Expires=100&' || fail "it does not expire after 100 s"
expect_serves "$(record url)" "$here/small.txt"

# Where anyone may read the bucket, the plain link will do.
public=$(look public)
run upload -v -p s3 --force -o s3.link_base="$public" "$here/small.txt"
expect_status 0
[ "$(cat "$here/out")" = "$public/small.txt" ] || fail "not the plain link: $(cat "$here/out")"
expect_err "the link is the object's own address"
expect_serves "$public/small.txt" "$here/small.txt"

for name in small.txt empty.bin large.bin; do
    if have aws; then
        s3api get-object --bucket shelf --key "$name" "$here/back" >"$here/aws.out"
        cmp -s "$here/back" "$here/$name" || fail "aws reads something else: $name"
    fi
    if have boto3; then
        boto3 "$name" "$here/back" <<'PYTHON'
s3.download_file("shelf", sys.argv[1], sys.argv[2])
PYTHON
        cmp -s "$here/back" "$here/$name" || fail "boto3 reads something else: $name"
    fi
done
