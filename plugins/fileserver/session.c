/* session.c: one connection to the server, and what is asked of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "session.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "failure.h"

#define CONNECT_S      30L /* until there is a connection */
#define PATIENCE_S     60  /* without a byte, unless the option "stall" says otherwise */
#define PATIENCE_MAX_S 86400
#define UPLOAD_BUFFER  (512L << 10) /* libssh2 has as many bytes under way at once */

bool session_add_command(struct curl_slist **commands, const char *command)
{
    struct curl_slist *longer = command != NULL ? curl_slist_append(*commands, command) : NULL;

    *commands = longer != NULL ? longer : *commands;
    return longer != NULL;
}

static void free_list(struct curl_slist **list)
{
    curl_slist_free_all(*list);
}

static uint64_t now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec;
}

/* ---- What libcurl calls ---- */

static size_t read_file(char *buffer, size_t size, size_t count, void *data)
{
    struct session *session = data;
    int64_t got;

    guard_called(&session->guard);
    got = twatfs_read(session->call, buffer, size * count, session->offset);
    guard_answered(&session->guard);
    if (got < 0) {
        session->unreadable = true;
        return CURL_READFUNC_ABORT;
    }
    session->offset += (uint64_t)got;
    return (size_t)got;
}

/* The server has so many bytes already. */
static int seek_file(void *data, curl_off_t offset, int origin)
{
    struct session *session = data;

    if (origin != SEEK_SET || offset < 0)
        return CURL_SEEKFUNC_CANTSEEK;
    if ((uint64_t)offset > session->size) {
        session->too_long = true;
        return CURL_SEEKFUNC_FAIL;
    }
    session->begun_at = session->offset = (uint64_t)offset;
    return CURL_SEEKFUNC_OK;
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *data)
{
    struct session *session = data;

    if (session->digest != NULL && EVP_DigestUpdate(session->digest, bytes, size * count) != 1)
        return 0;
    session->received += size * count;
    return size * count;
}

/* The last line is the one that matters; SFTP's answers are one text. */
static size_t take_words(char *bytes, size_t size, size_t count, void *data)
{
    struct session *session = data;
    size_t length = size * count;

    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
        length--;
    if (length >= sizeof session->said)
        length = sizeof session->said - 1;
    if (length > 0) {
        memcpy(session->said, bytes, length);
        session->said[length] = '\0';
    }
    return size * count;
}

/* At least once a second, whatever libcurl is doing. */
static int watch(void *data, curl_off_t download_total, curl_off_t downloaded,
                 curl_off_t upload_total, curl_off_t uploaded)
{
    struct session *session = data;
    uint64_t moved = (uint64_t)downloaded + (uint64_t)uploaded;

    (void)download_total;
    (void)upload_total;
    guard_called(&session->guard);
    if (moved != session->moved) {
        session->moved = moved;
        if (session->sending)
            twatfs_progress(session->call, session->begun_at + (uint64_t)uploaded);
        session->moved_s = now_s(); /* it may have been held back by the host program */
    }
    session->stalled = now_s() - session->moved_s > session->patience_s;
    guard_answered(&session->guard);
    return session->stalled || twatfs_cancelled(session->call) ? 1 : 0;
}

/* ---- Requests ---- */

/* A handle as new, but with its connection. */
static twatfs_status prepare(struct session *session, const char *path)
{
    const struct location *location = &session->location;
    const char *base = twatfs_printf(session->call, "%s://%s:%u%s", location->wire, location->host,
                                     (unsigned)location->port, location->path);
    const char *url = base != NULL ? location_url(session->call, base, path) : NULL;
    CURL *easy = session->easy;

    if (url == NULL)
        return fileserver_out_of_memory(session->call);
    curl_easy_reset(easy);
    session->said[0] = session->why[0] = '\0';
    session->begun_at = session->offset = session->moved = session->received = 0;
    session->moved_s = now_s();
    session->sending = session->stalled = session->unreadable = session->too_long = false;
    session->digest = NULL;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_USERNAME, location->user);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "sftp,ftp,ftps");
    curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L); /* a proxy passes it on as it is */
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, session->why);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, watch);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, session);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_words);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, session);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, session);
    return session->protocol->settle(session);
}

static CURLcode perform(struct session *session)
{
    bool guarded = !session->protocol->closing_ends_files;
    CURLcode code;

    if (guarded)
        guard_begin(&session->guard, session->easy, session->patience_s);
    code = curl_easy_perform(session->easy);
    session->stalled |= guarded && guard_end(&session->guard, session->easy);
    session->broken = session->broken || code != CURLE_OK;
    return code;
}

CURLcode session_command(struct session *session, const char *folder, CURLoption when,
                         struct curl_slist *commands)
{
    CURLcode code;

