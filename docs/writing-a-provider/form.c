#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "form",
  "version": "1.0",
  "description": "A host that takes a form",
  "endpoint": { "default": "http://127.0.0.1:8080/form" }
});

static twatfs_status form_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    (void)state;
    (void)upload;
    send.file_field = "file"; /* the form's name for it */
    send.url_path = "link";   /* the answer is {"link": "http://..."} */
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = form_upload);
