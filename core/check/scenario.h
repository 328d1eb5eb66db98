/* scenario.h: what a host may answer, and what a provider may make of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_SCENARIO_H
#define CHECK_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which language the provider speaks to its host, as its manifest tells. */
enum language {
    LANGUAGE_NONE, /* it has no host on the network, or none that it could be pointed at */
    LANGUAGE_HTTP,
    LANGUAGE_TCP,   /* one exchange, as transfer/tcp.h has it */
    LANGUAGE_OTHER, /* one that this program does not speak */
};

enum answer {
    ANSWER_LINK_TEXT, /* a link, and nothing else */
    ANSWER_LINK_JSON, /* a link wherever a JSON answer may have one */
    ANSWER_STATUS,    /* an HTTP error in the host's own words */
    ANSWER_GARBAGE,   /* success, with noise for a body */
    ANSWER_NOISE,     /* noise, in no language at all */
    ANSWER_SHORT,     /* less than was announced, or nothing at all */
    ANSWER_HUGE,      /* without end */
    ANSWER_SLOW,      /* a byte now and then, without end */
};

struct scenario {
    const char *name; /* for people */
    enum answer answer;
    int http_status;    /* of ANSWER_STATUS */
    int retry_after_s;  /* its Retry-After; 0: none */
    int32_t wanted;     /* the class it must come to; TWATFS_OK: see may_be_ok */
    bool may_be_ok;     /* with a URL, it may also be a success */
    bool together;      /* several at once: two opened, and two threads if it is parallel */
    unsigned languages; /* 1 << enum language, or-ed: where it makes sense */
};

extern const struct scenario scenarios[];
extern const size_t scenario_count;

#endif