    if (prepare(session, folder) != TWATFS_OK)
        return CURLE_OUT_OF_MEMORY;
    curl_easy_setopt(session->easy, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(session->easy, when, commands);
    code = perform(session);
    /* That a command is refused is no fault of the connection. */
    session->broken = session->broken && code != CURLE_QUOTE_ERROR;
    return code;
}

static twatfs_status patience(struct session *session)
{
    const char *text = twatfs_option(session->call, "stall");
    char *end = NULL;
    long seconds = text != NULL ? strtol(text, &end, 10) : PATIENCE_S;

    if (text != NULL && (end == text || *end != '\0' || seconds < 1 || seconds > PATIENCE_MAX_S))
        return twatfs_fail(session->call, TWATFS_PERMANENT, 0,
                           "-o %s.stall=%s: must be a number of seconds from 1 to %d",
                           session->protocol->name, text, PATIENCE_MAX_S);
    session->patience_s = (uint64_t)seconds;
    return TWATFS_OK;
}

twatfs_status session_begin(struct session *session, struct twatfs_call *call, struct pool *pool,
                            const struct protocol *protocol)
{
    twatfs_status status;

    *session = (struct session){.call = call, .guard = GUARD_INIT};
    session->protocol = protocol;
    session->pool = pool;
    status = location_of_endpoint(call, protocol, &session->location);
    if (status == TWATFS_OK)
        status = patience(session);
    if (status != TWATFS_OK)
        return status;
    session->easy = pool_take(pool);
    return session->easy != NULL ? TWATFS_OK : fileserver_out_of_memory(call);
}

void session_end(struct session *session)
{
    if (session->easy != NULL)
        pool_give(session->pool, session->easy, !session->broken);
    session->easy = NULL;
}

twatfs_status session_look(struct session *session, const char *path, bool *there, uint64_t *size)
{
    twatfs_status status = prepare(session, path);
    curl_off_t length = -1;
    bool broken = session->broken;
    CURLcode code;

    *there = false;
    *size = UINT64_MAX;
    if (status != TWATFS_OK)
        return status;
    curl_easy_setopt(session->easy, CURLOPT_NOBODY, 1L);
    code = perform(session);
    if (failure_is_absence(session, code)) {
        session->broken = broken;
        return TWATFS_OK;
    }
    /* What may not be read is there all the same. */
    if (code != CURLE_OK && !(code == CURLE_REMOTE_ACCESS_DENIED))
        return failure_of(session, code, path);
    session->broken = broken;
    *there = true;
    if (code == CURLE_OK &&
        curl_easy_getinfo(session->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length) == CURLE_OK &&
        length >= 0)
        *size = (uint64_t)length;
    return TWATFS_OK;
}

twatfs_status session_send(struct session *session, const char *path, uint64_t size, bool go_on)
{
    twatfs_status status = prepare(session, path);
    CURL *easy = session->easy;
    CURLcode code;
    char byte;

    if (status != TWATFS_OK)
        return status;
    session->sending = true;
    session->size = size;
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, UPLOAD_BUFFER);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, read_file);
    curl_easy_setopt(easy, CURLOPT_READDATA, session);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, seek_file);
    curl_easy_setopt(easy, CURLOPT_SEEKDATA, session);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
    /* -1: libcurl asks the server how much it has. */
    curl_easy_setopt(easy, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)(go_on ? -1 : 0));
    curl_easy_setopt(easy, CURLOPT_FTP_CREATE_MISSING_DIRS, (long)CURLFTP_CREATE_DIR_RETRY);
    code = perform(session);
    if (code != CURLE_OK)
        return failure_of(session, code, path);
    if (session->begun_at > 0)
        twatfs_log(session->call, TWATFS_LOG_INFO, "went on at byte %" PRIu64 " of %" PRIu64,
                   session->begun_at, size);
    /* At its end a file that has changed is found out. */
    if (twatfs_read(session->call, &byte, 1, size) < 0)
        return TWATFS_LOCAL;
    twatfs_progress(session->call, size);
    return TWATFS_OK;
}

/* Commands are spoken where the folder of path is. */
static twatfs_status command(struct session *session, bool made, const char *path,
                             struct curl_slist *commands)
{
    const char *folder = location_folder(session->call, path);
    CURLcode code;

    if (!made || folder == NULL)
        return fileserver_out_of_memory(session->call);
    code = session_command(session, folder, session->protocol->when, commands);
    return code == CURLE_OK ? TWATFS_OK : failure_of(session, code, path);
}

twatfs_status session_move(struct session *session, const char *from, const char *to)
{
    CLEANUP(free_list) struct curl_slist *commands = NULL;
    bool made = session->protocol->move(session, from, to, &commands);

    return command(session, made, to, commands);
}

twatfs_status session_drop(struct session *session, const char *path)
{
    CLEANUP(free_list) struct curl_slist *commands = NULL;
    bool made = session->protocol->drop(session, path, &commands);

    return command(session, made, path, commands);
}

static void free_digest(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}

twatfs_status session_read_back(struct session *session, const char *path,
                                char sha256[SESSION_SHA256])
{
    CLEANUP(free_digest) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    twatfs_status status = prepare(session, path);
    CURLcode code;

    if (status != TWATFS_OK)
        return status;
    if (digest == NULL || EVP_DigestInit_ex(digest, EVP_sha256(), NULL) != 1)
        return fileserver_out_of_memory(session->call);
    session->digest = digest;
    code = perform(session);
    session->digest = NULL;
    if (code != CURLE_OK)
        return failure_of(session, code, path);
    if (EVP_DigestFinal_ex(digest, bytes, &length) != 1)
        return fileserver_out_of_memory(session->call);
    for (unsigned i = 0; i < length; i++)
        snprintf(sha256 + 2 * (size_t)i, 3, "%02x", bytes[i]);
    return TWATFS_OK;
}

twatfs_status session_visit(struct session *session, bool *there)
{
    twatfs_status status = prepare(session, "");
    CURLcode code;

    *there = false;
    if (status != TWATFS_OK)
        return status;
    curl_easy_setopt(session->easy, CURLOPT_DIRLISTONLY, 1L);
    code = perform(session);
    if (code != CURLE_OK && !failure_is_absence(session, code))
        return failure_of(session, code, "");
    *there = code == CURLE_OK;
    return TWATFS_OK;
}
