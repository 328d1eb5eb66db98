/* litterbox.c: litterbox.catbox.moe, catbox for a few days.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/internals/api.php, a form of reqtype, time (1h, 12h, 24h or 72h), an optional
 * fileNameLength (6 or 16) and the file; the answer is the URL and nothing else
 * (the site's form and tools page, 2026-10).
 */
#include <string.h>
#include <time.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "litterbox",
  "version": "0.1.0",
  "description": "litterbox.catbox.moe: files up to 1 GB, for up to 3 days",
  "homepage": "https://litterbox.catbox.moe",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_LITTERBOX_URL",
                "default": "https://litterbox.catbox.moe/resources/internals/api.php" },
  "url": "https://litter.catbox.moe/",
  "supports": ["expiry", "unique", "private"],
  "expiry": [3600, 43200, 86400, 259200],
  "options": { "name_length": "characters of the link's name: 16 (default) or 6" },
  "max_size": 1000000000,
  "rejects": ["*.exe", "*.scr", "*.cpl", "*.doc*", "*.jar"],
  "retention": "3 days",
  "priority": 600,
  "setup": "Nothing is needed."
});

static const struct {
    int64_t seconds;
    const char *word; /* as the host calls it */
} lifetimes[] = {
    {3600, "1h"},
    {43200, "12h"},
    {86400, "24h"},
    {259200, "72h"},
};

#define LIFETIMES (sizeof lifetimes / sizeof lifetimes[0])

static twatfs_status litterbox_upload(struct twatfs_call *call, void *state,
                                      const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *length = twatfs_option(call, "name_length");
    const char *fields[] = {"reqtype", "fileupload", "time", NULL, "fileNameLength", NULL, NULL};
    size_t choice = LIFETIMES - 1;
    twatfs_status status;

    (void)state;
    if (length == NULL)
        length = "16";
    if (strcmp(length, "6") != 0 && strcmp(length, "16") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "name_length: %s: is neither 6 nor 16",
                           length);
    /* The gate lets no other wish through. */
    for (size_t i = 0; i < LIFETIMES; i++)
        if (lifetimes[i].seconds == upload->expire_s)
            choice = i;
    fields[3] = lifetimes[choice].word;
    fields[5] = length;
    send.file_field = "fileToUpload";
    send.fields = fields;
    status = twatfs_send_file(call, &send, &answer);
    if (status == TWATFS_OK)
        twatfs_set_expiry(call, (int64_t)time(NULL) + lifetimes[choice].seconds);
    return status;
}

TWATFS_PROVIDER(.upload = litterbox_upload);
