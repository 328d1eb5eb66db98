/* source.h: the file that is uploaded, read once and watched while it is read.
 *
 * SPDX-License-Identifier: MIT
 *
 * A regular file keeps the size it had when it was opened: one that shrinks,
 * grows or is written to meanwhile is an error of class TWATFS_LOCAL.  A pipe
 * or a terminal has no size and can be read once, front to back, unless it
 * is spooled.
 */
#ifndef TRANSFER_SOURCE_H
#define TRANSFER_SOURCE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/cancel.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"

/* Bytes of a spooled stream that are kept in memory before a file is used. */
#define SOURCE_SPOOL_MEMORY (UINT64_C(4) << 20)

/* What to read: memory, else a descriptor, else a path. */
struct source_input {
    const char *path;   /* "-": standard input */
    int fd;             /* stays the caller's; -1: none */
    const void *memory; /* lent until the source is closed */
    size_t length;      /* bytes of memory */
    const char *name;   /* what messages call memory and descriptors; or NULL */
};
#define SOURCE_PATH(path_) ((struct source_input){.path = (path_), .fd = -1})

struct source {
    char *path;    /* as the user gave it, for messages; "standard input" for "-" */
    int fd;        /* of the file, the stream, or the spool; -1: closed or in memory */
    uint64_t size; /* bytes; TWATFS_SIZE_UNKNOWN for a stream whose end was not seen */
    const struct cancel *cancel; /* ends any wait */
    bool stream;                 /* not spooled: only the byte at streamed can be read next */
    uint64_t streamed;           /* bytes already read of a stream */
    struct stat opened;          /* a regular file as it was when opened */
    struct buffer memory;        /* a small spooled stream */
    bool in_memory;
    bool lent;                    /* memory is not ours to free */
    pthread_mutex_t lock;         /* guards all below: parts may be read by several threads */
    struct digest *digest;        /* of the first hashed bytes; NULL once finished */
    uint64_t hashed;              /* how far digest has come */
    char sha256[DIGEST_HEX_SIZE]; /* "" until known */
};

/* Open what is to be read.  Errors are of class TWATFS_LOCAL and name it. */
bool source_open(struct source *source, const struct source_input *input,
                 const struct cancel *cancel, struct error *error);
void source_close(struct source *source);

/* Read all of a stream, to memory or else to an unlinked file in TMPDIR, so that
 * it has a size and can be read again. */
bool source_spool(struct source *source, struct error *error);

/* Up to length bytes at offset; 0 at the end, -1 on error.  Bytes that are read
 * in order are hashed in passing, each once however often it is read. */
int64_t source_read(struct source *source, void *buffer, uint64_t length, uint64_t offset,
                    struct error *error);

/* The same, and the bytes go through digest too; NULL for none. */
int64_t source_read_hashed(struct source *source, void *buffer, uint64_t length, uint64_t offset,
                           struct digest *digest, struct error *error);

/* Whether source_read would return at once, with bytes, the end or an error: of a stream, whether
 * its writer has left something to read. */
bool source_ready(const struct source *source);

/* Whether its first 64 KiB hold a NUL byte; not told, and false, of a stream. */
bool source_is_binary(const struct source *source);

/* Whether a regular file still is what was opened. */
bool source_unchanged(const struct source *source, struct error *error);

/* The SHA-256 of the whole.  Costs nothing when everything was read in order, else
 * reads what was not. */
bool source_sha256(struct source *source, char hex[DIGEST_HEX_SIZE], struct error *error);

/* Any other digest; reads the file. */
bool source_digest(struct source *source, const char *algorithm, char hex[DIGEST_HEX_SIZE],
                   struct error *error);

/* What a host may be told the file is called: the last component of its path ("stdin" for
 * standard input and descriptors, "data" for memory), or chosen when not NULL, valid UTF-8, without
 * slash or control character, at most 255 bytes.  NULL without memory. */
char *source_name(const struct source_input *input, const char *chosen);

#endif
