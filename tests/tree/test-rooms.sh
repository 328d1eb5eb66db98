#!/bin/sh
# Rooms include only what lies below them, a library is known to one room, files stay short.
#
# SPDX-License-Identifier: MIT
root=${srcdir:-.}/..
failed=0

bad() {
    echo "$*" >&2
    failed=1
}

# The floor of a room; a room that has none yet needs a line here.
floor() {
    case $1 in
    base) echo 0 ;;
    catalogue | state) echo 1 ;;
    transfer) echo 2 ;;
    batch | check) echo 3 ;;
    library) echo 4 ;;
    cli) echo 5 ;;
    *) echo none ;;
    esac
}

# The files that may include a library's header; everything else may not.
may_include() { # FILE HEADER
    case $2 in
    ltdl.h) allowed='core/catalogue/loader.c' ;;
    curl/*)
        allowed='core/transfer/http-exchange.c core/transfer/http-exchange.h
            core/transfer/http-socket.h core/transfer/http-url.h core/transfer/http.c core/transfer/tcp.c'
        allowed=$(echo $allowed)
        ;;
    jansson.h) allowed='core/base/json.c' ;;
    ini.h) allowed='core/base/config.c' ;;
    openssl/*) allowed='core/base/digest.c' ;;
    expat.h) allowed='' ;; # plugins/s3/xml.c
    sqlite3.h) allowed='core/state/store.c' ;;
    hiredis/*) allowed='core/state/cache-redis.c' ;;
    qrencode.h) allowed='core/cli/qr.c' ;;
    *) return 0 ;;
    esac
    case " $allowed " in *" $1 "*) return 0 ;; esac
    return 1
}

# "<header" or "\"header" of each #include.
includes() {
    sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*\([<"][^>"]*\)[>"].*/\1/p' "$1"
}

check_core() { # FILE
    room=${1#core/}
    room=${room%%/*}
    own=$(floor "$room")
    [ "$own" != none ] || bad "$1: the room $room has no floor"
    for include in $(includes "$root/$1"); do
        header=${include#?}
        may_include "$1" "$header" || bad "$1: $header belongs to another room"
        case $header in
        transfer/http-exchange.h | transfer/http-socket.h | transfer/http-url.h)
            case $1 in core/transfer/http*.c | core/transfer/http-exchange.h) ;; *) bad "$1: $header is the inside of http.h" ;; esac
            ;;
        esac
        case $header in
        */*) theirs=${header%%/*} ;;
        *) continue ;;
        esac
        [ -d "$root/core/$theirs" ] || continue
        [ "$theirs" != "$room" ] || continue
        # The program is a client of <twatfs/twatfs.h>, like any other.
        [ "$room" != cli ] || [ "$theirs" = base ] || bad "$1: the CLI uses the library by its own header, not $header"
        rank=$(floor "$theirs")
        case $rank$own in *none*) continue ;; esac
        [ "$rank" -lt "$own" ] || bad "$1: includes $header, which is not below $room"
    done
}

check_plugin() { # FILE
    for include in $(includes "$root/$1"); do
        header=${include#?}
        case $include in
        '<twatfs/provider.h' | '<openssl/'*) ;;
        '<curl/'*) # not for HTTP, which is the host's
            case $1 in plugins/fileserver/*) ;; *) bad "$1: a provider includes no $header" ;; esac
            ;;
        '<twatfs/'* | '<config.h' | '<jansson.h' | '<ini.h' | '<ltdl.h' | '<sqlite3.h' | '<hiredis/'* | '<qrencode.h' | '<cmocka.h')
            bad "$1: a provider includes no $header"
            ;;
        '<'*) [ ! -d "$root/core/${header%%/*}" ] || bad "$1: a provider includes nothing of core: $header" ;;
        *) # a file of its own
            case $header in */*) bad "$1: a provider includes nothing of others: $header" ;; esac
            # What some of them share is in a room between them.
            case $1 in
            plugins/dropbox/* | plugins/fal/* | plugins/s3/*) shared=plugins/backoff ;;
            plugins/sftp/* | plugins/ftp/*) shared=plugins/fileserver ;;
            plugins/rustypaste/* | plugins/tempsh/*) shared=plugins/linkname ;;
            *) shared=none ;;
            esac
            [ -e "$root/$(dirname "$1")/$header" ] || [ -e "$root/$shared/$header" ] || bad "$1: no such file beside it: $header"
            ;;
        esac
    done
}

check_any() { # FILE
    lines=$(wc -l <"$root/$1")
    # The border is one header, by promise.
    case $1 in include/*) lines=0 ;; esac
    [ "$lines" -le 700 ] || bad "$1: $lines lines, more than 700"
    head -n 10 "$root/$1" | grep -q 'SPDX-License-Identifier: MIT' || bad "$1: no SPDX line at its top"
}

files=$(cd "$root" && find core plugins include -name '*.[ch]' | sort)
[ -n "$files" ] || bad "no source files below $root"
for file in $files; do
    check_any "$file"
    case $file in
    core/*) check_core "$file" ;;
    plugins/*) check_plugin "$file" ;;
    esac
done

for folder in "$root"/plugins/*/; do
    folder=${folder%/}
    case ${folder##*/} in backoff | fileserver | linkname) continue ;; esac # no provider: what some of them share
    [ -e "$folder/twatfs-provider-${folder##*/}.pod" ] || bad "plugins/${folder##*/}: no .pod"
done
exit $failed
