/* dropbox.c: an account at Dropbox.
 *
 * SPDX-License-Identifier: MIT
 *
 * files/upload takes up to 150 MiB in one request, an upload session more; the answer has the
 * content_hash of what Dropbox stored, which proves the upload.  The link is a shared link.
 */
#include <stdbool.h>
#include <stdlib.h>

#include <twatfs/provider.h>

#include "account.h"
#include "api.h"
#include "authorize.h"
#include "cleanup.h"
#include "hash.h"
#include "link.h"
#include "moment.h"
#include "session.h"

TWATFS_MANIFEST({
  "name": "dropbox",
  "version": "0.1.0",
  "description": "an account at Dropbox, with shared links",
  "homepage": "https://www.dropbox.com",
  "env": {
    "any_of": [["DROPBOX_ACCESS_TOKEN"], ["DROPBOX_REFRESH_TOKEN", "DROPBOX_APP_KEY"]],
    "optional": ["DROPBOX_APP_SECRET"],
    "public": ["DROPBOX_APP_KEY"]
  },
  "endpoint": { "env": "TWATFS_DROPBOX_URL", "default": "https://api.dropboxapi.com" },
  "url": ["https://www.dropbox.com/", "https://dl.dropboxusercontent.com/"],
  "supports": ["delete", "expiry", "overwrite", "private", "remote-path", "resume", "setup", "unique"],
  "options": {
    "link": "direct (default): to the file itself; page: to Dropbox's page of it",
    "session_above": "MiB from which on a file is sent in pieces, several at once, and can go on after a kill: from 8 to 150 (default)",
    "concurrency": "pieces sent at once: from 1 to 16 (default 2)"
  },
  "max_size": 2199019061248,
  "retention": "until it is deleted",
  "threads": "parallel",
  "priority": 310,
  "setup": "Make an app at https://www.dropbox.com/developers/apps with the permissions files.content.write, sharing.write and sharing.read, and have twatfs setup --ask provider dropbox get DROPBOX_REFRESH_TOKEN for it; or put an access token that its console generates, which lives for four hours, into DROPBOX_ACCESS_TOKEN."
});

#define MIB         ((uint64_t)1 << 20)
#define REQUEST_MAX 150       /* MiB of one request (files/upload) */
#define HELD_MAX    (8 * MIB) /* a file up to this is read once, into memory */
#define TRIES       4         /* of what is about a file that is there already */

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static void free_bytes(char **bytes)
{
    free(*bytes);
}

static void free_hash(struct hash **hash)
{
    dropbox_hash_free(*hash);
}

/* ---- What was asked for ---- */

struct wishes {
    uint64_t session_above; /* bytes */
    uint32_t at_once;
    bool page;
};

/* A number of an option, within bounds; otherwise where it was not given. */
static twatfs_status number(struct twatfs_call *call, const char *key, unsigned least,
                            unsigned most, unsigned otherwise, unsigned *value)
{
    const char *text = twatfs_option(call, key);
    char *end;
    unsigned long found;

    *value = otherwise;
    if (text == NULL)
        return TWATFS_OK;
    found = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || strlen(text) > 4 || *end != '\0' || found < least ||
        found > most)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "option %s: \"%s\": need %u to %u", key, text,
                           least, most);
    *value = (unsigned)found;
    return TWATFS_OK;
}

static twatfs_status read_wishes(struct twatfs_call *call, struct wishes *wishes)
{
    const char *link = twatfs_option(call, "link");
    unsigned above = 0, at_once = 0;
    twatfs_status status = number(call, "session_above", 8, REQUEST_MAX, REQUEST_MAX, &above);

    if (status == TWATFS_OK)
        status = number(call, "concurrency", 1, 16, SESSION_AT_ONCE, &at_once);
    if (status != TWATFS_OK)
        return status;
    if (link != NULL && strcmp(link, "direct") != 0 && strcmp(link, "page") != 0)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "option link: \"%s\": need direct or page",
                           link);
    *wishes = (struct wishes){.session_above = above * MIB,
                              .at_once = at_once,
                              .page = link != NULL && strcmp(link, "page") == 0};
    return TWATFS_OK;
}

/* Where the file goes, and what if something is there: Dropbox takes the same content twice as no
 * conflict, unless the user asked for a file of its own. */
