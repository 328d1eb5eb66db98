#!/bin/sh
# What is there stays unless --force is given, at a store that cannot guard it by itself too (Swift
# answers 501 to If-None-Match).  An object has the headers that were asked for.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift

make_file "$here/first" 100
make_file "$here/second" 6000000
make_file "$here/third" 100

run upload -v -p s3 --name one.txt "$here/first"
expect_status 0
expect_err 'cannot guard against replacing by itself: looking first instead'
expect_stored one.txt "$here/first"

for other in third second; do
    run upload -p s3 -o s3.part_size=5 --name one.txt "$here/$other"
    expect_status 5
    expect_error_line 'one.txt: is there already: use --force to replace it, or --unique'
    expect_silence
    expect_stored one.txt "$here/first"
done
run upload -p s3 --name one.txt - <"$here/second"
expect_status 5
expect_stored one.txt "$here/first"
expect_uploads 0

for other in third second first; do
    run upload -p s3 -o s3.part_size=5 --force --name one.txt "$here/$other"
    expect_status 0
    expect_stored one.txt "$here/$other"
done

# Of several files only the first is worth the questions whose answers hold for all: the guard, and
# whether anyone may read it.
: >"$swift_log"
set --
for name in a b c d; do
    make_file "$here/$name.bin" 100
    set -- "$@" "$here/$name.bin"
done
run upload -p s3 "$@"
expect_status 0
[ "$(grep -c ' PUT /shelf/..bin HTTP/1.0 501 ' "$swift_log")" -eq 1 ] || fail "asked for a guard again"
[ "$(grep -c ' HEAD /shelf/..bin HTTP/1.0 400 ' "$swift_log")" -eq 1 ] || fail "asked anonymously again"
run upload -p s3 "$@"
expect_status 5
expect_silence

# Headers, of a single PUT and of parts.
for other in first second; do
    run upload -p s3 --force -o s3.part_size=5 -o s3.cache_control='max-age=60, public' \
        -o s3.content_disposition='attachment; filename="a b.bin"' \
        -o s3.metadata='owner=me & you,a-b=two  blanks,a=1' \
        --content-type application/x-thing --name headed "$here/$other"
    expect_status 0
    expect_header headed Content-Type application/x-thing
    if have boto3; then
        boto3 <<'PYTHON'
found = s3.head_object(Bucket="shelf", Key="headed")
assert found["ContentType"] == "application/x-thing", found
assert found["ContentDisposition"] == 'attachment; filename="a b.bin"', found
assert found["Metadata"]["owner"] == "me & you", found
assert found["Metadata"]["a"] == "1", found
assert found["Metadata"]["a-b"].split() == ["two", "blanks"], found
assert found.get("CacheControl", "max-age=60, public") == "max-age=60, public", found
PYTHON
    fi
done

# What it does not have is said, not left out.
run upload -p s3 --unique --retries 0 -o s3.storage_class=NO_SUCH_CLASS "$here/first"
expect_status 5
expect_error_line 'storage class'
run upload -p s3 --unique --retries 0 -o s3.sse=AES256 "$here/first"
expect_status 5
expect_error_line 'HTTP 501 .*leave out the option'
