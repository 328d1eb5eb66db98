#!/bin/sh
# Multipart at Swift: part sizes, standard input of any length, one at once and many, checksums of
# parts; the ETag is the MD5 of the parts' MD5s.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift
make_file "$here/large.bin" 31000000

# expect_parts KEY FILE COUNT: so many parts, and the ETag that they make.
expect_parts() {
    expect_stored "$1" "$2"
    [ "$(look manifest "$1" | wc -l)" -eq "$3" ] || fail "$1: not $3 parts"
    whole=$(look manifest "$1" | "$python" -c 'import hashlib, sys
digests = b"".join(bytes.fromhex(line.split()[1]) for line in sys.stdin)
print("%s-%d" % (hashlib.md5(digests).hexdigest(), len(digests) // 16))')
    if have boto3; then
        [ "$(boto3 "$1" <<'PYTHON'
print(s3.head_object(Bucket="shelf", Key=sys.argv[1])["ETag"].strip('"'))
PYTHON
        )" = "$whole" ] || fail "$1: its ETag is not $whole"
    fi
}

run upload -p s3 --name default "$here/large.bin"
expect_status 0
expect_parts default "$here/large.bin" 4
run upload -p s3 --name five -o s3.part_size=5 -o s3.concurrency=1 "$here/large.bin"
expect_status 0
expect_parts five "$here/large.bin" 6
run upload -p s3 --name many -o s3.part_size=5 -o s3.concurrency=32 "$here/large.bin"
expect_status 0
expect_parts many "$here/large.bin" 6
run upload -p s3 --name thirteen -o s3.part_size=13 -o s3.concurrency=32 "$here/large.bin"
expect_status 0
expect_parts thirteen "$here/large.bin" 3
for checksum in crc64nvme crc32c; do
    run upload -p s3 --name $checksum -o s3.checksum=$checksum -o s3.part_size=10 "$here/large.bin"
    expect_status 0
    expect_parts $checksum "$here/large.bin" 3
done

# Exactly one part, and exactly two.
head -c 5242880 "$here/large.bin" >"$here/one"
head -c 10485760 "$here/large.bin" >"$here/two"
run upload -p s3 -o s3.part_size=5 "$here/one"
expect_status 0
expect_stored one "$here/one"
run upload -p s3 -o s3.part_size=5 "$here/two"
expect_status 0
expect_parts two "$here/two" 2

# Standard input, whose length nobody knows.
: >"$here/nothing"
make_file "$here/little" 4000
mkfifo "$here/pipe"
for name in nothing little one two large.bin; do
    cat "$here/$name" >"$here/pipe" &
    run upload -p s3 -o s3.part_size=5 --name "stream-$name" - <"$here/pipe"
    expect_status 0
    expect_serves "$(cat "$here/out")" "$here/$name"
    expect_stored "stream-$name" "$here/$name"
done
expect_parts stream-large.bin "$here/large.bin" 6

expect_uploads 0

# An odd wish is one clear line.
for wish in 4 5121 5x ''; do
    run upload -p s3 --force -o s3.part_size="$wish" "$here/two"
    [ "$status" -ne 0 ] || fail "part_size=$wish: taken"
    expect_error_line 'part_size'
done
