/* twatfs/provider.h: the one header a twatfs provider includes.
 *
 * SPDX-License-Identifier: MIT
 *
 * A provider is a shared object named twatfs-provider-NAME.so that carries an
 * ELF note (its manifest, readable without running any of its code) and
 * exports one object, twatfs_provider_1.  The smallest complete provider:
 *
 *     #include <twatfs/provider.h>
 *
 *     TWATFS_MANIFEST({
 *       "name": "example", "version": "1.0",
 *       "description": "The example host",
 *       "endpoint": { "env": "TWATFS_EXAMPLE_URL",
 *                     "default": "https://example.org/upload" }
 *     });
 *
 *     static int32_t
 *     example_upload(struct twatfs_call *call, void *state,
 *                    const struct twatfs_upload *upload)
 *     {
 *         struct twatfs_send send = TWATFS_SEND_INIT;
 *         struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
 *
 *         (void)state;
 *         (void)upload;
 *         send.file_field = "file";
 *         return twatfs_send_file(call, &send, &answer);
 *     }
 *
 *     TWATFS_PROVIDER(.upload = example_upload);
 *
 *     cc -shared -fPIC -fvisibility=hidden -Wl,-z,defs -Wl,-z,now \
 *        -o twatfs-provider-example.so example.c
 *
 * The rules of this border, which never change within ABI major 1:
 *
 *   - Structs only grow, at their end.  Each begins with its own struct_size,
 *     filled in by its _INIT macro; a field that is zero means "default".  What
 *     a host does not know must be zero: a flag, a reserved field or a field
 *     beyond its own struct that is not is refused, never ignored.
 *   - Strings are NUL-terminated UTF-8 and borrowed.  What the host hands out
 *     lives until the callback returns; what a provider hands in is copied
 *     before the service returns.  Nobody frees the other's memory.
 *   - Types have a fixed width; no bool, no bit-field, no struct by value, no
 *     variadic function in a table, no compiler-chosen enum.
 *   - Callbacks may come from any thread.  A provider whose manifest says
 *     "threads": "parallel" may be entered several times at once on one state,
 *     any other is entered by one thread at a time.  State lives in the pointer
 *     that open returned, not in globals.
 *   - A struct twatfs_call belongs to the callback it was passed to: use it on
 *     that callback's thread, and not after it has returned.
 *   - Nothing is thrown or longjmped across, and a provider never ends the
 *     process.
 *
 * Everything here is since ABI 1.0 unless it says otherwise.  The wrappers at
 * the end ask an older host's table before they use what it may not have.
 */
#ifndef TWATFS_PROVIDER_H
#define TWATFS_PROVIDER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header.  A provider never types it: the macros do. */
#define TWATFS_ABI_MAJOR 1
#define TWATFS_ABI_MINOR 1

/* ---- Status ------------------------------------------------------------ */

/* What a callback returns, and what most services return.  The class decides
 * what the host does next.  Values are spaced so that finer classes can come
 * between: a host that does not know one treats it as the class whose thousand
 * it is in.  Only 0 is success: anything else below 1000 or above the last
 * thousand, such as -1 or an errno, is TWATFS_PERMANENT. */
typedef int32_t twatfs_status;

#define TWATFS_OK        INT32_C(0)    /* done; the result holds a URL */
#define TWATFS_TEMPORARY INT32_C(1000) /* network, 408, 425, 429, 5xx: try again */
#define TWATFS_REFUSED   INT32_C(2000) /* not this file, here: next provider */
#define TWATFS_AUTH      INT32_C(3000) /* credentials missing, wrong, expired */
#define TWATFS_PERMANENT INT32_C(4000) /* any other no: next provider */
#define TWATFS_LOCAL     INT32_C(5000) /* our file is the trouble: stop */
#define TWATFS_CANCELLED INT32_C(6000) /* the user or a deadline: stop */

/* Levels of the log service. */
#define TWATFS_LOG_ERROR   INT32_C(1000)
#define TWATFS_LOG_WARNING INT32_C(2000)
#define TWATFS_LOG_INFO    INT32_C(3000) /* shown with -v */
#define TWATFS_LOG_DEBUG   INT32_C(4000) /* shown with -vv */

/* ---- What is to be uploaded -------------------------------------------- */

#define TWATFS_SIZE_UNKNOWN UINT64_MAX

#define TWATFS_UPLOAD_FORCE  UINT32_C(1) /* replace what is there */
#define TWATFS_UPLOAD_UNIQUE UINT32_C(2) /* never meet an existing name */
#define TWATFS_UPLOAD_ONCE                                                                         \
    UINT32_C(4) /* ("once") the link dies with its first                                           \
                   download; since 1.1 */

/* One file's wishes.  Made by the host.  A wish that the manifest's "supports"
 * does not name never arrives here: the file went to another provider. */
struct twatfs_upload {
    uint32_t struct_size;
    uint32_t flags;           /* TWATFS_UPLOAD_… */
    const char *name;         /* base name: no slash, no control character */
    const char *content_type; /* MIME type; never NULL */
    const char *remote_path;  /* where to put it ("remote-path"), or NULL */
    uint64_t size;            /* bytes, or TWATFS_SIZE_UNKNOWN ("unknown-size") */
    int64_t expire_s;         /* seconds to live ("expiry"), at most 10^11; 0: the host's default */

