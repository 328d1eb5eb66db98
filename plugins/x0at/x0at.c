/* x0at.c: x0.at, and other instances of its software.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST /, a form of id_length, an optional keep_name and the file; the answer is the URL and
 * a line break. A refusal is its status, its phrase and a sentence as plain text (filehost2,
 * which serves the site since 2026, and the site's own page).
 *
 * 403 is a ban of the address, the program or the kind of file, and 428 would ask for a person:
 * neither becomes better by asking again.
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "x0at",
  "version": "0.1.0",
  "description": "x0.at: files up to 1 GiB, for 3 to 100 days by size",
  "homepage": "https://x0.at",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_X0AT_URL", "default": "https://x0.at/" },
  "url": "https://x0.at/",
  "supports": ["private", "content-type"],
  "options": {
    "id_length": "characters of the link's name: 3 to 24 (default)",
    "keep_name": "the file's own name in the link as well: yes or no (default)"
  },
  "max_size": 1073741824,
  "final_statuses": [403, 428],
  "retention": "3 to 100 days",
  "threads": "parallel",
  "priority": 750,
  "setup": "Nothing is needed. This is a public service of a private person."
});

#define A_DAY_S INT64_C(86400)

/* 3 to 24: the host would quietly take the nearest it has, and nothing but a number is one. */
static int is_length(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    int value = 0;

    if (digits == 0 || digits > 2 || text[digits] != '\0')
        return 0;
    for (size_t i = 0; i < digits; i++)
        value = 10 * value + (text[i] - '0');
    return value >= 3 && value <= 24;
}

/* What the status alone does not tell. */
static twatfs_status judge(struct twatfs_call *call, const struct twatfs_http_response *answer,
                           twatfs_status status)
{
    const char *words = answer->body;

    if (answer->status == 403 && (strstr(words, "File type not allowed") != NULL ||
                                  strstr(words, "Your upload was rejected") != NULL))
        return twatfs_fail(call, TWATFS_REFUSED, 0, "HTTP 403: it does not take such a file");
    /* The form's reader ends there when a file is longer than the host takes. */
    if (answer->status == 400 && strstr(words, "reached size limit") != NULL)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "HTTP 400: too large");
    /* Both of its limits, of uploads and of bytes, are those of a day. */
    if (answer->status == 429 && twatfs_header(call, answer, "Retry-After") == NULL)
        return twatfs_fail(call, TWATFS_TEMPORARY, A_DAY_S, "HTTP 429: enough for today");
    return status;
}

static twatfs_status x0at_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *length = twatfs_option(call, "id_length");
    const char *keep = twatfs_option(call, "keep_name");
    const char *fields[] = {"id_length", NULL, "keep_name", NULL, NULL};
    twatfs_status status;

    (void)state;
    (void)upload;
    if (length == NULL)
        length = "24";
    if (!is_length(length))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "id_length: %s: is not 3 to 24", length);
    if (keep != NULL && strcmp(keep, "yes") != 0 && strcmp(keep, "no") != 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "keep_name: %s: is neither yes nor no", keep);
    fields[1] = length;
    /* Its presence counts, not its value. */
    if (keep != NULL && strcmp(keep, "yes") == 0)
        fields[3] = "yes";
    send.file_field = "file";
    send.fields = fields;
    send.flags = TWATFS_SEND_EXPECT;
    status = twatfs_send_file(call, &send, &answer);
    return status == TWATFS_OK ? TWATFS_OK : judge(call, &answer, status);
}

TWATFS_PROVIDER(.upload = x0at_upload);
