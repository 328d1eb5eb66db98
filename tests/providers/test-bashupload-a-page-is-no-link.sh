#!/bin/sh
# A link that nobody may try has to be where the servers put it: behind "wget", or, with the newer one's
# header, alone on a line.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

site=https://bashupload.test
start_hosts bashupload -- --fault "bashupload/upload=$(
    answer 200 "<a href=\"$site/style.css\">");$(
    answer 200 "Sorry: see $site/ab12c/photo.txt");$(
    answer 200 "$site/");$(
    answer 200 "$site/ab12c/photo.txt is not there");$(
    answer 200 "
Wget $site/ab12c/photo.txt");$(
    answer 200 "$site/ab12c/photo.txt");$(
    answer 200 "

$site/docs/api

See there.
");$(
    answer 200 "
$site
");$(
    answer 200 "wget $site
");$(
    answer 200 "

wget $site/ab12c/photo.txt
")"
for i in 1 2 3 4 5 6 7 8 9; do
    run upload --no-check -p bashupload "$file"
    expect_status 5
    expect_silence
    expect_error_line 'answer: no link to the file'
done
run upload --no-check -p bashupload "$file"
expect_status 0
expect_out '^https://bashupload\.test/ab12c/photo\.txt\?download=1$'