    /* The last part of remote_path that the user did not write: the file's path below a folder.
     * NULL where there is none.  A template is what comes before it.  Since 1.1. */
    const char *path_below;
};

/* What is to be deleted: the link that an upload returned, and the token it
 * left with set_delete.  Made by the host.  Since 1.1. */
struct twatfs_removal {
    uint32_t struct_size;
    uint32_t flags;    /* zero */
    const char *url;   /* never NULL */
    const char *token; /* NULL when the upload left none */
};

/* ---- HTTP --------------------------------------------------------------- */

/* Lists of headers and form fields are arrays of alternating names and values
 * that end at a NULL name.  A pair whose value is NULL is left out, so that
 * an optional one needs no branch. */

/* Follow redirects, of GET and HEAD; headers stay with their origin. */
#define TWATFS_HTTP_FOLLOW UINT32_C(1)

/* This host refuses early: a large body waits shortly for "100 Continue". */
#define TWATFS_HTTP_EXPECT UINT32_C(2)

/* On a connection that was not used before: since 1.1. */
#define TWATFS_HTTP_FRESH UINT32_C(4)

/* Without a proxy, whatever the environment says: to the machine itself, or its own network.
 * Since 1.1. */
#define TWATFS_HTTP_DIRECT UINT32_C(8)

/* That it has no answer is returned, and not recorded as fail would: for what is sent after
 * something else has failed, which the user is to hear of.  Since 1.1. */
#define TWATFS_HTTP_ASIDE UINT32_C(16)

/* One request.  The body is the first of these that is set: file_field (a
 * multipart form: fields, then the file), use_source (the file's bytes from
 * source_offset on), body (memory). */
struct twatfs_http_request {
    uint32_t struct_size;       /* TWATFS_HTTP_REQUEST_INIT fills it */
    uint32_t flags;             /* TWATFS_HTTP_… */
    const char *method;         /* NULL: POST for a form, PUT for another body,
                                   else GET */
    const char *url;            /* absolute, http or https, already encoded */
    const char *const *headers; /* name, value, …, NULL; or NULL */
    const char *const *fields;  /* form fields before the file, likewise */
    const char *file_field;     /* the form's name for the file */
    const void *body;           /* borrowed until the service returns */
    uint64_t body_length;       /* bytes at body */
    uint64_t source_offset;     /* with use_source: first byte of the file to send */
    uint64_t source_length;     /* with use_source: how many; 0: all that follow */
    uint32_t use_source;        /* non-zero: send the file's own bytes */
    uint32_t reserved;          /* zero */
    uint64_t max_response;      /* bytes of answer kept; 0: 1 MiB, never above
                                   16 MiB; a longer answer is TWATFS_PERMANENT */
    uint32_t timeout_ms;        /* for all of it; 0: the host's limits alone; since 1.1 */
    uint32_t reserved_1;        /* zero */
};
#define TWATFS_HTTP_REQUEST_INIT                                                                   \
    {                                                                                              \
        (uint32_t)sizeof(struct twatfs_http_request), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0  \
    }

/* One answer.  Filled by the host; its pointers live until the callback
 * returns, or until the struct is passed to release. */
struct twatfs_http_response {
    uint32_t struct_size; /* TWATFS_HTTP_RESPONSE_INIT fills it */
    int32_t status;       /* HTTP status, 0 when no answer came */
    const char *url;      /* the URL that answered, after redirects */
    const char *body;     /* never NULL after an answer; NUL-terminated */
    uint64_t body_length; /* bytes at body, without the final NUL */
    const void *owner;    /* the host's own; leave it */
};
#define TWATFS_HTTP_RESPONSE_INIT                                                                  \
    {                                                                                              \
        (uint32_t)sizeof(struct twatfs_http_response), 0, 0, 0, 0, 0                               \
    }

struct twatfs_call;

/* Many requests of which each is made when its turn comes, knowing how those before
 * it went: parts of a file that are signed when they are sent, and sent again.  The
 * callbacks run on the thread of the call.  Since 1.1. */
struct twatfs_http_flow {
    uint32_t struct_size; /* TWATFS_HTTP_FLOW_INIT fills it */
    uint32_t concurrency; /* at most so many at once (0: the host's choice); read
                             before each is started: a callback may change it */
    void *data;           /* for the callbacks */

    /* Make the next request.  1: request is filled (it comes as TWATFS_HTTP_REQUEST_INIT
     * makes it for the host: beyond its struct_size is nothing to write to, so set members
     * and never the whole), and all that it points to stays until its done; *number is the
     * provider's own, to know it by.  0: none now; asked again when one has ended, and after
     * *wait_ms at the latest (UINT64_MAX: only then).  The flow ends when there is none and none is
     * under way. */
    int32_t (*next)(struct twatfs_call *call, void *data, struct twatfs_http_request *request,
                    uint64_t *number, uint64_t *wait_ms);

    /* One has ended, with what http would have returned.  Anything but TWATFS_OK stops
     * the others, without their done, and is what http_each returns.  The answer lives
     * until done returns. */
    twatfs_status (*done)(struct twatfs_call *call, void *data, uint64_t number,
                          twatfs_status outcome, struct twatfs_http_response *response);
};
#define TWATFS_HTTP_FLOW_INIT                                                                      \
    {                                                                                              \
        (uint32_t)sizeof(struct twatfs_http_flow), 0, 0, 0, 0                                      \
    }

