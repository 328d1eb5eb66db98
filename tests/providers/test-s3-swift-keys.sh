#!/bin/sh
# Keys of every kind arrive as they were meant, their links work, and others find them by the same
# name; what no link could be trusted to find is refused.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift

put() { # KEY
    make_file "$here/put.txt" 100
    run upload --json -p s3 --remote-path "$1" "$here/put.txt"
    expect_status 0
    expect_stored "$1" "$here/put.txt"
    expect_serves "$(record url)" "$here/put.txt"
    echo "$1" >>"$here/keys"
    sha256sum <"$here/put.txt" | cut -d ' ' -f 1 >>"$here/digests"
}

# Of the same length as what Swift and Amazon take at most.
longest=$(printf '%01023d' 7)x
longest_link=$(printf '%0341d' 7 | sed 's/[07]/日/g')x

put 'with blanks in it'
put 'a+b'
put '100%25 & more %'
put 'a=b;c,d:e@f!g$h(i)j*k'"'"'l'
put 'ünïcode/日本語.txt'
put '🚀.bin'
put 'two//slashes'
put 'q?u#e"r<y>|\^`~'
put "$longest"
put "$longest_link"

# Parts have the key in their requests as well.
make_file "$here/large.bin" 6000000
run upload --json -p s3 -o s3.part_size=5 --remote-path 'parts of ü+%/&=.bin' "$here/large.bin"
expect_status 0
expect_stored 'parts of ü+%/&=.bin' "$here/large.bin"
expect_serves "$(record url)" "$here/large.bin"

# Who asks for them by these names finds them.
if have boto3; then
    boto3 "$here/keys" "$here/digests" <<'PYTHON'
import hashlib
lines = [open(name).read().splitlines() for name in sys.argv[1:]]
for key, digest in zip(*lines):
    found = s3.get_object(Bucket="shelf", Key=key)["Body"].read()
    assert hashlib.sha256(found).hexdigest() == digest, key
PYTHON
fi

# Templates.
today=$(date -u +%Y-%m-%d)
digest=$(sha256sum <"$file" | cut -c 1-8)
run upload -p s3 --remote-path '{date}/{sha256:8}-{name}' "$file"
expect_status 0
[ "$today" = "$(date -u +%Y-%m-%d)" ] || today=$(date -u +%Y-%m-%d)
look list | grep -q "^[0-9-]*/$digest-photo.txt\$" || fail "no key from a template"
run upload -p s3 --remote-path 'folder/' "$file"
expect_status 0
expect_stored folder/photo.txt "$file"

# A name of its own each time.
before=$(look list | wc -l)
run upload -p s3 --unique "$file"
expect_status 0
run upload -p s3 --unique "$file"
expect_status 0
[ "$(look list | wc -l)" -eq $((before + 2)) ] || fail "--unique: not two objects more"

# What some client or proxy would make another key of, and what is too long.
for key in ../up a/../b . ./a a/. "${longest}y"; do
    before=$(look list | wc -l)
    run upload -p s3 --remote-path "$key" "$file"
    [ "$status" -ne 0 ] || fail "$key: not refused"
    expect_err 'remote path: '
    [ "$(look list | wc -l)" -eq "$before" ] || fail "$key: it was stored all the same"
done
