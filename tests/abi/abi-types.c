/* abi-types.c: the C type of every member, callback and service of provider.h, written down: where
 * one changes this does not compile.  Offsets cannot tell int64_t from uint64_t, or a parameter
 * more.
 *
 * SPDX-License-Identifier: MIT
 *
 * A line is only ever added, with what it is for.  test-abi-types.sh finds what lacks one.
 */
#include <twatfs/provider.h>

#define SAME(name, member, ...)                                                                    \
    _Static_assert(_Generic(&((struct name *)0)->member, __VA_ARGS__ : 1, default : 0),            \
                   #name "." #member ": its type has changed")

SAME(twatfs_upload, struct_size, uint32_t *);
SAME(twatfs_upload, flags, uint32_t *);
SAME(twatfs_upload, name, const char **);
SAME(twatfs_upload, content_type, const char **);
SAME(twatfs_upload, remote_path, const char **);
SAME(twatfs_upload, size, uint64_t *);
SAME(twatfs_upload, expire_s, int64_t *);
SAME(twatfs_upload, path_below, const char **);

SAME(twatfs_removal, struct_size, uint32_t *);
SAME(twatfs_removal, flags, uint32_t *);
SAME(twatfs_removal, url, const char **);
SAME(twatfs_removal, token, const char **);

SAME(twatfs_http_request, struct_size, uint32_t *);
SAME(twatfs_http_request, flags, uint32_t *);
SAME(twatfs_http_request, method, const char **);
SAME(twatfs_http_request, url, const char **);
SAME(twatfs_http_request, headers, const char *const **);
SAME(twatfs_http_request, fields, const char *const **);
SAME(twatfs_http_request, file_field, const char **);
SAME(twatfs_http_request, body, const void **);
SAME(twatfs_http_request, body_length, uint64_t *);
SAME(twatfs_http_request, source_offset, uint64_t *);
SAME(twatfs_http_request, source_length, uint64_t *);
SAME(twatfs_http_request, use_source, uint32_t *);
SAME(twatfs_http_request, reserved, uint32_t *);
SAME(twatfs_http_request, max_response, uint64_t *);
SAME(twatfs_http_request, timeout_ms, uint32_t *);
SAME(twatfs_http_request, reserved_1, uint32_t *);

SAME(twatfs_http_response, struct_size, uint32_t *);
SAME(twatfs_http_response, status, int32_t *);
SAME(twatfs_http_response, url, const char **);
SAME(twatfs_http_response, body, const char **);
SAME(twatfs_http_response, body_length, uint64_t *);
SAME(twatfs_http_response, owner, const void **);

SAME(twatfs_http_flow, struct_size, uint32_t *);
SAME(twatfs_http_flow, concurrency, uint32_t *);
SAME(twatfs_http_flow, data, void **);
SAME(twatfs_http_flow, next,
     int32_t (**)(struct twatfs_call *call, void *data, struct twatfs_http_request *request,
                  uint64_t *number, uint64_t *wait_ms));
SAME(twatfs_http_flow, done,
     twatfs_status (**)(struct twatfs_call *call, void *data, uint64_t number,
                        twatfs_status outcome, struct twatfs_http_response *response));

SAME(twatfs_send, struct_size, uint32_t *);
SAME(twatfs_send, flags, uint32_t *);
SAME(twatfs_send, method, const char **);
SAME(twatfs_send, url, const char **);
SAME(twatfs_send, file_field, const char **);
SAME(twatfs_send, fields, const char *const **);
SAME(twatfs_send, headers, const char *const **);
SAME(twatfs_send, url_path, const char **);

SAME(twatfs_check, struct_size, uint32_t *);
SAME(twatfs_check, method, int32_t *);
SAME(twatfs_check, url, const char **);
SAME(twatfs_check, headers, const char *const **);
SAME(twatfs_check, http_method, const char **);

SAME(twatfs_tcp_request, struct_size, uint32_t *);
SAME(twatfs_tcp_request, flags, uint32_t *);
SAME(twatfs_tcp_request, url, const char **);
SAME(twatfs_tcp_request, body, const void **);
SAME(twatfs_tcp_request, body_length, uint64_t *);
SAME(twatfs_tcp_request, max_response, uint64_t *);

SAME(twatfs_call, struct_size, uint32_t *);
SAME(twatfs_call, reserved, uint32_t *);
SAME(twatfs_call, host, const struct twatfs_host **);

SAME(twatfs_host, struct_size, uint32_t *);
SAME(twatfs_host, abi_major, int32_t *);
SAME(twatfs_host, abi_minor, int32_t *);
SAME(twatfs_host, flags, uint32_t *);
SAME(twatfs_host, version, const char **);
SAME(twatfs_host, log, void (**)(struct twatfs_call *call, int32_t level, const char *message));
SAME(twatfs_host, env, const char *(**)(struct twatfs_call *call, const char *name));
SAME(twatfs_host, option, const char *(**)(struct twatfs_call *call, const char *key));
SAME(twatfs_host, endpoint, const char *(**)(struct twatfs_call *call));
SAME(twatfs_host, scratch, void *(**)(struct twatfs_call *call, uint64_t length));
SAME(twatfs_host, url_escape, const char *(**)(struct twatfs_call *call, const char *text));
SAME(twatfs_host, read,
     int64_t (**)(struct twatfs_call *call, void *buffer, uint64_t length, uint64_t offset));
SAME(twatfs_host, digest, const char *(**)(struct twatfs_call *call, const char *algorithm));
SAME(twatfs_host, progress, void (**)(struct twatfs_call *call, uint64_t sent));
SAME(twatfs_host, http,
     twatfs_status (**)(struct twatfs_call *call, const struct twatfs_http_request *request,
                        struct twatfs_http_response *response));
SAME(twatfs_host, http_all,
     twatfs_status (**)(struct twatfs_call *call, const struct twatfs_http_request *const *requests,
                        struct twatfs_http_response *const *responses, twatfs_status *outcomes,
                        uint32_t count, uint32_t concurrency));
SAME(twatfs_host, release,
     void (**)(struct twatfs_call *call, struct twatfs_http_response *response));
SAME(twatfs_host, check_answer,
     twatfs_status (**)(struct twatfs_call *call, const struct twatfs_http_response *response));
SAME(twatfs_host, header,
     const char *(**)(struct twatfs_call *call, const struct twatfs_http_response *response,
                      const char *name, uint32_t index));
SAME(twatfs_host, json,
     const char *(**)(struct twatfs_call *call, const struct twatfs_http_response *response,
                      const char *path));
SAME(twatfs_host, find_url,
     const char *(**)(struct twatfs_call *call, const struct twatfs_http_response *response));
SAME(twatfs_host, send_file,
     twatfs_status (**)(struct twatfs_call *call, const struct twatfs_send *send,
                        struct twatfs_http_response *response));
SAME(twatfs_host, set_url, twatfs_status (**)(struct twatfs_call *call, const char *url));
SAME(twatfs_host, set_delete, twatfs_status (**)(struct twatfs_call *call, const char *token));
SAME(twatfs_host, set_expiry, twatfs_status (**)(struct twatfs_call *call, int64_t unix_s));
SAME(twatfs_host, set_digest,
     twatfs_status (**)(struct twatfs_call *call, const char *algorithm, const char *digest));
SAME(twatfs_host, checkpoint_save,
     twatfs_status (**)(struct twatfs_call *call, const void *data, uint64_t length));
SAME(twatfs_host, checkpoint_load, const void *(**)(struct twatfs_call *call, uint64_t *length));
SAME(twatfs_host, cancelled, int32_t (**)(struct twatfs_call *call));
SAME(twatfs_host, wait, twatfs_status (**)(struct twatfs_call *call, uint64_t milliseconds));
SAME(twatfs_host, fail,
     twatfs_status (**)(struct twatfs_call *call, twatfs_status status, int64_t retry_after_s,
                        const char *message));
SAME(twatfs_host, base64,
     const char *(**)(struct twatfs_call *call, const void *bytes, uint64_t length));
SAME(twatfs_host, basic_auth,
     const char *(**)(struct twatfs_call *call, const char *user, const char *password));
SAME(twatfs_host, json_quote, const char *(**)(struct twatfs_call *call, const char *text));
SAME(twatfs_host, set_check,
     twatfs_status (**)(struct twatfs_call *call, const struct twatfs_check *check));
SAME(twatfs_host, tcp,
     twatfs_status (**)(struct twatfs_call *call, const struct twatfs_tcp_request *request,
                        struct twatfs_http_response *response));
SAME(twatfs_host, parse_time, int64_t (**)(struct twatfs_call *call, const char *text));
SAME(twatfs_host, add_secret, void (**)(struct twatfs_call *call, const char *text));
SAME(twatfs_host, http_each,
     twatfs_status (**)(struct twatfs_call *call, struct twatfs_http_flow *flow));
SAME(twatfs_host, http_drop, void (**)(struct twatfs_call *call, uint64_t number));
SAME(twatfs_host, ask,
     const char *(**)(struct twatfs_call *call, uint32_t flags, const char *prompt));
SAME(twatfs_host, tell, void (**)(struct twatfs_call *call, const char *line));
SAME(twatfs_host, set_variable,
     twatfs_status (**)(struct twatfs_call *call, const char *name, const char *value));
SAME(twatfs_host, read_ready, int32_t (**)(struct twatfs_call *call));
SAME(twatfs_host, sha256_of_reads, int32_t (**)(struct twatfs_call *call, char *hex));
SAME(twatfs_host, checkpoint_place, int32_t (**)(struct twatfs_call *call, const char *place));

SAME(twatfs_provider, struct_size, uint32_t *);
SAME(twatfs_provider, abi_major, int32_t *);
SAME(twatfs_provider, abi_minor, int32_t *);
SAME(twatfs_provider, flags, uint32_t *);
SAME(twatfs_provider, manifest, const void **);
SAME(twatfs_provider, open, twatfs_status (**)(struct twatfs_call *call, void **state));
SAME(twatfs_provider, upload,
     twatfs_status (**)(struct twatfs_call *call, void *state, const struct twatfs_upload *upload));
SAME(twatfs_provider, close, void (**)(struct twatfs_call *call, void *state));
SAME(twatfs_provider, remove,
     twatfs_status (**)(struct twatfs_call *call, void *state,
                        const struct twatfs_removal *removal));
SAME(twatfs_provider, abandon, twatfs_status (**)(struct twatfs_call *call, void *state));
SAME(twatfs_provider, examine, twatfs_status (**)(struct twatfs_call *call, void *state));
SAME(twatfs_provider, setup, twatfs_status (**)(struct twatfs_call *call));

SAME(twatfs_note, owner_size, uint32_t *);
SAME(twatfs_note, description_size, uint32_t *);
SAME(twatfs_note, type, uint32_t *);
SAME(twatfs_note, owner, char (*)[8]);

/* The typedef too: a provider's functions may be declared with either name. */
_Static_assert(_Generic((twatfs_status *)0, int32_t * : 1, default : 0),
               "twatfs_status has changed");