static const char *make_commit(struct twatfs_call *call, const struct twatfs_upload *upload,
                               const char *moment)
{
    const char *path = upload->remote_path;
    bool unique = (upload->flags & TWATFS_UPLOAD_UNIQUE) != 0;
    bool force = (upload->flags & TWATFS_UPLOAD_FORCE) != 0;

    if (path == NULL)
        path = "";
    path = twatfs_printf(call, "%s%s%s", path[0] == '/' ? "" : "/", path,
                         path[0] == '\0' || path[strlen(path) - 1] == '/' ? upload->name : "");
    path = path != NULL ? twatfs_json_quote(call, path) : NULL;
    return path != NULL
               ? twatfs_printf(call,
                               "{\"path\":%s,\"mode\":\"%s\",\"autorename\":%s,"
                               "\"client_modified\":\"%s\",\"mute\":false,"
                               "\"strict_conflict\":%s}",
                               path, force ? "overwrite" : "add", unique ? "true" : "false", moment,
                               unique ? "true" : "false")
               : NULL;
}

/* ---- One request ---- */

static twatfs_status read_all(struct twatfs_call *call, char *bytes, uint64_t length,
                              uint64_t offset)
{
    while (length > 0) {
        int64_t got = twatfs_read(call, bytes, length, offset);

        if (got <= 0)
            return got < 0 ? TWATFS_LOCAL
                           : twatfs_fail(call, TWATFS_LOCAL, 0, "the file became shorter");
        bytes += got;
        offset += (uint64_t)got;
        length -= (uint64_t)got;
    }
    return TWATFS_OK;
}

/* The hash goes before the bytes, so that Dropbox refuses others before it replaces anything: what
 * is not held in memory is read twice for that. */
static twatfs_status hash_source(struct twatfs_call *call, uint64_t size, char *block,
                                 uint64_t block_size, char hex[HASH_HEX_SIZE])
{
    CLEANUP(free_hash) struct hash *hash = dropbox_hash_new();

    if (hash == NULL)
        return out_of_memory(call);
    for (uint64_t offset = 0; offset < size; offset += block_size) {
        uint64_t length = size - offset < block_size ? size - offset : block_size;
        twatfs_status status = read_all(call, block, length, offset);

        if (status != TWATFS_OK)
            return status;
        if (!dropbox_hash_add(hash, block, (size_t)length))
            return out_of_memory(call);
        if (twatfs_cancelled(call))
            return TWATFS_CANCELLED;
    }
    return dropbox_hash_end(hash, hex) ? TWATFS_OK : out_of_memory(call);
}

static twatfs_status upload_whole(struct twatfs_call *call, struct account *account,
                                  const struct twatfs_upload *upload, const char *commit,
                                  struct twatfs_http_response *answer, char hex[HASH_HEX_SIZE])
{
    bool held = upload->size <= HELD_MAX;
    uint64_t block_size = held ? HELD_MAX : HASH_BLOCK;
    CLEANUP(free_bytes) char *block = malloc(held ? (size_t)upload->size + 1 : HASH_BLOCK);
    struct api_request request = {.route = "files/upload",
                                  .content = true,
                                  .body = held ? block : NULL,
                                  .file = !held,
                                  .length = upload->size};
    struct refusal refusal;
    twatfs_status status;

    if (block == NULL)
        return out_of_memory(call);
    status = hash_source(call, upload->size, block, block_size, hex);
    if (status != TWATFS_OK)
        return status;
    request.argument =
        twatfs_printf(call, "%.*s,\"content_hash\":\"%s\"}", (int)strlen(commit) - 1, commit, hex);
    status = dropbox_api_send(call, account, &request, answer, &refusal);
    if (status == TWATFS_OK)
        twatfs_progress(call, upload->size);
    return status;
}

/* ---- What Dropbox has ---- */

static twatfs_status delete_file(struct twatfs_call *call, struct account *account,
                                 const char *path, const char *rev)
{
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct api_request request = {.route = "files/delete_v2", .tries = TRIES};
    const char *quoted = twatfs_json_quote(call, path);
    const char *quoted_rev = rev != NULL ? twatfs_json_quote(call, rev) : NULL;
    struct refusal refusal = {.retry_after_s = 0};
    twatfs_status status;

    if (quoted != NULL)
        request.argument =
            quoted_rev != NULL
                ? twatfs_printf(call, "{\"path\":%s,\"parent_rev\":%s}", quoted, quoted_rev)
                : twatfs_printf(call, "{\"path\":%s}", quoted);
    status = dropbox_api_send(call, account, &request, &answer, &refusal);
    return dropbox_errors_has(&refusal, "path_lookup/not_found") ? TWATFS_OK : status;
}

