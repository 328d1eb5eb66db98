#!/bin/sh
# The secret is nowhere to be seen: not in what is said at -vv, in records, checkpoints, command
# lines or environments of children, nor in links, as it is or encoded.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/servers/swift.sh"
start_swift
start_gate

# no_secret FILE...
no_secret() {
    "$python" - "$@" <<'PYTHON' || fail "the secret is in $*"
import base64, os, sys, urllib.parse
secret = os.environ["AWS_SECRET_ACCESS_KEY"]
forms = {secret, urllib.parse.quote(secret, safe=""), urllib.parse.quote(secret), secret.encode().hex()}
forms |= {base64.b64encode((before + secret).encode()).decode().strip("=")[2:-1] for before in ("", "AWS4")}
found = [name for name in sys.argv[1:] for form in forms if form.encode() in open(name, "rb").read()]
sys.exit(bool(found))
PYTHON
}

# It would be seen if it were there.
printf '%s' "$AWS_SECRET_ACCESS_KEY" >"$here/seen"
! (no_secret "$here/seen") >"$here/seen.out" || fail "this test sees nothing"

make_file "$here/film.bin" 17000000
for upload in "$file" "$here/film.bin"; do
    run upload -vv --json --show-token -p s3 -o s3.part_size=5 --force "$upload"
    expect_status 0
    no_secret "$here/out" "$here/err"
done
for command in "providers status -v s3" "providers info s3" "providers status -vv s3 --online" \
    "upload --dry-run -vv -p s3 $file" "setup" "config"; do
    # shellcheck disable=SC2086 # several words
    run $command </dev/null
    no_secret "$here/out" "$here/err"
done
AWS_SECRET_ACCESS_KEY=wrong+secret/0123 run upload -vv -p s3 --force "$file"
! grep -q 'wrong.*secret.*0123' "$here/err" "$here/out" || fail "a wrong secret is shown"

# While it works: its command line, and what it keeps for a later run.
echo 1 >"$gate/hold"
start upload -vv -p s3 -o s3.part_size=5 --force "$here/film.bin"
until_true test -e "$gate/held"
tr '\0' ' ' <"/proc/$pid/cmdline" >"$here/cmdline"
[ -s "$here/cmdline" ] || fail "no command line"
no_secret "$here/cmdline"
kill -9 "$pid"
finished
rm "$gate/hold"
find "$here/.local" -type f >"$here/kept"
[ -s "$here/kept" ] || fail "nothing is kept for a later run"
while read -r name; do
    no_secret "$name"
done <"$here/kept"
no_secret "$here/err"
run clean
expect_status 0
no_secret "$here/out" "$here/err"

# A program that fetches credentials gets none of ours on its command line.
cat >"$here/process" <<END
#!/bin/sh
tr '\\0' '\\n' <"/proc/\$\$/cmdline" >"$here/children"
printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s"}' '$AWS_ACCESS_KEY_ID' '$AWS_SECRET_ACCESS_KEY'
END
chmod 700 "$here/process"
mkdir "$here/.aws"
printf '[default]\ncredential_process = %s\n' "$here/process" >"$here/.aws/config"
env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY "$twatfs" upload -vv -p s3 --force "$file" \
    >"$here/out" 2>"$here/err" || fail "credential_process did not work"
no_secret "$here/children" "$here/out" "$here/err"
