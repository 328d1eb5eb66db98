/* abi-golden.c: print what a compiler makes of every struct and number of provider.h;
 * within an ABI major none of it changes, and structs grow at their end.
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <stdio.h>

#include <twatfs/provider.h>

#define STRUCT(name) printf("struct %s: %zu bytes\n", #name, sizeof(struct name))
#define MEMBER(name, member)                                                                       \
    printf("%s.%s: %zu + %zu\n", #name, #member, offsetof(struct name, member),                    \
           sizeof(((struct name *)0)->member))
#define NUMBER(name) printf("%s: %" PRId64 "\n", #name, (int64_t)(name))
#define TEXT(name)   printf("%s: %s\n", #name, name)

static void print_upload(void)
{
    STRUCT(twatfs_upload);
    MEMBER(twatfs_upload, struct_size);
    MEMBER(twatfs_upload, flags);
    MEMBER(twatfs_upload, name);
    MEMBER(twatfs_upload, content_type);
    MEMBER(twatfs_upload, remote_path);
    MEMBER(twatfs_upload, size);
    MEMBER(twatfs_upload, expire_s);
    MEMBER(twatfs_upload, path_below);
}

static void print_http_request(void)
{
    STRUCT(twatfs_http_request);
    MEMBER(twatfs_http_request, struct_size);
    MEMBER(twatfs_http_request, flags);
    MEMBER(twatfs_http_request, method);
    MEMBER(twatfs_http_request, url);
    MEMBER(twatfs_http_request, headers);
    MEMBER(twatfs_http_request, fields);
    MEMBER(twatfs_http_request, file_field);
    MEMBER(twatfs_http_request, body);
    MEMBER(twatfs_http_request, body_length);
    MEMBER(twatfs_http_request, source_offset);
    MEMBER(twatfs_http_request, source_length);
    MEMBER(twatfs_http_request, use_source);
    MEMBER(twatfs_http_request, reserved);
    MEMBER(twatfs_http_request, max_response);
    MEMBER(twatfs_http_request, timeout_ms);
    MEMBER(twatfs_http_request, reserved_1);
}

static void print_http_response(void)
{
    STRUCT(twatfs_http_response);
    MEMBER(twatfs_http_response, struct_size);
    MEMBER(twatfs_http_response, status);
    MEMBER(twatfs_http_response, url);
    MEMBER(twatfs_http_response, body);
    MEMBER(twatfs_http_response, body_length);
    MEMBER(twatfs_http_response, owner);
}

static void print_send(void)
{
    STRUCT(twatfs_send);
    MEMBER(twatfs_send, struct_size);
    MEMBER(twatfs_send, flags);
    MEMBER(twatfs_send, method);
    MEMBER(twatfs_send, url);
    MEMBER(twatfs_send, file_field);
    MEMBER(twatfs_send, fields);
    MEMBER(twatfs_send, headers);
    MEMBER(twatfs_send, url_path);
}

static void print_removal(void)
{
    STRUCT(twatfs_removal);
    MEMBER(twatfs_removal, struct_size);
    MEMBER(twatfs_removal, flags);
    MEMBER(twatfs_removal, url);
    MEMBER(twatfs_removal, token);
}

static void print_check(void)
{
    STRUCT(twatfs_check);
    MEMBER(twatfs_check, struct_size);
    MEMBER(twatfs_check, method);
    MEMBER(twatfs_check, url);
    MEMBER(twatfs_check, headers);
    MEMBER(twatfs_check, http_method);
}

static void print_tcp_request(void)
{
    STRUCT(twatfs_tcp_request);
    MEMBER(twatfs_tcp_request, struct_size);
    MEMBER(twatfs_tcp_request, flags);
    MEMBER(twatfs_tcp_request, url);
    MEMBER(twatfs_tcp_request, body);
    MEMBER(twatfs_tcp_request, body_length);
    MEMBER(twatfs_tcp_request, max_response);
}

static void print_http_flow(void)
{
    STRUCT(twatfs_http_flow);
    MEMBER(twatfs_http_flow, struct_size);
    MEMBER(twatfs_http_flow, concurrency);
    MEMBER(twatfs_http_flow, data);
    MEMBER(twatfs_http_flow, next);
    MEMBER(twatfs_http_flow, done);
}

static void print_call(void)
{
    STRUCT(twatfs_call);
    MEMBER(twatfs_call, struct_size);
    MEMBER(twatfs_call, reserved);
    MEMBER(twatfs_call, host);
}

static void print_host(void)
{
    STRUCT(twatfs_host);
    MEMBER(twatfs_host, struct_size);
    MEMBER(twatfs_host, abi_major);
    MEMBER(twatfs_host, abi_minor);
    MEMBER(twatfs_host, flags);
    MEMBER(twatfs_host, version);
    MEMBER(twatfs_host, log);
    MEMBER(twatfs_host, env);
    MEMBER(twatfs_host, option);
    MEMBER(twatfs_host, endpoint);
    MEMBER(twatfs_host, scratch);
    MEMBER(twatfs_host, url_escape);
    MEMBER(twatfs_host, read);
    MEMBER(twatfs_host, digest);
    MEMBER(twatfs_host, progress);
    MEMBER(twatfs_host, http);
    MEMBER(twatfs_host, http_all);
    MEMBER(twatfs_host, release);
    MEMBER(twatfs_host, check_answer);
    MEMBER(twatfs_host, header);
    MEMBER(twatfs_host, json);
    MEMBER(twatfs_host, find_url);
    MEMBER(twatfs_host, send_file);
    MEMBER(twatfs_host, set_url);
    MEMBER(twatfs_host, set_delete);
    MEMBER(twatfs_host, set_expiry);
    MEMBER(twatfs_host, set_digest);
    MEMBER(twatfs_host, checkpoint_save);
    MEMBER(twatfs_host, checkpoint_load);
    MEMBER(twatfs_host, cancelled);
    MEMBER(twatfs_host, wait);
    MEMBER(twatfs_host, fail);
    MEMBER(twatfs_host, base64);
    MEMBER(twatfs_host, basic_auth);
    MEMBER(twatfs_host, json_quote);
    MEMBER(twatfs_host, set_check);
    MEMBER(twatfs_host, tcp);
    MEMBER(twatfs_host, parse_time);
    MEMBER(twatfs_host, add_secret);
    MEMBER(twatfs_host, http_each);
    MEMBER(twatfs_host, http_drop);
    MEMBER(twatfs_host, ask);
    MEMBER(twatfs_host, tell);
    MEMBER(twatfs_host, set_variable);
    MEMBER(twatfs_host, read_ready);
    MEMBER(twatfs_host, sha256_of_reads);
    MEMBER(twatfs_host, checkpoint_place);
}

static void print_provider(void)
{
    STRUCT(twatfs_provider);
    MEMBER(twatfs_provider, struct_size);
    MEMBER(twatfs_provider, abi_major);
    MEMBER(twatfs_provider, abi_minor);
    MEMBER(twatfs_provider, flags);
    MEMBER(twatfs_provider, manifest);
    MEMBER(twatfs_provider, open);
    MEMBER(twatfs_provider, upload);
    MEMBER(twatfs_provider, close);
    MEMBER(twatfs_provider, remove);
    MEMBER(twatfs_provider, abandon);
    MEMBER(twatfs_provider, examine);
    MEMBER(twatfs_provider, setup);
}

static void print_note(void)
{
    STRUCT(twatfs_note);
    MEMBER(twatfs_note, owner_size);
    MEMBER(twatfs_note, description_size);
    MEMBER(twatfs_note, type);
    MEMBER(twatfs_note, owner);
}

static void print_numbers(void)
{
    NUMBER(TWATFS_ABI_MAJOR);
    NUMBER(TWATFS_OK);
    NUMBER(TWATFS_TEMPORARY);
    NUMBER(TWATFS_REFUSED);
    NUMBER(TWATFS_AUTH);
    NUMBER(TWATFS_PERMANENT);
    NUMBER(TWATFS_LOCAL);
    NUMBER(TWATFS_CANCELLED);
    NUMBER(TWATFS_LOG_ERROR);
    NUMBER(TWATFS_LOG_WARNING);
    NUMBER(TWATFS_LOG_INFO);
    NUMBER(TWATFS_LOG_DEBUG);
    NUMBER(TWATFS_SIZE_UNKNOWN);
    NUMBER(TWATFS_UPLOAD_FORCE);
    NUMBER(TWATFS_UPLOAD_UNIQUE);
    NUMBER(TWATFS_UPLOAD_ONCE);
    NUMBER(TWATFS_CHECK_DOWNLOAD);
    NUMBER(TWATFS_CHECK_HEAD);
    NUMBER(TWATFS_CHECK_NEVER);
    NUMBER(TWATFS_CHECK_DONE);
    NUMBER(TWATFS_CHECK_READ_BACK);
    NUMBER(TWATFS_HTTP_FOLLOW);
    NUMBER(TWATFS_HTTP_EXPECT);
    NUMBER(TWATFS_HTTP_FRESH);
    NUMBER(TWATFS_HTTP_DIRECT);
    NUMBER(TWATFS_HTTP_ASIDE);
    NUMBER(TWATFS_ASK_SECRET);
    NUMBER(TWATFS_SEND_FIND_URL);
    NUMBER(TWATFS_SEND_EXPECT);
    NUMBER(TWATFS_SEND_NO_RESULT);
    NUMBER(TWATFS_NOTE_TYPE);
    TEXT(TWATFS_NOTE_SECTION);
    TEXT(TWATFS_NOTE_OWNER);
}

int main(void)
{
    print_numbers();
    print_upload();
    print_http_request();
    print_http_response();
    print_send();
    print_removal();
    print_check();
    print_tcp_request();
    print_http_flow();
    print_call();
    print_host();
    print_provider();
    print_note();
    return ferror(stdout) != 0;
}
