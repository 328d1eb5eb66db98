#!/bin/sh
# A folder belongs to an account: without its token nothing is sent, and another's is not found.
#
# SPDX-License-Identifier: MIT
. ./functions.sh
. "$source/tests/providers/look.sh"

start_hosts gofile
run upload -p gofile -o gofile.folder=root-of-a "$file"
expect_status 5
expect_err 'folder: set GOFILE_TOKEN'
expect_requests gofile POST 0
GOFILE_TOKEN=Vq3mZr8KxT1nYb6WcD9s
export GOFILE_TOKEN
run upload -p gofile -o gofile.folder=root-of-a "$file"
expect_status 0
expect_form gofile folderId root-of-a
run upload -p gofile -o gofile.folder=root-of-b "$file"
expect_status 5
expect_err 'error-notFound: check -o gofile\.folder'
