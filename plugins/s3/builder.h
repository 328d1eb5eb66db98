/* builder.h: text that is put together piece by piece.
 *
 * SPDX-License-Identifier: MIT
 *
 * Much of it is secret, so that what a builder held is wiped before its memory goes back.
 */
#ifndef S3_BUILDER_H
#define S3_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

/* text is NUL-terminated after any append that succeeded, and NULL before the first.  A failed
 * append is remembered, so that a run of appends needs one check at its end. */
struct builder {
    char *text;
    size_t length; /* without the NUL */
    size_t room;   /* bytes allocated */
    bool failed;   /* an append found no memory */
};

void builder_add(struct builder *builder, const char *bytes, size_t length);
void builder_puts(struct builder *builder, const char *text);

/* The text, the caller's from now on; NULL when an append failed.  The builder is empty then. */
char *builder_steal(struct builder *builder);

void builder_free(struct builder *builder);

/* Wipe and free a text of one's own; NULL is left alone. */
void secret_free(char **text);

#define CLEANUP_BUILDER CLEANUP(builder_free)
#define CLEANUP_SECRET  CLEANUP(secret_free)

#endif
