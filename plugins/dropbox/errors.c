/* errors.c: what Dropbox says no with.
 *
 * SPDX-License-Identifier: MIT
 *
 * A route's own errors come with HTTP 409 as JSON: unions, whose tags name what is the matter ever
 * more exactly.  error_summary has the same tags in one text, but is meant for people.  401, 403
 * and 429 have unions of their own, 400 is plain text (the API's specification, 2026-08).
 */
#include "errors.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 6 /* unions within unions; there are three at most */

static const struct meaning {
    const char *tag;
    twatfs_status status;
    const char *sentence;
} meanings[] = {
    /* Where the file is to be (WriteError, LookupError) */
    {"conflict", TWATFS_REFUSED,
     "something else is there: --force replaces it, --unique takes another name"},
    {"malformed_path", TWATFS_REFUSED, "the path is none that Dropbox takes"},
    {"disallowed_name", TWATFS_REFUSED, "Dropbox takes no file of this name"},
    {"no_write_permission", TWATFS_AUTH, "the account may not write there"},
    {"access_restricted", TWATFS_AUTH, "the account has no access to this place"},
    {"insufficient_space", TWATFS_REFUSED, "the account is full"},
    {"team_folder", TWATFS_REFUSED, "this cannot be done to a team folder"},
    {"operation_suppressed", TWATFS_PERMANENT, "Dropbox does not let this be done now"},
    {"too_many_write_operations", TWATFS_TEMPORARY, "too many changes at once in this account"},
    {"too_many_requests", TWATFS_TEMPORARY, "too many requests"},
    {"too_many_files", TWATFS_PERMANENT, "too many files at once"},
    {"not_found", TWATFS_PERMANENT, "there is no such file"},
    {"not_file", TWATFS_PERMANENT, "what is there is no file"},
    {"not_folder", TWATFS_PERMANENT, "a part of the path is no folder"},
    {"restricted_content", TWATFS_REFUSED, "Dropbox does not share this file: copyright"},
    {"unsupported_content_type", TWATFS_REFUSED, "Dropbox cannot share this kind of file"},
    {"locked", TWATFS_PERMANENT, "the file is locked"},
    /* The file (UploadError) */
    {"payload_too_large", TWATFS_REFUSED, "too large for one request"},
    {"content_hash_mismatch", TWATFS_TEMPORARY, "other bytes arrived than were sent"},
    {"properties_error", TWATFS_PERMANENT, "Dropbox does not take the file's properties"},
    {"encryption_not_supported", TWATFS_REFUSED, "the folder is encrypted for its team's own apps"},
    /* Upload sessions */
    {"incorrect_offset", TWATFS_TEMPORARY, "Dropbox has other parts than we sent"},
    {"closed", TWATFS_TEMPORARY, "the upload session was closed already"},
    {"not_closed", TWATFS_TEMPORARY, "the upload session was not closed"},
    {"too_large", TWATFS_REFUSED, "larger than Dropbox takes"},
    {"concurrent_session_invalid_offset", TWATFS_PERMANENT, "a part at an offset it cannot have"},
    {"concurrent_session_invalid_data_size", TWATFS_PERMANENT, "a part of a size it cannot have"},
    {"concurrent_session_data_not_allowed", TWATFS_PERMANENT, "bytes where there may be none"},
    {"concurrent_session_not_closed", TWATFS_TEMPORARY, "the upload session was not closed"},
    {"concurrent_session_close_not_allowed", TWATFS_PERMANENT, "the session cannot be closed so"},
    {"concurrent_session_missing_data", TWATFS_TEMPORARY, "a part is missing"},
    {"too_many_shared_folder_targets", TWATFS_PERMANENT, "files for several shared folders"},
    /* Links */
    {"shared_link_already_exists", TWATFS_PERMANENT, "there is a link already"},
    {"email_not_verified", TWATFS_AUTH,
     "the account's e-mail address is not verified: do so at dropbox.com"},
    {"banned_member", TWATFS_AUTH, "Dropbox has barred the account from sharing"},
    {"access_denied", TWATFS_AUTH, "the account may not share this file"},
    {"invalid_settings", TWATFS_REFUSED, "Dropbox does not take the settings of the link"},
    {"settings_error/not_authorized", TWATFS_REFUSED,
     "the account's plan has no links that expire: leave out --expire"},
    /* Who asks (401, 403, 422) */
    {"expired_access_token", TWATFS_AUTH, "the access token has expired"},
    {"invalid_access_token", TWATFS_AUTH,
     "the access token is wrong or revoked: check DROPBOX_ACCESS_TOKEN"},
    {"missing_scope", TWATFS_AUTH,
     "the app lacks a permission: give it files.content.write, sharing.write and sharing.read in "
     "its console, and make a token anew"},
    {"user_suspended", TWATFS_AUTH, "the account is suspended"},
    {"invalid_select_user", TWATFS_AUTH, "the token is a team's: use that of a member"},
    {"invalid_select_admin", TWATFS_AUTH, "the token is a team's: use that of a member"},
    {"route_access_denied", TWATFS_AUTH, "the app may not do this"},
    {"invalid_account_type", TWATFS_AUTH, "the account's plan does not allow this"},
    {"paper_access_denied", TWATFS_AUTH, "the account has no access to Paper"},
    {"team_access_denied", TWATFS_AUTH, "the account's team does not allow this"},
    {"invalid_root", TWATFS_AUTH, "the account's root folder is another now"},
    {"no_permission", TWATFS_AUTH, "the account has no access to this place"},
};

