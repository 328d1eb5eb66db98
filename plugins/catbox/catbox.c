/* catbox.c: catbox.moe, and what speaks its API.
 *
 * SPDX-License-Identifier: MIT
 *
 * POST …/user/api.php, a form of reqtype, an optional userhash and the file; the answer
 * is the URL and nothing else (tools page and FAQ of catbox.moe, 2026-07). With reqtype
 * deletefiles, the userhash and files, names, it deletes what belongs to that account.
 */
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "catbox",
  "version": "0.1.0",
  "description": "catbox.moe: files up to 200 MB, kept for years",
  "homepage": "https://catbox.moe",
  "env": { "any_of": [], "optional": ["CATBOX_USERHASH"] },
  "endpoint": { "env": "TWATFS_CATBOX_URL", "default": "https://catbox.moe/user/api.php" },
  "url": "https://files.catbox.moe/",
  "supports": ["unique", "delete"],
  "max_size": 200000000,
  "max_size_of": { "*.gif": 20000000 },
  "rejects": ["*.exe", "*.scr", "*.cpl", "*.doc*", "*.jar"],
  "retention": "until unused for 2 years",
  "priority": 900,
  "setup": "Nothing is needed. To have uploads in your account, or while catbox takes no anonymous ones, copy the userhash from https://catbox.moe/user/manage.php into CATBOX_USERHASH. Use within a project that earns money needs catbox's permission."
});

/* Which of an account's files to delete: the link's last part. */
static void leave_token(struct twatfs_call *call, const char *body)
{
    const char *name = strrchr(body, '/');

    if (name != NULL)
        twatfs_set_delete(call,
                          twatfs_printf(call, "%.*s", (int)strcspn(name + 1, " \t\r\n"), name + 1));
}

static twatfs_status catbox_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    const char *userhash = twatfs_env(call, "CATBOX_USERHASH");
    const char *const fields[] = {"reqtype", "fileupload", "userhash", userhash, NULL};
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    (void)upload;
    send.file_field = "fileToUpload";
    send.fields = fields;
    status = twatfs_send_file(call, &send, &answer);
    /* 412 is "Uploads paused", a blocked address, or since 2026-04 at times this. */
    if (answer.status == 412 && strstr(answer.body, "userhash") != NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "takes no anonymous uploads at present: set CATBOX_USERHASH");
    if (status == TWATFS_OK && userhash != NULL)
        leave_token(call, answer.body);
    return status;
}

/* What it says of a file that is gone is not known, so the link is asked. */
static int is_gone(struct twatfs_call *call, const char *url)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    request.method = "HEAD";
    request.url = url;
    return twatfs_http(call, &request, &answer) == TWATFS_OK &&
           (answer.status == 404 || answer.status == 410);
}

static twatfs_status catbox_remove(struct twatfs_call *call, void *state,
                                   const struct twatfs_removal *removal)
{
    static const char *const headers[] = {"Content-Type", "application/x-www-form-urlencoded",
                                          NULL};
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    const char *userhash = twatfs_env(call, "CATBOX_USERHASH");
    const char *name, *form = NULL;
    twatfs_status status;

    (void)state;
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "deletes only what was uploaded with a userhash");
    if (userhash == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "set CATBOX_USERHASH to the one it was uploaded with");
    userhash = twatfs_url_escape(call, userhash);
    name = twatfs_url_escape(call, removal->token);
    if (userhash != NULL && name != NULL)
        form = twatfs_printf(call, "reqtype=deletefiles&userhash=%s&files=%s", userhash, name);
    if (form == NULL)
        return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    request.method = "POST";
    request.url = twatfs_endpoint(call);
    request.headers = headers;
    request.body = form;
    request.body_length = strlen(form);
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK)
        return status;
    if (answer.status == 200 && strstr(answer.body, "successfully") != NULL)
        return TWATFS_OK;
    if (is_gone(call, removal->url))
        return TWATFS_OK;
    status = twatfs_check_answer(call, &answer);
    return status != TWATFS_OK
               ? status
               : twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: does not say that it is deleted");
}

TWATFS_PROVIDER(.upload = catbox_upload, .remove = catbox_remove);
