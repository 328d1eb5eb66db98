/* failure.c: what it means that a request failed.
 *
 * SPDX-License-Identifier: MIT
 *
 * SFTP's statuses come as libcurl's codes and words (its lib/vssh/libssh2.c), FTP's as reply codes
 * (RFC 959, section 4.2): 4xx may work later, 5xx will not.
 */
#include "failure.h"

#include <inttypes.h>
#include <string.h>

/* The reply that a code of libcurl stands for; 0 where it does not come from one. */
static long reply_of(struct session *session, CURLcode code)
{
    long reply = 0;

    switch (code) {
    case CURLE_REMOTE_ACCESS_DENIED:
    case CURLE_FTP_WEIRD_PASS_REPLY:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_FTP_COULDNT_SET_TYPE:
    case CURLE_FTP_COULDNT_RETR_FILE:
    case CURLE_QUOTE_ERROR:
    case CURLE_UPLOAD_FAILED:
    case CURLE_FTP_PORT_FAILED:
    case CURLE_FTP_WEIRD_PASV_REPLY:
    case CURLE_LOGIN_DENIED:
    case CURLE_REMOTE_FILE_NOT_FOUND:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PARTIAL_FILE:
        curl_easy_getinfo(session->easy, CURLINFO_RESPONSE_CODE, &reply);
        break;
    default:
        break;
    }
    return reply;
}

bool failure_is_absence(struct session *session, CURLcode code)
{
    if (code == CURLE_REMOTE_FILE_NOT_FOUND)
        return true;
    /* FTP: the folder is not there, or may not be entered; sending will tell. */
    return code == CURLE_REMOTE_ACCESS_DENIED && reply_of(session, code) == 550;
}

/* SFTP says "failed" of whatever it has no status for; a lost connection has other words. */
static bool server_said(const struct session *session)
{
    static const char *const words[] = {"Operation failed", "Operation not supported",
                                        "Invalid filename", "Not a directory", "Bad message"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(session->why, words[i]) != NULL)
            return true;
    return false;
}

static twatfs_status class_of_reply(long reply)
{
    switch (reply) {
    case 452: /* insufficient storage */
    case 552: /* allocation exceeded */
        return TWATFS_REFUSED;
    case 430:
    case 530:
    case 532:
        return TWATFS_AUTH;
    default:
        return reply >= 500 ? TWATFS_PERMANENT : TWATFS_TEMPORARY;
    }
}

static twatfs_status class_of(const struct session *session, CURLcode code)
{
    switch (code) {
    case CURLE_LOGIN_DENIED:
        return TWATFS_AUTH;
    case CURLE_REMOTE_DISK_FULL:
        return TWATFS_REFUSED;
    case CURLE_OUT_OF_MEMORY:
        return TWATFS_LOCAL;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_NOT_BUILT_IN:
    case CURLE_URL_MALFORMAT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_REMOTE_ACCESS_DENIED:
    case CURLE_REMOTE_FILE_NOT_FOUND:
    case CURLE_REMOTE_FILE_EXISTS:
    case CURLE_QUOTE_ERROR:
        return TWATFS_PERMANENT;
    case CURLE_SSH:
    case CURLE_UPLOAD_FAILED:
        return server_said(session) ? TWATFS_PERMANENT : TWATFS_TEMPORARY;
    default:
        return TWATFS_TEMPORARY;
    }
}

static const char *cure_of(const struct session *session, CURLcode code, twatfs_status status)
{
    if (status == TWATFS_AUTH)
        return session->protocol->denied;
    if (status == TWATFS_REFUSED)
        return ": make room there";
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return ": is the network up?";
    case CURLE_COULDNT_CONNECT:
        return ": is the host up, and no firewall between?";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return session->protocol->untrusted;
    case CURLE_USE_SSL_FAILED:
        return ": it offers no TLS";
    case CURLE_UNSUPPORTED_PROTOCOL:
        return ": this libcurl was built without it";
    case CURLE_REMOTE_ACCESS_DENIED:
        return ": may this user write there?";
    default:
        return "";
    }
}

twatfs_status failure_of(struct session *session, CURLcode code, const char *path)
{
    struct twatfs_call *call = session->call;
    const char *why = session->why[0] != '\0' ? session->why : curl_easy_strerror(code);
    long reply = reply_of(session, code);
    twatfs_status status = class_of(session, code);

    if (session->quiet)
        return status;
    if (session->unreadable)
        return TWATFS_LOCAL; /* recorded when it was read */
    if (twatfs_cancelled(call))
        return twatfs_fail(call, TWATFS_CANCELLED, 0, "interrupted");
    if (session->stalled)
        return twatfs_fail(call, TWATFS_TEMPORARY, 0, "%s: nothing moved for %" PRIu64 " s",
                           session->location.host, session->patience_s);
    if (session->refusal != NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s", session->refusal);
    if (session->too_long)
        return twatfs_fail(call, TWATFS_TEMPORARY, 0,
                           "%s: what was begun there is longer than the file", path);
    if (reply >= 400 && session->said[0] != '\0') {
        status = class_of_reply(reply);
        why = session->said;
    }
    return twatfs_fail(call, status, 0, "%s: %s%s%s%s", session->location.host,
                       path[0] != '\0' ? path : "", path[0] != '\0' ? ": " : "", why,
                       cure_of(session, code, status));
}
