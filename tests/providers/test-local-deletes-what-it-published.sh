#!/bin/sh
# twatfs delete removes what was published in the folder: that file, and no other of its name.
#
# SPDX-License-Identifier: MIT
. ./functions.sh

publish() { # ARGUMENT...: $url, and $there, where it is
    run upload -p local "$@"
    expect_status 0
    url=$(cat "$here/out")
    there=${url#file://}
}
remove() { # STATUS
    run delete "$url"
    expect_status "$1"
}
publish "$file"
remove 0
[ ! -e "$there" ] || fail "it is still there"

# What was changed, or is another file by now, is somebody's.
publish "$file"
echo more >>"$there"
remove 5
expect_err 'is not the file that was uploaded any more: it stays'
rm "$there"
cp -p "$file" "$there"
remove 5
cmp -s "$file" "$there" || fail "another file was deleted"
rm "$there"
remove 0

# A symbolic link in its place is not followed, neither for it nor for its folder.
mkdir "$here/private"
cp "$file" "$here/private/photo.txt"
publish --remote-path "below/here/" "$file"
mv "$here/public/below" "$here/public/elsewhere"
ln -s elsewhere "$here/public/below"
remove 5
[ -e "$here/public/elsewhere/here/photo.txt" ] || fail "a link was followed"

# Names are decoded as they were encoded.
make_file "$here/a b%41#?.txt"
publish "$here/a b%41#?.txt"
remove 0
[ ! -e "$here/public/a b%41#?.txt" ] || fail "it is still there"

# Below a web server's URL too.
TWATFS_LOCAL_URL=http://127.0.0.1:1/files && export TWATFS_LOCAL_URL
publish --no-check "$here/a b%41#?.txt"
[ -e "$here/public/a b%41#?.txt" ] || fail "it is not there"
remove 0
[ ! -e "$here/public/a b%41#?.txt" ] || fail "it is still there"
