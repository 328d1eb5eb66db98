/* keep.c: a provider for the benchmarks: it PUTs a file to a place that serves it again.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "keep", "version": "1.0", "description": "Files kept by WebDAV, for benchmarks",
  "endpoint": { "env": "TWATFS_KEEP_URL" }, "automatic": false, "threads": "parallel"
});

static twatfs_status keep_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    request.method = "PUT";
    request.url =
        twatfs_printf(call, "%s/%s", twatfs_endpoint(call), twatfs_url_escape(call, upload->name));
    request.use_source = 1;
    status = twatfs_http(call, &request, &answer);
    if (status == TWATFS_OK)
        status = twatfs_check_answer(call, &answer);
    return status == TWATFS_OK ? twatfs_set_url(call, request.url) : status;
}

TWATFS_PROVIDER(.upload = keep_upload);
