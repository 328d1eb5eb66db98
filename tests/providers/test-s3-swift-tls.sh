#!/bin/sh
# Over TLS the payload is not hashed but has a checksum where one is asked for: Swift verifies it,
# and what was damaged on the way is sent once more.  A certificate that nobody vouches for is none.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift tls
start_gate
case $S3_SERVER_VERSION in
2.30*) verifies=no ;; # it stores what does not fit its checksum
*) verifies=yes ;;
esac

make_file "$here/small.txt" 16000
: >"$here/empty.bin"
make_file "$here/large.bin" 12000000

for name in small.txt empty.bin large.bin; do
    run upload --json -p s3 -o s3.part_size=5 "$here/$name"
    expect_status 0
    [ "$(record status)" = verified ] || fail "$name: not verified"
    expect_stored "$name" "$here/$name"
    expect_serves "$(record url)" "$here/$name"
done
grep -q '^PUT /shelf/small.txt 200 UNSIGNED-PAYLOAD$' "$gate/log" || fail "a small one was hashed"
[ "$(grep -c '^PUT .*partNumber.* 200 UNSIGNED-PAYLOAD$' "$gate/log")" -eq 3 ] ||
    fail "parts were hashed"

for checksum in crc64nvme crc32c; do
    for name in small.txt large.bin; do
        # Nothing but the checksum can tell: a byte of a body is another one.
        : >"$gate/log"
        [ $verifies = no ] || echo 1 >"$gate/damage"
        run upload -v -p s3 --force -o s3.part_size=5 -o "s3.checksum=$checksum" "$here/$name"
        expect_status 0
        expect_stored "$name" "$here/$name"
        [ $verifies = no ] || [ "$(grep -c '^PUT .* 400 ' "$gate/log")" -eq 1 ] ||
            fail "$name: $checksum: not one refusal"
    done
done
[ $verifies = yes ] || echo "not done: Swift $S3_SERVER_VERSION does not verify checksums"

# Without a checksum the proof finds it out.
echo 1 >"$gate/damage"
run upload -p s3 --force "$here/small.txt"
[ "$status" -eq 6 ] || fail "exit status $status of a damaged upload"
expect_silence

# Nobody vouches for this certificate.
unset CURL_CA_BUNDLE SSL_CERT_FILE
run upload -p s3 --retries 0 --force "$here/small.txt"
expect_status 5
expect_err '[Cc]ertificate'
