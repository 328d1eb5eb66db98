/* filebin.c: filebin.net, and other instances of filebin2.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST /BIN/NAME, the bare bytes; 201 and JSON with the bin's expiry, the name that the
 * file got, and its SHA-256 (hex) and MD5 (base64). Whoever knows the bin can DELETE the
 * file. GET is a redirect to a URL that lives for a minute, HEAD is 405 (filebin2's source
 * of 2026-06, and run).
 */
#include <stdbool.h>
#include <string.h>
#include <sys/random.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "filebin",
  "version": "0.1.0",
  "description": "filebin.net: files in a bin of their own, for a week",
  "homepage": "https://filebin.net",
  "env": { "any_of": [] },
  "endpoint": { "env": "TWATFS_FILEBIN_URL", "default": "https://filebin.net/" },
  "url": "https://filebin.net/",
  "supports": ["delete", "private", "unique"],
  "options": { "bin": "put the file into this bin: 8 to 60 of A-Z a-z 0-9 - _ (default: a new one)" },
  "min_size": 1,
  "final_statuses": [403],
  "retention": "7 days after the bin's last change",
  "threads": "parallel",
  "priority": 700,
  "setup": "Nothing is needed. Whoever knows the link can delete the file."
});

#define BIN_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789" /* of the host's own bins */
#define BIN_LENGTH     16

/* Such as the host would make itself. */
static bool random_bin(char bin[BIN_LENGTH + 1])
{
    size_t count = sizeof BIN_CHARACTERS - 1, length = 0;
    unsigned char byte;

    while (length < BIN_LENGTH) {
        if (getrandom(&byte, sizeof byte, 0) != 1)
            return false;
        if (byte < 256 / count * count) /* or the first ones would come more often */
            bin[length++] = BIN_CHARACTERS[byte % count];
    }
    bin[length] = '\0';
    return true;
}

static bool bin_valid(const char *bin)
{
    size_t length = strspn(bin, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_" BIN_CHARACTERS);

    return bin[length] == '\0' && length >= 8 && length <= 60;
}

/* Who does not come with curl or a browser's cookie gets a page of warnings, with 200. */
static void pass_the_warning(struct twatfs_call *call)
{
    static const char *const headers[] = {"Cookie", "verified=2024-05-24", NULL};
    struct twatfs_check check = TWATFS_CHECK_INIT;

    check.headers = headers;
    twatfs_set_check(call, &check);
}

/* The link, under the name that the host gave the file, and what is told about it. */
static twatfs_status take_answer(struct twatfs_call *call,
                                 const struct twatfs_http_response *answer, const char *bin_url)
{
    const char *name = twatfs_json(call, answer, "file.filename");
    const char *expiry = twatfs_json(call, answer, "bin.expired_at");
    const char *url;

    if (name == NULL || name[0] == '\0')
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without a file's name",
                           (int)answer->status);
    name = twatfs_url_escape(call, name);
    url = name != NULL ? twatfs_printf(call, "%s/%s", bin_url, name) : NULL;
    if (url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    twatfs_set_digest(call, "sha256", twatfs_json(call, answer, "file.sha256"));
    twatfs_set_digest(call, "md5", twatfs_json(call, answer, "file.md5"));
    if (expiry != NULL)
        twatfs_set_expiry(call, twatfs_parse_time(call, expiry));
    pass_the_warning(call);
    return twatfs_set_url(call, url);
}

static twatfs_status filebin_upload(struct twatfs_call *call, void *state,
                                    const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *bin = twatfs_option(call, "bin");
    const char *name = twatfs_url_escape(call, upload->name), *bin_url;
    char random[BIN_LENGTH + 1];
    twatfs_status status;

    (void)state;
    if (bin != NULL && !bin_valid(bin))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "bin: %s: is not 8 to 60 letters, digits, \"-\" and \"_\"", bin);
    if (bin != NULL && (upload->flags & TWATFS_UPLOAD_UNIQUE) != 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "bin: %s: may hold a file of this name: not with --unique", bin);
    if (bin == NULL && !random_bin(random))
        return twatfs_fail(call, TWATFS_LOCAL, 0, "no random bytes to be had");
    bin_url = twatfs_endpoint_url(call, bin != NULL ? bin : random);
    if (name != NULL && bin_url != NULL)
        send.url = twatfs_printf(call, "%s/%s", bin_url, name);
    if (send.url == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    send.method = "POST";
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    /* "Illegal file extension", "This content has been blocked and cannot be uploaded". */
    if (answer.status == 403 && (strstr(answer.body, "extension") != NULL ||
                                 strstr(answer.body, "content has been blocked") != NULL))
        return TWATFS_REFUSED;
    return status == TWATFS_OK ? take_answer(call, &answer, bin_url) : status;
}

static twatfs_status filebin_remove(struct twatfs_call *call, void *state,
                                    const struct twatfs_removal *removal)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    request.method = "DELETE";
    request.url = removal->url;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK || answer.status == 404 || answer.status == 410)
        return status;
    return twatfs_check_answer(call, &answer);
}

TWATFS_PROVIDER(.upload = filebin_upload, .remove = filebin_remove);
