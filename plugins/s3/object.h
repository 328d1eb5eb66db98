/* object.h: the object that an upload makes: its key, its headers, and what the user asked of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_OBJECT_H
#define S3_OBJECT_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#include "store.h"

/* Names of metadata: OpenStack Swift takes no more by default (max_meta_count, 2.35).  Amazon
 * counts bytes only. */
#define OBJECT_METADATA_MAX 90
#define OBJECT_HEADERS_MAX  (OBJECT_METADATA_MAX + 8) /* with the type and the options' own */

enum object_checksum {
    OBJECT_CHECKSUM_NONE,
    OBJECT_CHECKSUM_CRC64NVME,
    OBJECT_CHECKSUM_CRC32C,
};

struct object {
    const char *key;
    const char *origin; /* what the key was made of, but for the moment and {random} */
    /* of a PUT or a Create: type, metadata, encryption, … */
    const char *headers[2 * OBJECT_HEADERS_MAX + 1];
    enum object_checksum checksum;
    bool replace;         /* what is there */
    bool looked;          /* we saw that nothing was there: the store does not guard it itself */
    bool unseen;          /* the store would not say whether something was there */
    uint64_t part_size;   /* wished; 0: none */
    uint32_t concurrency; /* at most so many parts at once */
    int64_t expires_s;    /* when the bucket deletes it, as far as answers told; 0: never */
};

/* From options and wishes; its texts live until the callback returns. */
twatfs_status object_make(struct twatfs_call *call, struct store *store,
                          const struct twatfs_upload *upload, struct object *object);

/* A digest of what only the first request of an upload in parts can ask for: headers and kind of
 * checksum.  What was begun with other wishes would not grant these.  False when it failed. */
bool object_wishes(const struct object *object, char hex[SIGN_HEX_SIZE]);

/* See that nothing is there, unless it may be replaced.  The store guards it itself where it knows
 * If-None-Match; where it does not, this look is all there is.  To whoever may not list the bucket
 * a store answers 403 where nothing is there ("HeadObject", Amazon S3 API Reference, 2026-10),
 * which tells nothing: with guarded, the guard on what is sent next decides then; else it is a
 * failure. */
twatfs_status object_look(struct twatfs_call *call, struct store *store, struct object *object,
                          bool guarded);

/* Take from an answer that is about it when a lifecycle rule of the bucket deletes it. */
void object_note_expiry(struct twatfs_call *call, const struct twatfs_http_response *response,
                        struct object *object);

/* The name of the object's checksum in XML, of the header that has one, and such a CRC. */
const char *object_checksum_name(const struct object *object);
const char *object_checksum_header(const struct object *object);
uint64_t object_crc(const struct object *object, uint64_t crc, const void *bytes, size_t length);
uint64_t object_crc_combine(const struct object *object, uint64_t a, uint64_t b, uint64_t b_length);
void object_crc_text(const struct object *object, uint64_t crc, char text[16]);

#endif
