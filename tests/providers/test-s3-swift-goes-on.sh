#!/bin/sh
# An upload that was killed is gone on with: the next run sends what is not there yet and nothing
# else.  Where it cannot be gone on with it is begun anew, and nothing is left of the old one.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift
start_gate
make_file "$here/film.bin" 40000000 # 8 parts of 5 MiB
options="-p s3 -o s3.part_size=5 -o s3.concurrency=2"

# kill_after COUNT: an upload that is killed when so many parts are there and the next wait.
kill_after() {
    rm -f "$gate/held"
    echo "$1" >"$gate/hold"
    # shellcheck disable=SC2086 # several options
    start upload $options --force "$here/film.bin"
    until_true test -e "$gate/held"
    until_true has_parts "$1"
    kill -9 "$pid"
    finished
    rm -f "$gate/hold"
    [ "$(look uploads | wc -l)" -ge 1 ] || fail "nothing is left of it"
    # What waited at the gate may still arrive: then it is there as well.
    until_true quiet
}
quiet() {
    seen=$(look parts)
    sleep 0.3
    [ "$(look parts)" = "$seen" ]
}

again() { # ARGS...
    : >"$gate/log"
    # shellcheck disable=SC2086 # several options
    run upload -v $options "$@" "$here/film.bin"
}
sent() {
    grep -c '^PUT .*partNumber=.* 200 ' "$gate/log" || :
}

# Killed early and late: what is there is not sent once more.
for count in 1 6; do
    kill_after $count
    there=$(look parts)
    [ "$there" -ge $count ] || fail "only $there parts"
    again --force
    expect_status 0
    expect_err 'goes on with an upload'
    [ "$(sent)" -eq $((8 - there)) ] || fail "$there parts were there, $(sent) sent"
    expect_stored film.bin "$here/film.bin"
    expect_uploads 0
    run clean
    expect_status 0
    expect_silence
done

# The file changed meanwhile: all of it is sent, and `twatfs clean` knows the old one.
kill_after 2
make_file "$here/film.bin" 40000000
again --force
expect_status 0
[ "$(sent)" -eq 8 ] || fail "$(sent) parts of a changed file"
expect_stored film.bin "$here/film.bin"
expect_uploads 1
run clean
expect_status 0
expect_out '^ended .*s3'
expect_uploads 0
expect_stored film.bin "$here/film.bin"

# Somebody ended it meanwhile.
if have aws; then
    make_file "$here/film.bin" 40000000
    kill_after 2
    id=$(look uploads | sed 's/.* //')
    s3api abort-multipart-upload --bucket shelf --key film.bin --upload-id "$id"
    expect_uploads 0
    again --force
    expect_status 0
    [ "$(sent)" -eq 8 ] || fail "$(sent) parts of one that had been ended"
    expect_stored film.bin "$here/film.bin"
    expect_uploads 0
fi

# What others left half-done, of the same key and with other parts, is theirs.
if have boto3; then
    boto3 <<'PYTHON'
made = s3.create_multipart_upload(Bucket="shelf", Key="film.bin")
s3.upload_part(Bucket="shelf", Key="film.bin", UploadId=made["UploadId"], PartNumber=1, Body=b"x" * 7000000)
PYTHON
    theirs=$(look uploads)
    make_file "$here/film.bin" 40000000
    again --force
    expect_status 0
    [ "$(sent)" -eq 8 ] || fail "$(sent) parts beside somebody else's"
    expect_stored film.bin "$here/film.bin"
    run clean
    expect_status 0
    [ "$(look uploads)" = "$theirs" ] || fail "somebody else's upload was touched"

    # Somebody sent a part of another size to ours: it does not count.
    kill_after 2
    ours=$(look uploads | grep -vxF "$theirs" | sed 's/.* //')
    boto3 "$ours" <<'PYTHON'
s3.upload_part(Bucket="shelf", Key="film.bin", UploadId=sys.argv[1], PartNumber=1, Body=b"x" * 7000000)
PYTHON
    again --force
    expect_status 0
    expect_stored film.bin "$here/film.bin"
    [ "$(look uploads)" = "$theirs" ] || fail "not only somebody else's upload is left"
fi
