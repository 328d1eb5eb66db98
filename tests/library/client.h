/* client.h: what the files of the embedding program share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LIBRARY_CLIENT_H
#define LIBRARY_CLIENT_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <twatfs/twatfs.h>

#define NEED(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* With the configuration read. */
struct twatfs_context *open_context(void);

/* A short text under this name. */
struct twatfs_request *request_text(const char *name);

/* Many files at once; false for a mode that is not known. */
bool batch_mode(const char *mode, const char *file);

/* The modes that are about the memory; false for any other. */
bool recall(const char *mode, const char *file);

#endif