/* Send the whole file in one request and take the URL from the answer: what
 * most hosts need, in one call. */
#define TWATFS_SEND_FIND_URL  UINT32_C(1) /* the URL is the first that find_url finds */
#define TWATFS_SEND_EXPECT    UINT32_C(2) /* as TWATFS_HTTP_EXPECT */
#define TWATFS_SEND_NO_RESULT UINT32_C(4) /* the provider reads the answer itself */

struct twatfs_send {
    uint32_t struct_size;       /* TWATFS_SEND_INIT fills it */
    uint32_t flags;             /* TWATFS_SEND_… */
    const char *method;         /* NULL: POST for a form, PUT for a raw body */
    const char *url;            /* NULL: the manifest's endpoint */
    const char *file_field;     /* form field of the file; NULL: raw body */
    const char *const *fields;  /* form fields before the file; or NULL */
    const char *const *headers; /* request headers; or NULL */
    const char *url_path;       /* where the URL is in a JSON answer, such as
                                   "data.files[0].url"; NULL: text answer */
};
#define TWATFS_SEND_INIT                                                                           \
    {                                                                                              \
        (uint32_t)sizeof(struct twatfs_send), 0, 0, 0, 0, 0, 0, 0                                  \
    }

/* How the link may be proven, where fetching it as it is would not do.  Since 1.1. */
#define TWATFS_CHECK_DOWNLOAD INT32_C(0)    /* any way */
#define TWATFS_CHECK_HEAD     INT32_C(1000) /* only with HEAD: a download counts */
#define TWATFS_CHECK_NEVER    INT32_C(2000) /* not at all: even HEAD counts */
#define TWATFS_CHECK_DONE                                                                          \
    INT32_C(3000) /* the provider has compared a checksum that the                                 \
                     server computed of all it stored with its own:                                \
                     as good as set_digest */
#define TWATFS_CHECK_READ_BACK                                                                     \
    INT32_C(4000) /* the host cannot open the link (sftp://): the provider has                     \
                     read it back to the end, and set_digest is of what came */

struct twatfs_check {
    uint32_t struct_size;       /* TWATFS_CHECK_INIT fills it */
    int32_t method;             /* TWATFS_CHECK_… */
    const char *url;            /* fetch this instead of the link; NULL: the link */
    const char *const *headers; /* request headers, such as a cookie; or NULL */
    const char *http_method;    /* NULL: GET; "POST", without a body, where a GET serves a page */
};
#define TWATFS_CHECK_INIT                                                                          \
    {                                                                                              \
        (uint32_t)sizeof(struct twatfs_check), 0, 0, 0, 0                                          \
    }

/* One exchange over plain TCP: everything is sent, the sending side closed, the
 * answer read to its end.  Since 1.1. */
struct twatfs_tcp_request {
    uint32_t struct_size;  /* TWATFS_TCP_REQUEST_INIT fills it */
    uint32_t flags;        /* zero */
    const char *url;       /* "tcp://HOST:PORT" */
    const void *body;      /* borrowed until the service returns; NULL: the whole file */
    uint64_t body_length;  /* bytes at body */
    uint64_t max_response; /* as of twatfs_http_request */
};
#define TWATFS_TCP_REQUEST_INIT                                                                    \
    {                                                                                              \
        (uint32_t)sizeof(struct twatfs_tcp_request), 0, 0, 0, 0, 0                                 \
    }

/* How ask is answered.  Since 1.1. */
#define TWATFS_ASK_SECRET UINT32_C(1) /* not shown while it is typed, nor in a log */

/* ---- The host's services ------------------------------------------------ */

struct twatfs_host;

/* The callback in progress.  Made by the host; the first argument of every
 * service. */
struct twatfs_call {
    uint32_t struct_size;
    uint32_t reserved;
    const struct twatfs_host *host;
};

/* The table of services.  Made by the host, lives as long as the process.  It
 * grows at its end: ask TWATFS_HOST_HAS before using a member that is newer
 * than the ABI minor your manifest was built with.  The wrappers below this
 * struct spare you the table. */
struct twatfs_host {
    uint32_t struct_size;
    int32_t abi_major;
    int32_t abi_minor;
    uint32_t flags;
    const char *version; /* of the host program, such as "0.1.0" */

    /* Say something to the user.  The text is made printable and secrets are
     * taken out of it; of more than 4095 bytes the middle is left out then. */
    void (*log)(struct twatfs_call *call, int32_t level, const char *message);

    /* The value of an environment variable that the manifest declares; NULL
     * when it is unset, empty or undeclared. */
    const char *(*env)(struct twatfs_call *call, const char *name);

    /* The value the user gave with -o NAME.key=value; NULL when not given. */
    const char *(*option)(struct twatfs_call *call, const char *key);

    /* The manifest's endpoint: its variable's value, else its default; NULL when
     * there is neither. */
    const char *(*endpoint)(struct twatfs_call *call);

    /* length bytes of memory that the host frees when the callback returns;
     * NULL when there is none left. */
    void *(*scratch)(struct twatfs_call *call, uint64_t length);