/* Whether it is the file: *id is its own name for it. */
static twatfs_status check_stored(struct twatfs_call *call, struct account *account,
                                  const struct twatfs_http_response *answer,
                                  const char hex[HASH_HEX_SIZE], const char **id)
{
    const char *stored = twatfs_json(call, answer, "content_hash");

    *id = twatfs_json(call, answer, "id");
    if (*id == NULL || (*id)[0] == '\0' || stored == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "answer: HTTP 200 without the file's id and content_hash");
    if (strcmp(stored, hex) == 0)
        return TWATFS_OK;
    /* It must not stay where the next attempt would meet it. */
    (void)delete_file(call, account, *id, twatfs_json(call, answer, "rev"));
    return twatfs_fail(call, TWATFS_PERMANENT, 0,
                       "check: Dropbox stored other bytes: their content_hash is %s, the "
                       "file's %s",
                       stored, hex);
}

/* ---- Callbacks ---- */

static twatfs_status dropbox_open(struct twatfs_call *call, void **state)
{
    struct account *account = NULL;
    twatfs_status status = dropbox_account_open(call, &account);

    *state = account;
    return status;
}

static void dropbox_close(struct twatfs_call *call, void *state)
{
    (void)call;
    dropbox_account_close(state);
}

static twatfs_status dropbox_upload(struct twatfs_call *call, void *state,
                                    const struct twatfs_upload *upload)
{
    struct account *account = state;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct twatfs_check check = TWATFS_CHECK_INIT;
    const char *moment = dropbox_moment(call), *commit, *id, *url;
    char hex[HASH_HEX_SIZE];
    struct wishes wishes = {.at_once = SESSION_AT_ONCE};
    bool in_pieces, stored;
    twatfs_status status = read_wishes(call, &wishes);

    if (status != TWATFS_OK)
        return status;
    commit = moment != NULL ? make_commit(call, upload, moment) : NULL;
    if (commit == NULL)
        return out_of_memory(call);
    in_pieces = upload->size > wishes.session_above;
    status = in_pieces ? dropbox_session_upload(call, account, upload, commit, wishes.at_once,
                                                &answer, hex)
                       : upload_whole(call, account, upload, commit, &answer, hex);
    stored = status == TWATFS_OK;
    if (status == TWATFS_OK)
        status = check_stored(call, account, &answer, hex, &id);
    if (status == TWATFS_OK)
        status = dropbox_link_of(call, account, id, upload->expire_s, &url);
    if (status == TWATFS_TEMPORARY && (stored || !in_pieces))
        dropbox_moment_keep(call, moment);
    if (status != TWATFS_OK)
        return status;
    if (!wishes.page)
        url = dropbox_link_direct(call, url);
    if (url == NULL)
        return out_of_memory(call);
    check.method = TWATFS_CHECK_DONE;
    twatfs_set_check(call, &check);
    /* What was there before is not ours to delete. */
    if (dropbox_moment_wrote(call, &answer, moment))
        twatfs_set_delete(call, id);
    return twatfs_set_url(call, url);
}

static twatfs_status dropbox_remove(struct twatfs_call *call, void *state,
                                    const struct twatfs_removal *removal)
{
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "there is no token that deletes it");
    return delete_file(call, state, removal->token, NULL);
}

/* Whether the token is good, and for links: the first page of those there are tells both. */
static twatfs_status dropbox_examine(struct twatfs_call *call, void *state)
{
    const struct api_request request = {
        .route = "sharing/list_shared_links", .argument = "{}", .tries = TRIES};
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct refusal refusal;
    twatfs_status status = dropbox_api_send(call, state, &request, &answer, &refusal);

    if (status == TWATFS_OK)
        twatfs_log(call, TWATFS_LOG_INFO, "Dropbox takes the token");
    return status;
}

/* Dropbox has no call for it. */
static twatfs_status dropbox_abandon(struct twatfs_call *call, void *state)
{
    (void)state;
    twatfs_log(call, TWATFS_LOG_INFO, "Dropbox forgets what was begun within a week");
    return TWATFS_OK;
}

TWATFS_PROVIDER(.open = dropbox_open, .upload = dropbox_upload, .close = dropbox_close,
                .remove = dropbox_remove, .abandon = dropbox_abandon, .examine = dropbox_examine,
                .setup = dropbox_authorize);
