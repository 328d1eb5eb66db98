/* whole.h: whether what is there under the key is what we sent, when the answer that would have
 * said so was lost.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_WHOLE_H
#define S3_WHOLE_H

#include "cut.h"

/* What an object must be to be ours. */
struct whole {
    uint64_t size;
    char etag[ETAG_SIZE]; /* without quotes; "" where it cannot be foretold */
    uint32_t parts;       /* without an ETag: how many it must be of; 0 for one PUT */
    char crc[16];         /* its checksum as text, "" without */
    int64_t since_s;      /* written since then, by our clock; 0: at any time */
};

/* What the store says of it. */
enum whole_seen {
    WHOLE_ABSENT, /* nothing is there, or something else; or we may not see it */
    WHOLE_THERE,
    WHOLE_UNSEEN, /* it could not be asked, for the moment */
};

/* Ask for it, more than once where that fails for the moment.  *proven: the store named our
 * checksum of it all. */
enum whole_seen whole_look(struct twatfs_call *call, struct store *store, struct object *object,
                           const struct whole *whole, bool *proven);

/* What a request that failed comes to, once it was seen whether it made the object all the same:
 * while nobody can tell that is a failure for the moment. */
twatfs_status whole_judge(struct twatfs_call *call, const struct object *object,
                          enum whole_seen seen, twatfs_status failed);

/* What one PUT of the cut's only piece, or the parts that arrived, must have made. */
void whole_of_put(struct twatfs_call *call, const struct cut *cut, struct whole *whole);
void whole_of_parts(const struct cut *cut, struct whole *whole);

/* The same for parts whose ETags are not known any more: the file is read. False when it cannot
 * be. */
bool whole_of_file(struct twatfs_call *call, const struct cut *cut, struct whole *whole);

/* What the ETag of a part says of its bytes in the file.  "Other" is to be believed only where the
 * ETags of this upload are known to be MD5s: some stores' have as many digits and are none. */
enum whole_etag { WHOLE_ETAG_TELLS_NOTHING, WHOLE_ETAG_SAME, WHOLE_ETAG_OTHER };
enum whole_etag whole_compare_part(struct twatfs_call *call, const struct piece *piece);

/* An ETag without the quotes, which not every store puts there. */
void whole_copy_etag(char etag[ETAG_SIZE], const char *text);

#endif
