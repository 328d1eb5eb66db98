/* cache.h: links that serve given bytes, so that those need not be uploaded again.
 *
 * SPDX-License-Identifier: MIT
 *
 * Behind one interface there are several engines.  The one that was chosen is asked; while it is
 * away the next simpler one serves, and that is said once:
 *
 *     redis -> sqlite -> memory
 *
 * What comes out of an engine may have been put there by anyone who can write to it: it is bounded
 * and well-formed, and no more than that is promised.  Tokens that delete a file are never
 * put in.
 */
#ifndef STATE_CACHE_H
#define STATE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "state/store.h"

struct cache;

/* One link.  Times are seconds since 1970. */
struct cache_entry {
    char *provider, *url;
    char sha256[DIGEST_HEX_SIZE];
    uint64_t size;
    bool proven; /* the bytes were, not only their number */
    bool expiry_known;
    int64_t expiry_s; /* 0: never */
    int64_t stored_s;
};

void cache_entry_free(struct cache_entry *entry);
#define CLEANUP_CACHE_ENTRY CLEANUP(cache_entry_free)

/* Until when a link of this entry may be handed out: some time before it expires, because who
 * gets it wants to use it. */
int64_t cache_dies_s(const struct cache_entry *entry);

/* "sqlite", "memory", "none", or "redis://[:PASSWORD@]HOST[:PORT][/N][?prefix=PREFIX]". */
bool cache_choice_valid(const char *choice, struct error *error);

/* The engines of a choice; nothing is opened or connected before it is needed.  store is
 * borrowed, or NULL without memory.  NULL without memory (of the machine) and for "none". */
struct cache *cache_new(const char *choice, struct store *store);
void cache_free(struct cache *cache);

/* What is there under a key, still to be handed out at now_s.  True with entry filled. */
bool cache_get(struct cache *cache, const char *key, int64_t now_s, struct cache_entry *entry);
void cache_put(struct cache *cache, const char *key, int64_t now_s,
               const struct cache_entry *entry);
void cache_drop(struct cache *cache, const char *key);

/* What came of looking something up. */
enum cache_outcome {
    CACHE_HIT,
    CACHE_MISS,
    CACHE_STALE, /* it was there, and does not serve any more */
    CACHE_ERROR, /* an engine failed, or what it said made no sense */
};
#define CACHE_OUTCOMES 4
void cache_count(struct cache *cache, enum cache_outcome outcome);

struct cache_statistics {
    const char *engine; /* that serves now */
    uint64_t entries;
    uint64_t outcomes[CACHE_OUTCOMES];
};
bool cache_statistics(struct cache *cache, int64_t now_s, struct cache_statistics *statistics,
                      struct error *error);

/* Remove all links and counts; or the links whose time is over. */
bool cache_clear(struct cache *cache, uint64_t *removed, struct error *error);
bool cache_prune(struct cache *cache, int64_t now_s, uint64_t *removed, struct error *error);

#endif
