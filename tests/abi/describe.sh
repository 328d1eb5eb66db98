#!/bin/sh
# describe.sh BUILD SOURCE FOLDER: write what abidw sees of provider.h and of libtwatfs to FOLDER;
# compressed, these are the files of baseline/.
#
# SPDX-License-Identifier: MIT
set -eu
cc=${CC:-cc}
describe() { # NAME FILE OPTION...
    name=$1
    shift
    # Where the source was is of no interest; units are told apart by what is below it.
    abidw --no-show-locs --no-corpus-path --no-comp-dir-path --no-elf-needed "$@" |
        sed "s#'[^']*/\(core\|tests\|include\)/#'\1/#g" >"$folder/$name.abi"
}
build=$1
source=$2
folder=$3
# All structs of the border are reached from the table that a provider exports.
$cc -g -std=gnu17 -fPIC -shared -fvisibility=hidden -I"$source/include" -o "$folder/provider.so" \
    "$source/tests/modules/good.c"
describe provider "$folder/provider.so"
describe libtwatfs --exported-interfaces-only --headers-dir "$source/include/twatfs" \
    --drop-private-types "$build/core/.libs/libtwatfs.so"
rm "$folder/provider.so"
