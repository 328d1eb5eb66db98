/* key.h: the object's key, from what the user asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_KEY_H
#define S3_KEY_H

#include <stdbool.h>

#include <twatfs/provider.h>

/* A key from a template, in which these stand for
 *
 *     {name} {stem} {ext}          "a.tar.gz", "a.tar", ".gz" or nothing: {stem}{ext} is {name}
 *     {date} {time}                "2026-01-02", "030405", in UTC
 *     {year} {month} {day}         the parts of the date
 *     {sha256} {sha256:8}          of the file, in hex; the first 8 digits of it, or 1 to 64
 *     {random}                     16 digits of hex
 *     {{ }}                        braces
 *
 * and everything else for itself.  NULL stands for {name}, and a template that ends in a slash gets
 * {name}.  below is the last part of the template, or NULL: the path of a file below a folder,
 * which stands for itself, braces too.  unix_s is the time of the upload; unique adds a random
 * segment before the last.
 *
 * The result lives until the callback returns.  NULL with the reason recorded, and TWATFS_REFUSED
 * to be returned, for an unknown word, a last segment that is empty, more than 1024 bytes, a
 * segment "." or "..", a control character, and bytes that are no UTF-8. */
const char *key_make(struct twatfs_call *call, const char *template, const char *below,
                     const char *name, int64_t unix_s, bool unique);

#endif