/* ---- Tags ---- */

/* Whether tags ends with tag, as a whole. */
static bool ends_with(const char *tags, size_t length, const char *tag)
{
    size_t size = strlen(tag);

    return size <= length && memcmp(tags + length - size, tag, size) == 0 &&
           (size == length || tags[length - size - 1] == '/');
}

bool dropbox_errors_find(const char *tags, twatfs_status *status, const char **sentence)
{
    size_t length = strlen(tags);

    while (length > 0) {
        for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
            if (ends_with(tags, length, meanings[i].tag)) {
                *status = meanings[i].status;
                *sentence = meanings[i].sentence;
                return true;
            }
        while (length > 0 && tags[--length] != '/')
            ;
    }
    return false;
}

bool dropbox_errors_has(const struct refusal *refusal, const char *tags)
{
    size_t length = strlen(refusal->tags);

    for (size_t end = length; end > 0; end--)
        if ((end == length || refusal->tags[end] == '/') && ends_with(refusal->tags, end, tags))
            return true;
    return false;
}

/* A tag is a word of our table's kind, or it is none. */
static bool add_tag(char tags[TAGS_SIZE], const char *tag)
{
    size_t used = strlen(tags), length = strlen(tag);

    for (size_t i = 0; i < length; i++)
        if (!islower((unsigned char)tag[i]) && !isdigit((unsigned char)tag[i]) && tag[i] != '_')
            return false;
    if (length == 0 || used + 1 + length >= TAGS_SIZE)
        return false;
    snprintf(tags + used, TAGS_SIZE - used, "%s%s", used > 0 ? "/" : "", tag);
    return true;
}

/* Down the unions from path: the next is the member that has the tag's name, except in the
 * answer to files/upload, where it is "reason".  A tag without more may stand there as a mere
 * string. */
static void read_tags(struct twatfs_call *call, const struct twatfs_http_response *answer,
                      const char *path, char tags[TAGS_SIZE])
{
    for (unsigned depth = 0; depth < DEPTH_MAX && path != NULL; depth++) {
        const char *inner = twatfs_printf(call, "%s[\".tag\"]", path), *next;
        const char *tag = inner != NULL ? twatfs_json(call, answer, inner) : NULL;

        if (tag == NULL) {
            tag = twatfs_json(call, answer, path);
            if (tag != NULL)
                (void)add_tag(tags, tag);
            return;
        }
        if (!add_tag(tags, tag))
            return;
        next = twatfs_printf(call, "%s.%s", path, tag);
        inner = twatfs_printf(call, "%s.reason[\".tag\"]", path);
        if (inner != NULL && twatfs_json(call, answer, inner) != NULL)
            next = twatfs_printf(call, "%s.reason", path);
        path = next;
    }
}

/* ---- Answers ---- */

static int64_t retry_after(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    const char *text = twatfs_json(call, answer, "error.retry_after");
    char *end;
    long long seconds;

    if (text == NULL)
        text = twatfs_header(call, answer, "Retry-After");
    if (text == NULL || !isdigit((unsigned char)text[0]) || strlen(text) > 9)
        return 0;
    seconds = strtoll(text, &end, 10);
    return *end == '\0' || *end == '.' ? seconds : 0;
}

/* 429: {"error": {"reason": {".tag": …}, "retry_after": N}}, or plain text with a header. */
static twatfs_status limited(struct twatfs_call *call, const struct twatfs_http_response *answer,
                             struct refusal *refusal)
{
    twatfs_status status;
    const char *sentence;

    read_tags(call, answer, "error.reason", refusal->tags);
    refusal->retry_after_s = retry_after(call, answer);
    if (!dropbox_errors_find(refusal->tags, &status, &sentence))
        sentence = "too many requests";
    return twatfs_fail(call, TWATFS_TEMPORARY, refusal->retry_after_s, "HTTP 429: %s", sentence);
}

twatfs_status dropbox_errors_judge(struct twatfs_call *call,
                                   const struct twatfs_http_response *answer,
                                   struct refusal *refusal)
{
    twatfs_status status;
    const char *sentence;

    *refusal = (struct refusal){.retry_after_s = 0};
    if (answer->status == 200)
        return TWATFS_OK;
    if (answer->status == 429)
        return limited(call, answer, refusal);
    if (answer->status != 401 && answer->status != 403 && answer->status != 409 &&
        answer->status != 422) {
        refusal->retry_after_s = retry_after(call, answer);
        status = twatfs_check_answer(call, answer);
        return status != TWATFS_OK
                   ? status
                   : twatfs_fail(call, TWATFS_PERMANENT, 0,
                                 "answer: HTTP %d where 200 was promised", (int)answer->status);
    }
    read_tags(call, answer, "error", refusal->tags);
    refusal->expired = answer->status == 401 && dropbox_errors_has(refusal, "expired_access_token");
    if (dropbox_errors_find(refusal->tags, &status, &sentence))
        return twatfs_fail(call, status, 0, "%s (%s)", sentence, refusal->tags);
    if (refusal->tags[0] != '\0')
        return twatfs_fail(call, answer->status == 409 ? TWATFS_PERMANENT : TWATFS_AUTH, 0,
                           "HTTP %d: %s", (int)answer->status, refusal->tags);
    if (answer->status == 403)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "HTTP 403: the account or the app may not do this");
    return twatfs_check_answer(call, answer);
}
