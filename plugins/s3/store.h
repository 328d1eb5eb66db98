/* store.h: a bucket that requests can be sent to: who we are, where it is, what its clock says.
 *
 * SPDX-License-Identifier: MIT
 *
 * What open made, shared by uploads on several threads: its lock guards what changes.
 */
#ifndef S3_STORE_H
#define S3_STORE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <twatfs/provider.h>

#include "credentials.h"
#include "errors.h"
#include "location.h"
#include "sign.h"
#include "xml.h"

struct store {
    pthread_mutex_t lock;
    struct location location;
    struct credentials credentials;
    unsigned generation;     /* how often they were found anew */
    int64_t refresh_after_s; /* others were looked for in vain: not before then again */
    struct sign_key key;     /* of these credentials and this region, for the day */
    int64_t clock_offset_s;  /* the server's clock less ours */
    uint64_t puts, hedges;   /* objects that arrived in one piece, and second chances of such */
    bool not_public; /* one of our objects could not be read by anyone: nor can the others */
    bool no_guard;   /* it answered 501 to If-None-Match */
    bool blind;      /* it answered 403 to a look; which was said */
    bool heard;      /* it has answered something */
    bool strays;     /* it gave no answer to a Create */
    bool strays_told;
};

/* What to ask of the store. */
struct store_request {
    const char *method;
    const char *key;            /* "": the bucket */
    const char *const *query;   /* or NULL */
    const char *const *headers; /* signed; or NULL */
    const void *body;           /* or NULL */
    uint64_t length;            /* of body, or of the range of the file */
    bool file;                  /* the body is the file's bytes from offset on */
    uint64_t offset;
    const char *payload_sha256; /* hex; NULL: that of an empty body, or none over TLS */
    bool fresh;                 /* on a connection of its own */
    bool aside;                 /* sent after something failed, which is what is to be recorded */
};

#define STORE_HEADERS_MAX 104 /* of a request, beside those that signing adds */

/* A request signed for this moment, ready to be sent. */
struct store_signed {
    char *url;
    char *host, *authorization, *token;
    char date[17];
    char payload[65];
    unsigned generation; /* of the credentials */
    const char *headers[2 * (STORE_HEADERS_MAX + 6) + 1];
};

/* Find place and credentials. */
twatfs_status store_open(struct twatfs_call *call, struct store **store);
void store_close(struct store *store);

/* Sign, with credentials that are good for a while yet: they are found anew when they are not, or
 * used to their end where that fails.  The signed request is to be freed once its answer came. */
twatfs_status store_sign(struct twatfs_call *call, struct store *store,
                         const struct store_request *request, struct store_signed *made,
                         struct twatfs_http_request *http);
void store_signed_free(struct store_signed *made);

/* What an answer says: the server's error with its remedy, or that there is none. A 2xx whose body
 * is an <Error> is one. region and the texts are into xml, which is to be freed. */
struct store_answer {
    struct xml_answer xml;
    struct s3_error error; /* error.status 0: there is none */
    char region[LOCATION_REGION_SIZE];
    struct s3_verdict verdict;
    int64_t retry_after_s;
};
void store_read(struct twatfs_call *call, const struct twatfs_http_response *response,
                struct store_answer *answer);
void store_answer_free(struct store_answer *answer);

/* Apply a remedy that can be applied at once: clock, region, credentials. made is what was
 * answered. True: the same request may be sent again, signed anew. Each works once for a request:
 * tried has a bit for each. */
bool store_remedy(struct twatfs_call *call, struct store *store, const struct store_signed *made,
                  const struct twatfs_http_response *response, const struct store_answer *answer,
                  unsigned *tried);

/* Send one request, with those remedies. TWATFS_OK: a 2xx without an error; answer is to be freed
 * either way. expected is another status that is no failure (404), 0 for none. */
twatfs_status store_send(struct twatfs_call *call, struct store *store,
                         const struct store_request *request, int expected,
                         struct twatfs_http_response *response, struct store_answer *answer);

/* Have credentials that last until then, or do not say when they end: they are found anew where
 * they end before.  TWATFS_REFUSED, recorded, where the others end too soon as well. */
twatfs_status store_last_until(struct twatfs_call *call, struct store *store, int64_t until_s);

/* Of the two things learned about the store: what is known, and that it is so. */
bool store_knows(struct store *store, const bool *what);
void store_learn(struct store *store, bool *what);

/* An object that is one piece has arrived; another is late: whether it may be sent once more beside
 * itself.  Of all uploads a few may, so that a line that is slow for all is not filled by that. */
void store_count_put(struct store *store);
bool store_take_hedge(struct store *store);

/* The time of the server. */
int64_t store_now_s(struct store *store);

/* The URL of an object: as anyone would ask for it, or signed for so many seconds; *expires_s is
 * when it dies, 0 for never. The caller frees it; NULL without memory. */
char *store_public_url(struct store *store, const char *key);
char *store_presigned_url(struct twatfs_call *call, struct store *store, const char *key,
                          int64_t lifetime_s, int64_t *expires_s);

#define CLEANUP(function) __attribute__((cleanup(function)))

#endif
