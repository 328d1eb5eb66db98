/* note.h: the ELF note that holds a provider's manifest, read without loading.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CATALOGUE_NOTE_H
#define CATALOGUE_NOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define NOTE_DESCRIPTION_MAX (16 * 1024) /* bytes, with the final NUL */

/* The one twatfs note of the shared object open at fd, which may be anything: a
 * truncated, foreign or hostile file is an error of its own, "what: why: hint".
 * *description is the caller's; it is NUL-terminated after *length bytes. */
bool note_read(int fd, char **description, size_t *length, struct error *error);

/* The same for a note within this program, that of a built-in provider. The
 * description is borrowed, and ends after *length bytes. */
bool note_in_memory(const void *note, const char **description, size_t *length,
                    struct error *error);

#endif
