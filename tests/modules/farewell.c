/* farewell.c: tells its host when it is closed.
 *
 * SPDX-License-Identifier: MIT
 */
#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "farewell", "version": "1.0", "description": "Speaks HTTP when closed, for tests",
  "endpoint": { "env": "TWATFS_FAREWELL_URL" }, "automatic": false
});

static twatfs_status open_it(struct twatfs_call *call, void **state)
{
    (void)call;
    *state = NULL;
    return TWATFS_OK;
}

static twatfs_status upload(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://example.org/file");
}

static void close_it(struct twatfs_call *call, void *state)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    request.url = twatfs_printf(call, "%s/farewell", twatfs_endpoint(call));
    request.body = "goodbye";
    request.body_length = 7;
    (void)twatfs_http(call, &request, &answer);
}

TWATFS_PROVIDER(.open = open_it, .upload = upload, .close = close_it);