    /* text, percent-encoded to stand as one segment of a URL's path (RFC 3986,
     * section 2.3: all but unreserved characters); NULL without memory. */
    const char *(*url_escape)(struct twatfs_call *call, const char *text);

    /* Read up to length bytes of the file at offset.  Returns how many, 0 at
     * its end, -1 when it cannot be read or, where its end is asked for, has
     * changed (return TWATFS_LOCAL then).  Of a source of unknown size only the
     * next unread byte can be asked for. */
    int64_t (*read)(struct twatfs_call *call, void *buffer, uint64_t length, uint64_t offset);

    /* The whole file's digest in lower-case hex ("sha256", "sha1", "md5"); NULL
     * for an unknown name or an unreadable file.  Reads the file once more
     * unless it was already read through; the host verifies by itself. */
    const char *(*digest)(struct twatfs_call *call, const char *algorithm);

    /* Tell how many bytes of the file are safely with the host: only for a
     * provider that does not send through http or send_file.  With --limit-rate it returns when
     * what was read for that may have been sent. */
    void (*progress)(struct twatfs_call *call, uint64_t sent);

    /* One request.  TWATFS_OK means that an answer came, whatever its status:
     * ask check_answer.  Anything else is the class to return. */
    twatfs_status (*http)(struct twatfs_call *call, const struct twatfs_http_request *request,
                          struct twatfs_http_response *response);

    /* count requests, at most concurrency of them at once (0: the host's
     * choice).  Every responses[i] is filled or cleared.  outcomes[i] tells of requests[i];
     * returned is TWATFS_OK, or the first outcome that is not.  After one that is TWATFS_LOCAL or
     * TWATFS_CANCELLED no other is started. */
    twatfs_status (*http_all)(struct twatfs_call *call,
                              const struct twatfs_http_request *const *requests,
                              struct twatfs_http_response *const *responses,
                              twatfs_status *outcomes, uint32_t count, uint32_t concurrency);

    /* Give an answer's memory back before the callback returns. */
    void (*release)(struct twatfs_call *call, struct twatfs_http_response *response);

    /* The class that an answer's status deserves: 2xx TWATFS_OK; 408, 425, 429,
     * 5xx TWATFS_TEMPORARY with its Retry-After; 413, 415 TWATFS_REFUSED; 401,
     * 407 TWATFS_AUTH; else TWATFS_PERMANENT.  What is not TWATFS_OK is recorded
     * as fail would, with the answer's own words. */
    twatfs_status (*check_answer)(struct twatfs_call *call,
                                  const struct twatfs_http_response *response);

    /* The index-th header called name (any case) of an answer; NULL without. */
    const char *(*header)(struct twatfs_call *call, const struct twatfs_http_response *response,
                          const char *name, uint32_t index);

    /* The string, number or boolean at path of a JSON answer, as text; NULL
     * when it is absent, null, or the answer is no JSON.  A name that holds a dot
     * or a bracket stands in brackets and quotes: error[".tag"] (since 1.1). */
    const char *(*json)(struct twatfs_call *call, const struct twatfs_http_response *response,
                        const char *path);

    /* The first http or https URL within a text answer that the manifest's
     * "url" accepts; NULL without. */
    const char *(*find_url)(struct twatfs_call *call, const struct twatfs_http_response *response);

    /* Send the file, check the answer, take the URL from it and set it. */
    twatfs_status (*send_file)(struct twatfs_call *call, const struct twatfs_send *send,
                               struct twatfs_http_response *response);

    /* The result.  set_url refuses (TWATFS_PERMANENT, recorded) what is not an
     * absolute, clean URL of the kind the manifest promises. */
    twatfs_status (*set_url)(struct twatfs_call *call, const char *url);
    /* What deletes the file later: a secret, at most 4 KiB of UTF-8. */
    twatfs_status (*set_delete)(struct twatfs_call *call, const char *token);
    /* When the link dies, in seconds since 1970; 0: never. */
    twatfs_status (*set_expiry)(struct twatfs_call *call, int64_t unix_s);
    /* A digest that the server computed of what it stored: "sha256", "sha1" or
     * "md5", in hex or base64.  All that are set must match.  These three
     * return TWATFS_PERMANENT, and change nothing, for what they cannot take. */
    twatfs_status (*set_digest)(struct twatfs_call *call, const char *algorithm,
                                const char *digest);

    /* A few bytes (at most 1 MiB) that a later attempt at the same file through
     * the same provider gets back, to go on where this one stopped.  Load gives
     * NULL when there are none.  Of what no later run can go on with, such as a
     * pipe, the attempts of this run get them, and abandon. */
    twatfs_status (*checkpoint_save)(struct twatfs_call *call, const void *data, uint64_t length);
    const void *(*checkpoint_load)(struct twatfs_call *call, uint64_t *length);

    /* Non-zero when the user or a deadline wants an end: return
     * TWATFS_CANCELLED soon. */
    int32_t (*cancelled)(struct twatfs_call *call);

    /* Sleep; TWATFS_OK, or at once TWATFS_CANCELLED. */
    twatfs_status (*wait)(struct twatfs_call *call, uint64_t milliseconds);

