/* creation.c: the uploads of a file are made, and made one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "creation.h"

#include <string.h>

#include "location.h"

/* Upload-Metadata: names, and values in base64.  @tus/server gives out no file whose name is not
 * ASCII: its own answer's header is invalid to it then (1.10.2, run). */
static const char *metadata(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    size_t length = strlen(upload->name);
    char *plain = call->host->scratch(call, (uint64_t)length + 1);
    const char *name, *type;

    if (plain == NULL)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        plain[i] = (unsigned char)upload->name[i] < 0x80 ? upload->name[i] : '_';
    name = twatfs_base64(call, plain, length);
    type = twatfs_base64(call, upload->content_type, strlen(upload->content_type));

    return name != NULL && type != NULL ? twatfs_printf(call, "filename %s,filetype %s", name, type)
                                        : NULL;
}

/* The headers that say what is to be made; false without memory. */
static bool describe(struct twatfs_call *call, const struct tus_creation *creation,
                     struct tus_headers *headers)
{
    const char *text;

    if (creation->parts != NULL) {
        text = twatfs_printf(call, "final;%s", creation->parts);
        tus_headers_add(headers, "Upload-Concat", text);
    } else if (creation->length == TWATFS_SIZE_UNKNOWN) {
        text = "1";
        tus_headers_add(headers, "Upload-Defer-Length", text);
    } else {
        text = twatfs_printf(call, "%llu", (unsigned long long)creation->length);
        tus_headers_add(headers, "Upload-Length", text);
    }
    if (text == NULL)
        return false;
    if (creation->upload == NULL) {
        tus_headers_add(headers, "Upload-Concat", "partial");
        return true;
    }
    text = metadata(call, creation->upload);
    tus_headers_add(headers, "Upload-Metadata", text);
    return text != NULL;
}

twatfs_status tus_create(struct twatfs_call *call, const struct tus_creation *creation,
                         const char **url, uint64_t *offset)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    struct tus_headers headers;
    const char *location;
    twatfs_status status;

    request.method = "POST";
    request.url = twatfs_endpoint(call);
    tus_headers_begin(call, request.url, &headers);
    if (!describe(call, creation, &headers))
        return tus_out_of_memory(call);
    if (creation->with_source) {
        tus_headers_add(&headers, "Content-Type", "application/offset+octet-stream");
        request.use_source = 1;
    } else {
        request.body = "";
    }
    request.headers = headers.pairs;
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK)
        status = tus_meaning(call, &answer);
    if (status != TWATFS_OK)
        return status;
    location = twatfs_header(call, &answer, "Location");
    if (location == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "answer: HTTP %d without a Location",
                           (int)answer.status);
    *url = tus_location(call, answer.url, location);
    if (*url == NULL)
        return TWATFS_PERMANENT;
    if (!tus_header_bytes(call, &answer, "Upload-Offset", offset) || *offset > creation->length)
        *offset = 0;
    return TWATFS_OK;
}
