#!/bin/sh
# Whatever link and token it is given, nothing outside of the folder is deleted.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

run upload -p local --json --show-token "$file"
expect_status 0
token=$(record delete_token)
[ "$token" != null ] || fail "no token"
mkdir "$here/secret"
mv "$here/public/photo.txt" "$here/secret/"
ln -s "$here/secret" "$here/public/way"
ln -s "$here/secret/photo.txt" "$here/public/link.txt"
for url in "file://$here/secret/photo.txt" "file://$here/public/../secret/photo.txt" \
    "file://$here/public/%2e%2e/secret/photo.txt" "file://$here/public/..%2fsecret/photo.txt" \
    "file://$here/public//../secret/photo.txt" "file://$here/publicity/photo.txt" \
    "file://$here/public/way/photo.txt" "file://$here/public/link.txt" "file://$here/public/a%00b" \
    "file://$here/public/" "file://$here/public/way" "http://example.org/photo.txt"; do
    run_remove local "$url" "$token"
    expect_status 1
    [ -e "$here/secret/photo.txt" ] || fail "$url: it is gone"
    [ -L "$here/public/way" ] && [ -L "$here/public/link.txt" ] || fail "$url: the link is gone"
done
