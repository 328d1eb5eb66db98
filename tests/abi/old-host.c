/* old-host.c: a host of ABI 1.0 as far as a provider sees it: loads one, takes its table with the
 * checks of core/catalogue/abi.c as that day's header compiles them, and has it upload.
 *
 * SPDX-License-Identifier: MIT
 *
 * Its own header is provider-1.0.h, called <twatfs/provider.h>.  It prints what the provider asked
 * for; a service that is not among these is NULL, and calling it would be the end.
 */
#include <dlfcn.h>
#include <stdlib.h>

#include "catalogue/abi.h"

static char scratch_memory[65536];
static size_t scratch_used;

static void *service_scratch(struct twatfs_call *call, uint64_t length)
{
    void *memory = scratch_memory + scratch_used;

    (void)call;
    length = (length + 15) & ~UINT64_C(15);
    if (length > sizeof scratch_memory - scratch_used)
        return NULL;
    scratch_used += length;
    return memory;
}

static const char *service_env(struct twatfs_call *call, const char *name)
{
    (void)call;
    return getenv(name);
}

static const char *service_endpoint(struct twatfs_call *call)
{
    (void)call;
    return "http://host/below";
}

static const char *service_url_escape(struct twatfs_call *call, const char *text)
{
    (void)call;
    return text;
}

static twatfs_status service_send_file(struct twatfs_call *call, const struct twatfs_send *send,
                                       struct twatfs_http_response *response)
{
    (void)call;
    printf("send_file %s\n", send->url);
    response->status = 200;
    response->body = "http://host/file";
    return TWATFS_OK;
}

static twatfs_status service_set_url(struct twatfs_call *call, const char *url)
{
    (void)call;
    printf("set_url %s\n", url);
    return TWATFS_OK;
}

static twatfs_status service_fail(struct twatfs_call *call, twatfs_status status,
                                  int64_t retry_after_s, const char *message)
{
    (void)call;
    (void)retry_after_s;
    printf("fail %d %s\n", (int)status, message);
    return status;
}

static const struct twatfs_host table = {
    .struct_size = sizeof table,
    .abi_major = TWATFS_ABI_MAJOR,
    .abi_minor = TWATFS_ABI_MINOR,
    .version = "0.0.9",
    .scratch = service_scratch,
    .env = service_env,
    .endpoint = service_endpoint,
    .url_escape = service_url_escape,
    .send_file = service_send_file,
    .set_url = service_set_url,
    .fail = service_fail,
};

int main(int argc, char **argv)
{
    struct twatfs_call call = {.struct_size = sizeof call, .host = &table};
    struct twatfs_upload upload = {
        .struct_size = sizeof upload, .name = "photo.txt", .content_type = "text/plain", .size = 9};
    struct twatfs_provider provider;
    struct error error = ERROR_INIT;
    void *handle = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
    void *address = handle != NULL ? dlsym(handle, "twatfs_provider_1") : NULL;
    uint64_t size = 0;

    if (address == NULL) {
        fprintf(stderr, "%s\n", argc == 2 ? dlerror() : "Usage: old-host MODULE");
        return 2;
    }
    if (!abi_check_symbol(handle, address, &size, &error) ||
        !abi_take_table(address, size, &provider, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    printf("table of %d.%d, %u bytes here\n", provider.abi_major, provider.abi_minor,
           (unsigned)sizeof provider);
    printf("upload %d\n", (int)provider.upload(&call, NULL, &upload));
    return 0;
}
