# drive.sh: what every provider makes of its host, be it well or not.
#
# SPDX-License-Identifier: MIT
#
# A test sources this after functions.sh and says `drive PROVIDER KIND`. That starts stand-ins
# of KIND, one for each way to fail, and litterbox as the next provider (catbox where litterbox
# is driven), and goes through
#
#   success      the link is printed, and serves the bytes
#   refusal      413: asked once, then the next provider
#   rate-limit   429: a second is waited for, an hour is not
#   outage       503, or nobody listens: tried again, then the next provider
#   wrong-bytes  what comes back, or the server's digest, is another: the next provider
#   no-url       2xx with a page, prose, nothing, or no address: the next provider
#   other-host   2xx with an address that does not serve the file: the next provider
#
# Where the manifest says that a status is final, it must not be tried again; where it says that
# a link dies on its first download, the link must not be touched: then nobody can tell wrong
# bytes, or another host's address.
#
# A test may set before
#
#   drive_file     what is uploaded, instead of $file
#   drive_without  scenarios to leave out, with the reason beside it
#
# export what the provider needs, such as a key, and define after sourcing this
#
#   drive_serves URL FILE   where it takes more than a GET to see that a link serves a file

drive_serves() {
    expect_serves "$1" "$2"
}

# What the provider says of itself; it goes on saying that, so it is asked once.
read_manifest() {
    run providers --json info "$provider"
    expect_status 0
    mv "$here/out" "$here/manifest"
}

# manifest FIELD: of the provider, in JSON; null without.
manifest() {
    "$python" -c 'import json,sys; print(json.dumps(json.load(open(sys.argv[1])).get(sys.argv[2])))' \
        "$here/manifest" "$1"
}

is_final() { # STATUS
    manifest final_statuses | grep -qw "$1"
}

is_single() {
    [ "$(manifest single_download)" = true ]
}

# uploads NAME: requests that sent something to that stand-in.
uploads() {
    echo $(($(requests "$1" POST) + $(requests "$1" PUT)))
}
expect_uploads() { # NAME COUNT
    [ "$(uploads "$1")" -eq "$2" ] || fail "$1 got $(uploads "$1") uploads, expected $2"
}

# upload_to URL [OPTION...]: with the next provider behind.
upload_to() {
    point "$provider" "$1"
    shift
    run upload -p "$provider,$next_provider" "$@" "$drive_file"
}

# Nothing but one link, which serves the file.
expect_link() { # COMMAND that sees whether a link serves a file
    [ "$(wc -l <"$here/out")" -eq 1 ] || fail "not one line on standard output"
    expect_out '^https?://[^ ]+$'
    "$@" "$(cat "$here/out")" "$drive_file"
}

expect_next() { # WHY, a regular expression
    expect_status 0
    expect_err "$provider: .*$1"
    expect_out "^$next/"
    expect_link expect_serves
}

expect_success() { # COMMAND that uploads
    if is_single; then
        "$@"
        expect_status 6
        expect_err 'warning: .*dies on its first download'
    else
        "$@"
        expect_status 0
    fi
    expect_no_out "^$next/"
    expect_link drive_serves
}

drive_success() {
    expect_success upload_to "$works"
}

drive_refusal() {
    upload_to "$refuses"
    expect_next 413
    expect_uploads refuses 1
}

drive_rate_limit() {
    if is_final 429; then
        upload_to "$limits"
        expect_next 429
        expect_uploads limits 1
    else
        expect_success upload_to "$limits"
        expect_err 'trying again in 1\.'
    fi
    upload_to "$limits_long"
    expect_next 429
    expect_uploads limits-long 1
}

drive_outage() {
    attempts=3
    ! is_final 503 || attempts=1
    upload_to "$down" --retries 2
    expect_next 503
    expect_uploads down $attempts
    upload_to http://127.0.0.1:1 --retries 1
    expect_next 'retry 1 of 1'
}

drive_wrong_bytes() {
    ! is_single || return 0
    upload_to "$corrupts"
    expect_next 'check: '
}

drive_no_url() {
    for answer in html prose empty 'url=javascript:alert(1)'; do
        upload_to "$babbles"
        expect_next ''
        grep -qF "\"$answer\"" "$here/hosts.log" || fail "$answer was not said"
    done
}

drive_other_host() {
    ! is_single || return 0
    upload_to "$misleads" --retries 0
    expect_next 'check: '
}

drive() { # PROVIDER KIND
    provider=$1
    drive_file=${drive_file:-$file}
    next_provider=litterbox
    [ "$provider" != litterbox ] || next_provider=catbox
    start_hosts "$2:works" "$2:refuses" "$2:limits" "$2:limits-long" "$2:down" "$2:corrupts" \
        "$2:babbles" "$2:misleads" "$next_provider:next" -- \
        --fault 'refuses/upload=status=413*' \
        --fault 'limits/upload=status=429,retry-after=1;ok' \
        --fault 'limits-long/upload=status=429,retry-after=3600*' \
        --fault 'down/upload=status=503*' \
        --fault 'corrupts/upload=corrupt*' \
        --fault 'babbles/upload=html;prose;empty;url=javascript:alert(1)' \
        --fault 'misleads/upload=other-host*'
    point "$next_provider" "$next"
    read_manifest
    for scenario in success refusal rate-limit outage wrong-bytes no-url other-host; do
        case " ${drive_without-} " in *" $scenario "*) continue ;; esac
        echo "$scenario"
        "drive_$(echo "$scenario" | tr - _)"
    done
}
