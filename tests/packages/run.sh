#!/bin/bash
# run.sh TARBALL FOLDER: build the packages from a dist tarball, lint them, build them again;
# install, use and remove some, and package a stranger's provider with them.  What is built is
# left in FOLDER, with a log of each step.
#
# SPDX-License-Identifier: MIT
#
# Ends with "N passed, N failed, N skipped".  What a step needs: bootstrap installs it.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tarball=$1 folder=$2
passed=0 failed=0 skipped=0

# A distribution has flags of its own; with others the hardening and the hiding of paths are lost.
unset CC CFLAGS CPPFLAGS CXXFLAGS LDFLAGS LIBS

step() { # NAME COMMAND...
    local name=$1 status=0 start=$SECONDS log
    log=$folder/${name// /-}.log
    shift
    "$@" >"$log" 2>&1 </dev/null || status=$?
    case $status in
    0) passed=$((passed + 1)) && echo "ok      $name ($((SECONDS - start)) s)" ;;
    77) skipped=$((skipped + 1)) && grep '^SKIP: ' "$log" ;;
    *)
        failed=$((failed + 1))
        echo "FAILED  $name ($((SECONDS - start)) s): see $log"
        tail -n 50 "$log"
        ;;
    esac
    return $status
}

rm -rf "$folder"
mkdir -p "$folder"
if step "Debian packages" "$here/build-debs.sh" "$tarball" "$folder/debian"; then
    step "lint" "$here/lint-debs.sh" "$folder/debian" "$folder/Debian-packages.log"
    step "the same again" "$here/compare-debs.sh" "$tarball" "$folder/debian"
    step "clean root" "$here/clean-root.sh" "$folder/debian"
    step "stranger" "$here/stranger.sh" "$folder/debian"
fi
step "RPM packages" "$here/build-rpms.sh" "$tarball" "$folder/rpm"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