    /* Record why this callback fails and return status, so that it can stand in
     * a return statement.  retry_after_s is the host's own wish, 0 without.
     * The last record before the callback returns counts.  Of a message of
     * more than 1023 bytes the middle is left out, after the secrets: leave the
     * words of a server whole, or half a secret may be left in them. */
    twatfs_status (*fail)(struct twatfs_call *call, twatfs_status status, int64_t retry_after_s,
                          const char *message);

    /* ---- Since 1.1 ---- */

    /* length bytes as base64 with padding (RFC 4648, section 4); NULL without memory. */
    const char *(*base64)(struct twatfs_call *call, const void *bytes, uint64_t length);

    /* The value of an Authorization header (RFC 7617); user or password may be NULL
     * for empty.  It is a secret from here on.  NULL without memory. */
    const char *(*basic_auth)(struct twatfs_call *call, const char *user, const char *password);

    /* text as a JSON string with its quotes (RFC 8259, section 7), ASCII only; NULL
     * without memory, or when text is no UTF-8. */
    const char *(*json_quote)(struct twatfs_call *call, const char *text);

    /* Say how this upload's link may be proven; before upload returns. */
    twatfs_status (*set_check)(struct twatfs_call *call, const struct twatfs_check *check);

    /* TWATFS_OK means that at least one byte came back: response has it as body, with
     * status 0, for find_url and release.  Anything else is the class to return. */
    twatfs_status (*tcp)(struct twatfs_call *call, const struct twatfs_tcp_request *request,
                         struct twatfs_http_response *response);

    /* The seconds since 1970 of a time in a text from outside: RFC 3339 ("2026-11-20T
     * 10:00:00Z", fractions and offsets too), or of HTTP (RFC 9110, section 5.6.7); -1
     * for anything else. */
    int64_t (*parse_time)(struct twatfs_call *call, const char *text);

    /* A text that must never be shown from now on, beyond the declared variables. */
    void (*add_secret)(struct twatfs_call *call, const char *text);

    /* Drive a flow to its end. */
    twatfs_status (*http_each)(struct twatfs_call *call, struct twatfs_http_flow *flow);

    /* Within a flow's callback: stop the request of that number; its done is called, with
     * TWATFS_TEMPORARY. */
    void (*http_drop)(struct twatfs_call *call, uint64_t number);

    /* Within setup: ask the user for one line, at most 4 KiB, which comes without blanks
     * around it.  NULL when none comes, and outside of setup, where nobody is there to ask:
     * return TWATFS_CANCELLED then.  flags: TWATFS_ASK_…. */
    const char *(*ask)(struct twatfs_call *call, uint32_t flags, const char *prompt);

    /* Within setup: tell the user one line. */
    void (*tell)(struct twatfs_call *call, const char *line);

    /* Within setup: the value that a variable of "env" is to have.  The user is shown it once,
     * when setup has returned TWATFS_OK.  TWATFS_PERMANENT, and nothing changed, outside of
     * setup, for a variable that the manifest does not declare and for a value with control
     * characters. */
    twatfs_status (*set_variable)(struct twatfs_call *call, const char *name, const char *value);

    /* Whether read would return at once: 1 when bytes of the file, its end or an error are
     * there; 0 when it would wait for whoever writes to a pipe.  A flow whose next asked and
     * then returned 0 asks that next again as soon as there is something to read, whatever its
     * *wait_ms (which must not be UINT64_MAX, or the flow may end). */
    int32_t (*read_ready)(struct twatfs_call *call);

    /* The SHA-256, in lower-case hex with its NUL (65 bytes), of what read has returned since this
     * was last called, and begin anew; hex NULL only begins.  Made in passing beside the file's
     * own, it costs less than hashing the bytes again.  1; 0 when it was not begun or failed. */
    int32_t (*sha256_of_reads)(struct twatfs_call *call, char *hex);

    /* Where this upload goes to, before its first checkpoint_load: what was saved with another
     * place is neither loaded nor overwritten, and stays for an upload there and for abandon.
     * 1; 0 when there is no file here, or it failed. */
    int32_t (*checkpoint_place)(struct twatfs_call *call, const char *place);
};

#define TWATFS_HOST_HAS(host, member)                                                              \
    ((host)->struct_size >=                                                                        \
     offsetof(struct twatfs_host, member) + sizeof(((const struct twatfs_host *)0)->member))

/* The same of a struct that the host made, such as an upload: whether it has the member. */
#define TWATFS_HAS(object, member)                                                                 \
    ((object)->struct_size >= (size_t)((const char *)&(object)->member - (const char *)(object)) + \
                                  sizeof((object)->member))

/* ---- The provider ------------------------------------------------------- */

/* The exported object.  Filled by TWATFS_PROVIDER. */
struct twatfs_provider {
    uint32_t struct_size;
    int32_t abi_major;
    int32_t abi_minor;
    uint32_t flags;       /* zero: a table with others is made for a newer host */
    const void *manifest; /* the ELF note; TWATFS_PROVIDER refers to it, so that
                             it is in every object that has the table */

    /* Optional.  Called before the first callback that gets a state: upload, remove,
     * abandon or examine; and again, for each retry and each further file, as long as it
     * fails.  *state is NULL each time; what open puts there the others get, and NULL
     * without open.  What it made it frees itself unless it returns TWATFS_OK: close is
     * called only then. */
    twatfs_status (*open)(struct twatfs_call *call, void **state);

