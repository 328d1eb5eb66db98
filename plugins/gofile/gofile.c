/* gofile.c: gofile.io, as a guest or with an account.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/uploadfile at upload.gofile.io, or upload-REGION: a form of an optional folderId and the
 * file; the answer is {"status": "ok", "data": {downloadPage, id, md5, guestToken, …}}. DELETE of
 * …/contents at api.gofile.io with {"contentsId"} deletes. Either goes with a token as
 * "Authorization: Bearer": of an account, or of a guest, whom the first upload without one makes.
 * What went wrong is a word in status, whatever the HTTP status is (the site's API page and several
 * clients, 2026-10).
 *
 * Links to the file itself are for paying accounts: what anyone gets is a page.
 */
#include <string.h>

#include <twatfs/provider.h>

#include "guest.h"

TWATFS_MANIFEST({
  "name": "gofile",
  "version": "0.1.0",
  "description": "gofile.io: files of any size, until unused for 10 days; links to a page",
  "homepage": "https://gofile.io",
  "env": { "any_of": [], "optional": ["GOFILE_TOKEN"] },
  "endpoint": { "env": "TWATFS_GOFILE_URL", "default": "https://upload.gofile.io/uploadfile" },
  "url": "https://gofile.io/d/",
  "supports": ["delete", "unique"],
  "options": {
    "region": "where to upload: eu-par, na-phx, ap-sgp, ap-hkg, ap-tyo, sa-sao (default: the nearest)",
    "folder": "the id of a folder of the account that GOFILE_TOKEN belongs to"
  },
  "retention": "until unused for 10 days",
  "direct_link": false,
  "threads": "parallel",
  "priority": 60,
  "setup": "Nothing is needed. For uploads into an account: copy its token from https://gofile.io/myProfile into GOFILE_TOKEN."
});

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

/* ---- Where ---- */

/* What in the endpoint follows the scheme and "upload" or "upload-REGION"; NULL where its host
 * is called otherwise. */
static const char *after_upload(const char *endpoint)
{
    const char *host = strstr(endpoint, "://");

    if (host == NULL || strncmp(host + 3, "upload", 6) != 0)
        return NULL;
    host += 9;
    return *host == '-' || *host == '.' ? strchr(host, '.') : NULL;
}

/* The endpoint with its host's first label replaced. */
static const char *at_host(struct twatfs_call *call, const char *label, const char *region)
{
    const char *endpoint = twatfs_endpoint(call), *rest = after_upload(endpoint);

    return twatfs_printf(call, "%.*s%s%s%s", (int)(strstr(endpoint, "://") + 3 - endpoint),
                         endpoint, label, region, rest);
}

static twatfs_status place_of(struct twatfs_call *call, const char **url)
{
    static const char *const regions[] = {"eu-par", "na-phx", "ap-sgp",
                                          "ap-hkg", "ap-tyo", "sa-sao"};
    const char *region = twatfs_option(call, "region");
    size_t i = 0;

    *url = twatfs_endpoint(call);
    if (region == NULL)
        return TWATFS_OK;
    while (i < sizeof regions / sizeof *regions && strcmp(region, regions[i]) != 0)
        i++;
    if (i == sizeof regions / sizeof *regions)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "region: %s: is none of eu-par, na-phx, ap-sgp, ap-hkg, ap-tyo, sa-sao",
                           region);
    if (after_upload(*url) == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "region: TWATFS_GOFILE_URL does not begin with upload.");
    *url = at_host(call, "upload-", region);
    return *url != NULL ? TWATFS_OK : out_of_memory(call);
}

/* What deletes is at api.gofile.io; of a host that is called otherwise, beside what uploads. */
static const char *contents_of(struct twatfs_call *call)
{
    const char *url = twatfs_endpoint(call), *path;

    if (after_upload(url) != NULL)
        url = at_host(call, "api", "");
    path = url != NULL ? strchr(strstr(url, "://") + 3, '/') : NULL;
    if (path != NULL)
        path = strrchr(path, '/');
    if (url == NULL)
        return NULL;
    return twatfs_printf(call, "%.*s/contents",
                         (int)(path != NULL ? path - url : (long)strlen(url)), url);
}

static const char *bearer(struct twatfs_call *call, const char *token)
{
    return token != NULL ? twatfs_printf(call, "Bearer %s", token) : NULL;
}

/* ---- Answers ---- */

static int is_word(const char *word, const char *expected)
{
    return word != NULL && strcmp(word, expected) == 0;
}

/* A refusal is a word of its own, which counts over the status it comes with. */
static twatfs_status meaning(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             const char *word, twatfs_status status)
{
    int code = (int)answer->status;

    /* Such an answer may have a Retry-After, which was taken into account. */
    if (status == TWATFS_TEMPORARY || is_word(word, "ok"))
        return status;
    if (is_word(word, "error-rateLimit"))
        return twatfs_fail(call, TWATFS_TEMPORARY, 0, "HTTP %d: %s", code, word);
    if (status == TWATFS_AUTH || is_word(word, "error-auth"))
        return twatfs_fail(call, TWATFS_AUTH, 0, "HTTP %d: %s: check GOFILE_TOKEN", code,
                           word != NULL ? word : "not authorized");
    if (is_word(word, "error-notPremium"))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "HTTP %d: %s: not with this account", code,
                           word);
    if (is_word(word, "error-notFound"))
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "HTTP %d: %s: check -o gofile.folder", code,
                           word);
    if (word != NULL)
        return twatfs_fail(call, status != TWATFS_OK ? status : TWATFS_PERMANENT, 0, "HTTP %d: %s",
                           code, word);
    return status != TWATFS_OK ? status
                               : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no status in it");
}

