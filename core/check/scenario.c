/* scenario.c: what a host may answer, and what a provider may make of it.
 *
 * SPDX-License-Identifier: MIT
 *
 * The classes are those of "Status classes" in twatfs-provider(7).  What answer a host gives to
 * a success only its provider knows: there it must be a success with a URL, or a clean failure.
 * The same holds for noise, where a provider that makes the URL itself may never read the body.
 */
#include "check/scenario.h"

#include "base/cleanup.h"
#include "twatfs/provider.h"

#define HTTP  (1U << LANGUAGE_HTTP)
#define TCP   (1U << LANGUAGE_TCP)
#define OTHER (1U << LANGUAGE_OTHER)
#define NONE  (1U << LANGUAGE_NONE)

const struct scenario scenarios[] = {
    {.name = "a link as text",
     .answer = ANSWER_LINK_TEXT,
     .may_be_ok = true,
     .languages = HTTP | TCP | NONE},
    {.name = "a link as JSON", .answer = ANSWER_LINK_JSON, .may_be_ok = true, .languages = HTTP},
    {.name = "two at once, a link as text",
     .answer = ANSWER_LINK_TEXT,
     .may_be_ok = true,
     .together = true,
     .languages = HTTP | TCP | NONE},
    {.name = "two at once, a link as JSON",
     .answer = ANSWER_LINK_JSON,
     .may_be_ok = true,
     .together = true,
     .languages = HTTP},
    {.name = "413 too large",
     .answer = ANSWER_STATUS,
     .http_status = 413,
     .wanted = TWATFS_REFUSED,
     .languages = HTTP},
    {.name = "429 too many requests",
     .answer = ANSWER_STATUS,
     .http_status = 429,
     .retry_after_s = 7,
     .wanted = TWATFS_TEMPORARY,
     .languages = HTTP},
    {.name = "500 server error",
     .answer = ANSWER_STATUS,
     .http_status = 500,
     .wanted = TWATFS_TEMPORARY,
     .languages = HTTP},
    {.name = "garbage", .answer = ANSWER_GARBAGE, .may_be_ok = true, .languages = HTTP},
    {.name = "noise", .answer = ANSWER_NOISE, .languages = HTTP | TCP | OTHER},
    {.name = "a short answer", .answer = ANSWER_SHORT, .languages = HTTP | TCP | OTHER},
    {.name = "a huge answer", .answer = ANSWER_HUGE, .languages = HTTP | TCP | OTHER},
    {.name = "a slow answer", .answer = ANSWER_SLOW, .languages = HTTP | TCP | OTHER},
};
const size_t scenario_count = ARRAY_LENGTH(scenarios);