    /* Required.  Put the file somewhere and set a URL that serves it. */
    twatfs_status (*upload)(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload);

    /* Optional.  Free what open made; called when open returned TWATFS_OK, once,
     * after every other callback has returned. */
    void (*close)(struct twatfs_call *call, void *state);

    /* Optional, needed for "delete" in the manifest.  Delete what upload put there.
     * TWATFS_OK when it is gone, also when it was gone before (HTTP 404, 410).  There is
     * no file in this call: read, digest, progress, the setters and checkpoints are of
     * no use.  Since 1.1. */
    twatfs_status (*remove)(struct twatfs_call *call, void *state,
                            const struct twatfs_removal *removal);

    /* Optional.  End what this call's checkpoint began and left with the host: it will not
     * be gone on with.  TWATFS_OK when nothing of it is left.  There is no file.  Since 1.1. */
    twatfs_status (*abandon)(struct twatfs_call *call, void *state);

    /* Optional.  See whether an upload would find its way: credentials, place, rights.
     * What was found is said with log, at TWATFS_LOG_INFO, without secrets; what would stop
     * an upload is returned.  There is no file.  Since 1.1. */
    twatfs_status (*examine)(struct twatfs_call *call, void *state);

    /* Optional, needed for "setup" in the manifest's "supports".  Guide the user to what the
     * provider needs, with ask, tell and set_variable.  Called without open, because what open
     * needs may be missing; there is no file.  Since 1.1. */
    twatfs_status (*setup)(struct twatfs_call *call);
};

/* ---- Manifest and table, said once -------------------------------------- */

/* An ELF note (System V gABI, "Note Section"): owner "twatfs", type 'T' 'W' 'F'
 * and the format's number, description a JSON object with its final NUL:
 *
 *     { "abi": [MAJOR, MINOR], "manifest": { what the author wrote } }
 *
 * The fields of the manifest are described in twatfs-provider(7). */
#define TWATFS_NOTE_SECTION ".note.twatfs"
#define TWATFS_NOTE_OWNER   "twatfs"
#define TWATFS_NOTE_TYPE    UINT32_C(0x54574601)

struct twatfs_note {
    uint32_t owner_size;       /* 7: the owner with its NUL */
    uint32_t description_size; /* the text with its NUL */
    uint32_t type;             /* TWATFS_NOTE_TYPE */
    char owner[8];             /* padded to four bytes */
};

#if defined(__has_attribute)
#if __has_attribute(retain)
#define TWATFS_RETAIN_ , retain
#endif
#if defined(__clang__) && __has_attribute(no_sanitize)
#define TWATFS_NO_ASAN_ , no_sanitize("address")
#endif
#endif
#ifndef TWATFS_RETAIN_
#define TWATFS_RETAIN_
#endif
#ifndef TWATFS_NO_ASAN_
#define TWATFS_NO_ASAN_
#endif

#define TWATFS_QUOTE_(x)  #x
#define TWATFS_STRING_(x) TWATFS_QUOTE_(x)