/* Who has the token can delete: the account, which is known when it is asked to, or the guest. */
static void take_token(struct twatfs_call *call, const char *id, const char *guest)
{
    if (id == NULL)
        return;
    twatfs_set_delete(call, guest != NULL ? twatfs_printf(call, "%s:%s", id, guest) : id);
}

/* ---- Callbacks ---- */

static twatfs_status gofile_open(struct twatfs_call *call, void **state)
{
    *state = gofile_guest_new();
    return *state != NULL ? TWATFS_OK : out_of_memory(call);
}

static void gofile_close(struct twatfs_call *call, void *state)
{
    (void)call;
    gofile_guest_free(state);
}

/* Upload as who has the token, or as nobody.  Without an account *guest is the guest's token, and
 * becomes the one that the host gives. */
static twatfs_status send_as(struct twatfs_call *call, const char *url, const char *folder,
                             const char *token, const char **guest)
{
    const char *headers[] = {"Authorization", bearer(call, token), NULL};
    const char *fields[] = {"folderId", folder, NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;
    const char *given;

    if (token != NULL && headers[1] == NULL)
        return out_of_memory(call);
    send.url = url;
    send.headers = headers;
    send.fields = fields;
    send.file_field = "file";
    send.flags = TWATFS_SEND_NO_RESULT;
    status = twatfs_send_file(call, &send, &answer);
    if (answer.status == 0)
        return status;
    status = meaning(call, &answer, twatfs_json(call, &answer, "status"), status);
    if (status != TWATFS_OK)
        return status;
    given = twatfs_json(call, &answer, "data.guestToken");
    if (given != NULL && guest != NULL) {
        twatfs_add_secret(call, given);
        *guest = given;
    }
    take_token(call, twatfs_json(call, &answer, "data.id"), guest != NULL ? *guest : NULL);
    twatfs_set_digest(call, "md5", twatfs_json(call, &answer, "data.md5"));
    given = twatfs_json(call, &answer, "data.downloadPage");
    return given != NULL ? twatfs_set_url(call, given)
                         : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: no data.downloadPage");
}

static twatfs_status upload_as_guest(struct twatfs_call *call, struct gofile_guest *guest,
                                     const char *url)
{
    const char *token = NULL, *good;
    twatfs_status status = gofile_guest_begin(call, guest, &token);

    if (status != TWATFS_OK)
        return status;
    good = token;
    status = send_as(call, url, NULL, token, &good);
    gofile_guest_end(guest, token, status != TWATFS_AUTH ? good : NULL);
    return status != TWATFS_AUTH || token == NULL
               ? status
               : twatfs_fail(call, TWATFS_TEMPORARY, 0, "the guest is not known any more");
}

static twatfs_status gofile_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    const char *account = twatfs_env(call, "GOFILE_TOKEN"), *folder = twatfs_option(call, "folder");
    const char *url = NULL;
    twatfs_status status;

    (void)upload;
    if (folder != NULL && account == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "folder: set GOFILE_TOKEN to its account's token");
    status = place_of(call, &url);
    if (status != TWATFS_OK)
        return status;
    return account != NULL ? send_as(call, url, folder, account, NULL)
                           : upload_as_guest(call, state, url);
}

/* The host tells of each content what became of it, beside what became of the request. */
static twatfs_status removed(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             const char *id)
{
    const char *word = twatfs_json(call, answer, "status"), *path, *own;
    twatfs_status status = twatfs_check_answer(call, answer);

    path = twatfs_printf(call, "data.%s.status", id);
    own = path != NULL ? twatfs_json(call, answer, path) : NULL;
    if (is_word(word, "ok") && own != NULL)
        word = own;
    if (answer->status == 404 || answer->status == 410 || is_word(word, "error-notFound"))
        return TWATFS_OK;
    return meaning(call, answer, word, status);
}

static twatfs_status gofile_remove(struct twatfs_call *call, void *state,
                                   const struct twatfs_removal *removal)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *headers[] = {"Authorization", NULL, "Content-Type", "application/json", NULL};
    const char *token = twatfs_env(call, "GOFILE_TOKEN"), *guest, *id, *quoted, *body;
    twatfs_status status;

    (void)state;
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "there is no token that says what to delete");
    guest = strchr(removal->token, ':');
    id = guest == NULL ? removal->token
                       : twatfs_printf(call, "%.*s", (int)(guest - removal->token), removal->token);
    if (guest != NULL) {
        token = guest + 1;
        twatfs_add_secret(call, token);
    }
    if (token == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "set GOFILE_TOKEN to the token of its account");
    headers[1] = bearer(call, token);
    quoted = id != NULL ? twatfs_json_quote(call, id) : NULL;
    body = quoted != NULL ? twatfs_printf(call, "{\"contentsId\":%s}", quoted) : NULL;
    request.method = "DELETE";
    request.url = contents_of(call);
    if (headers[1] == NULL || body == NULL || request.url == NULL)
        return out_of_memory(call);
    request.headers = headers;
    request.body = body;
    request.body_length = strlen(body);
    status = twatfs_http(call, &request, &answer);
    return status != TWATFS_OK ? status : removed(call, &answer, id);
}

TWATFS_PROVIDER(.open = gofile_open, .upload = gofile_upload, .close = gofile_close,
                .remove = gofile_remove);