#define TWATFS_MANIFEST(...)                                                                       \
    TWATFS_MANIFEST_TEXT_("{\"abi\":[" TWATFS_STRING_(TWATFS_ABI_MAJOR) "," TWATFS_STRING_(        \
        TWATFS_ABI_MINOR) "],\"manifest\":" #__VA_ARGS__ "}")

#define TWATFS_MANIFEST_TEXT_(text)                                                                \
    struct twatfs_manifest_ {                                                                      \
        struct twatfs_note note;                                                                   \
        char description[(sizeof(text) + 3) / 4 * 4];                                              \
    };                                                                                             \
    __attribute__((section(TWATFS_NOTE_SECTION), used,                                             \
                   aligned(4)                                                                      \
                       TWATFS_RETAIN_ TWATFS_NO_ASAN_)) static const struct twatfs_manifest_       \
        twatfs_manifest_1_ = {{(uint32_t)sizeof(TWATFS_NOTE_OWNER), (uint32_t)sizeof(text),        \
                               TWATFS_NOTE_TYPE, TWATFS_NOTE_OWNER},                               \
                              text}

/* In a program that has its providers built in, libltdl finds each one's table
 * under a name of its own: NAME_LTX_twatfs_provider_1.  The build defines
 * TWATFS_BUILTIN_MODULE as NAME then; a shared object exports the plain name. */
#ifdef TWATFS_BUILTIN_MODULE
#define TWATFS_JOIN_(a, b)      a##b
#define TWATFS_BUILTIN_NAME_(m) TWATFS_JOIN_(m, _LTX_twatfs_provider_1)
#define twatfs_provider_1       TWATFS_BUILTIN_NAME_(TWATFS_BUILTIN_MODULE)
#endif

/* The object itself; a const of C++ would be private without this.  Sanitizers must
 * not pad it: its size in the symbol table is compared with struct_size. */
__attribute__((visibility("default")
                   TWATFS_NO_ASAN_)) extern const struct twatfs_provider twatfs_provider_1;

#define TWATFS_PROVIDER_HEAD_                                                                      \
    (uint32_t)sizeof(struct twatfs_provider), TWATFS_ABI_MAJOR, TWATFS_ABI_MINOR, 0,               \
        &twatfs_manifest_1_

/* TWATFS_PROVIDER(.open = a, .upload = b, .close = c): C99, and C++20. */
#define TWATFS_PROVIDER(...)                                                                       \
    const struct twatfs_provider twatfs_provider_1 = {                                             \
        .struct_size = (uint32_t)sizeof(struct twatfs_provider),                                   \
        .abi_major = TWATFS_ABI_MAJOR,                                                             \
        .abi_minor = TWATFS_ABI_MINOR,                                                             \
        .flags = 0,                                                                                \
        .manifest = &twatfs_manifest_1_,                                                           \
        __VA_ARGS__}

/* TWATFS_PROVIDER_CALLBACKS(open, upload, close): the same by position, for C++11;
 * …_1_1 has remove, abandon, examine and setup as well. */
#define TWATFS_PROVIDER_CALLBACKS(open_, upload_, close_)                                          \
    TWATFS_PROVIDER_CALLBACKS_1_1(open_, upload_, close_, 0, 0, 0, 0)
#define TWATFS_PROVIDER_CALLBACKS_1_1(open_, upload_, close_, remove_, abandon_, examine_, setup_) \
    const struct twatfs_provider twatfs_provider_1 = {                                             \
        TWATFS_PROVIDER_HEAD_, open_, upload_, close_, remove_, abandon_, examine_, setup_}

/* ---- The services, without the table ------------------------------------ */

static inline const char *twatfs_env(struct twatfs_call *call, const char *name)
{
    return call->host->env(call, name);
}

static inline const char *twatfs_option(struct twatfs_call *call, const char *key)
{
    return call->host->option(call, key);
}

static inline const char *twatfs_endpoint(struct twatfs_call *call)
{
    return call->host->endpoint(call);
}

static inline const char *twatfs_url_escape(struct twatfs_call *call, const char *text)
{
    return call->host->url_escape(call, text);
}

static inline int64_t twatfs_read(struct twatfs_call *call, void *buffer, uint64_t length,
                                  uint64_t offset)
{
    return call->host->read(call, buffer, length, offset);
}

/* An older host does not tell: its read may wait. */
static inline int32_t twatfs_read_ready(struct twatfs_call *call)
{
    return TWATFS_HOST_HAS(call->host, read_ready) ? call->host->read_ready(call) : 1;
}

/* 0 from an older host: hash them yourself. */
static inline int32_t twatfs_sha256_of_reads(struct twatfs_call *call, char *hex)
{
    return TWATFS_HOST_HAS(call->host, sha256_of_reads) ? call->host->sha256_of_reads(call, hex)
                                                        : 0;
}

/* 0 from an older host: what was saved for another place is loaded, too. */
static inline int32_t twatfs_checkpoint_place(struct twatfs_call *call, const char *place)
{
    return TWATFS_HOST_HAS(call->host, checkpoint_place) ? call->host->checkpoint_place(call, place)
                                                         : 0;
}

static inline const char *twatfs_digest(struct twatfs_call *call, const char *algorithm)
{
    return call->host->digest(call, algorithm);
}

static inline twatfs_status twatfs_http(struct twatfs_call *call,
                                        const struct twatfs_http_request *request,
                                        struct twatfs_http_response *response)
{
    return call->host->http(call, request, response);
}

static inline twatfs_status twatfs_check_answer(struct twatfs_call *call,
                                                const struct twatfs_http_response *response)
{
    return call->host->check_answer(call, response);
}

static inline const char *twatfs_header(struct twatfs_call *call,
                                        const struct twatfs_http_response *response,
                                        const char *name)
{
    return call->host->header(call, response, name, 0);
}

static inline const char *twatfs_json(struct twatfs_call *call,
                                      const struct twatfs_http_response *response, const char *path)
{
    return call->host->json(call, response, path);
}

static inline const char *twatfs_find_url(struct twatfs_call *call,
                                          const struct twatfs_http_response *response)
{
    return call->host->find_url(call, response);
}

static inline void twatfs_release(struct twatfs_call *call, struct twatfs_http_response *response)
{
    call->host->release(call, response);
}

static inline void twatfs_progress(struct twatfs_call *call, uint64_t sent)
{
    call->host->progress(call, sent);
}

static inline twatfs_status twatfs_wait(struct twatfs_call *call, uint64_t milliseconds)
{
    return call->host->wait(call, milliseconds);
}

static inline twatfs_status twatfs_send_file(struct twatfs_call *call,
                                             const struct twatfs_send *send,
                                             struct twatfs_http_response *response)
{
    return call->host->send_file(call, send, response);
}

static inline twatfs_status twatfs_set_url(struct twatfs_call *call, const char *url)
{
    return call->host->set_url(call, url);
}

static inline twatfs_status twatfs_set_delete(struct twatfs_call *call, const char *token)
{
    return call->host->set_delete(call, token);
}

static inline twatfs_status twatfs_set_expiry(struct twatfs_call *call, int64_t unix_s)
{
    return call->host->set_expiry(call, unix_s);
}

static inline twatfs_status twatfs_set_digest(struct twatfs_call *call, const char *algorithm,
                                              const char *digest)
{
    return call->host->set_digest(call, algorithm, digest);
}

static inline int32_t twatfs_cancelled(struct twatfs_call *call)
{
    return call->host->cancelled(call);
}

static inline twatfs_status twatfs_too_old_(struct twatfs_call *call)
{
    return (call->host->fail)(call, TWATFS_PERMANENT, 0, "needs ABI 1.1: update twatfs");
}

static inline const char *twatfs_base64(struct twatfs_call *call, const void *bytes,
                                        uint64_t length)
{
    return TWATFS_HOST_HAS(call->host, base64) ? call->host->base64(call, bytes, length) : NULL;
}

static inline const char *twatfs_basic_auth(struct twatfs_call *call, const char *user,
                                            const char *password)
{
    return TWATFS_HOST_HAS(call->host, basic_auth) ? call->host->basic_auth(call, user, password)
                                                   : NULL;
}

static inline const char *twatfs_json_quote(struct twatfs_call *call, const char *text)
{
    return TWATFS_HOST_HAS(call->host, json_quote) ? call->host->json_quote(call, text) : NULL;
}

static inline twatfs_status twatfs_set_check(struct twatfs_call *call,
                                             const struct twatfs_check *check)
{
    return TWATFS_HOST_HAS(call->host, set_check) ? call->host->set_check(call, check)
                                                  : twatfs_too_old_(call);
}

static inline twatfs_status twatfs_tcp(struct twatfs_call *call,
                                       const struct twatfs_tcp_request *request,
                                       struct twatfs_http_response *response)
{
    return TWATFS_HOST_HAS(call->host, tcp) ? call->host->tcp(call, request, response)
                                            : twatfs_too_old_(call);
}

static inline int64_t twatfs_parse_time(struct twatfs_call *call, const char *text)
{
    return TWATFS_HOST_HAS(call->host, parse_time) ? call->host->parse_time(call, text) : -1;
}

static inline void twatfs_add_secret(struct twatfs_call *call, const char *text)
{
    if (TWATFS_HOST_HAS(call->host, add_secret))
        call->host->add_secret(call, text);
}

static inline twatfs_status twatfs_http_each(struct twatfs_call *call,
                                             struct twatfs_http_flow *flow)
{
    return TWATFS_HOST_HAS(call->host, http_each) ? call->host->http_each(call, flow)
                                                  : twatfs_too_old_(call);
}

static inline void twatfs_http_drop(struct twatfs_call *call, uint64_t number)
{
    if (TWATFS_HOST_HAS(call->host, http_drop))
        call->host->http_drop(call, number);
}

static inline const char *twatfs_ask(struct twatfs_call *call, uint32_t flags, const char *prompt)
{
    return TWATFS_HOST_HAS(call->host, ask) ? call->host->ask(call, flags, prompt) : NULL;
}

static inline void twatfs_tell(struct twatfs_call *call, const char *line)
{
    if (TWATFS_HOST_HAS(call->host, tell))
        call->host->tell(call, line);
}

static inline twatfs_status twatfs_set_variable(struct twatfs_call *call, const char *name,
                                                const char *value)
{
    return TWATFS_HOST_HAS(call->host, set_variable) ? call->host->set_variable(call, name, value)
                                                     : twatfs_too_old_(call);
}

/* printf into memory that lives until the callback returns; NULL without
 * memory.  The table has no variadic function, so that other languages can
 * call all of it. */
__attribute__((format(printf, 2, 0))) static inline const char *
twatfs_vprintf(struct twatfs_call *call, const char *format, va_list arguments)
{
    va_list again;
    char *text = NULL;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0)
        text = (char *)call->host->scratch(call, (uint64_t)length + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

__attribute__((format(printf, 2, 3))) static inline const char *
twatfs_printf(struct twatfs_call *call, const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = twatfs_vprintf(call, format, arguments);
    va_end(arguments);
    return text;
}

/* What is below the endpoint: that, a slash if it ends with none, and tail, which
 * is escaped already.  It lives until the callback returns; NULL without memory,
 * without an endpoint, and for a tail that is NULL.  Since 1.1. */
static inline const char *twatfs_endpoint_url(struct twatfs_call *call, const char *tail)
{
    const char *endpoint = twatfs_endpoint(call);
    size_t length = endpoint != NULL ? strlen(endpoint) : 0;
    const char *slash = length > 0 && endpoint[length - 1] == '/' ? "" : "/";

    return endpoint != NULL && tail != NULL ? twatfs_printf(call, "%s%s%s", endpoint, slash, tail)
                                            : NULL;
}

__attribute__((format(printf, 3, 4))) static inline void
twatfs_log(struct twatfs_call *call, int32_t level, const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = twatfs_vprintf(call, format, arguments);
    va_end(arguments);
    call->host->log(call, level, text != NULL ? text : "out of memory");
}

/* return twatfs_fail(call, TWATFS_REFUSED, 0, "size: %d: too large", size); */
__attribute__((format(printf, 4, 5))) static inline twatfs_status
twatfs_fail(struct twatfs_call *call, twatfs_status status, int64_t retry_after_s,
            const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = twatfs_vprintf(call, format, arguments);
    va_end(arguments);
    /* In parentheses: some test libraries have a macro of this name. */
    return (call->host->fail)(call, status, retry_after_s, text != NULL ? text : "out of memory");
}

#ifdef __cplusplus
}
#endif

#endif /* TWATFS_PROVIDER_H */
