/* guided.c: guides the user through its set-up.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "guided", "version": "1.0", "description": "Guides through its set-up, for tests",
  "env": { "any_of": [["GUIDED_NAME", "GUIDED_TOKEN"]], "public": ["GUIDED_NAME"] },
  "supports": ["setup"], "automatic": false,
  "setup": "Make a token."
});

static twatfs_status guided_open(struct twatfs_call *call, void **state)
{
    (void)state;
    /* What it asks for is not there outside of setup. */
    if (twatfs_ask(call, 0, "Nobody") != NULL ||
        twatfs_set_variable(call, "GUIDED_NAME", "x") == TWATFS_OK)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "somebody answered");
    twatfs_tell(call, "told to nobody");
    return TWATFS_OK;
}

static twatfs_status upload(struct twatfs_call *call, void *state,
                            const struct twatfs_upload *upload)
{
    (void)state;
    (void)upload;
    return twatfs_set_url(call, "https://guided.example/x");
}

static twatfs_status setup(struct twatfs_call *call)
{
    const char *name, *token;
    FILE *mark = getenv("GUIDED_MARK") != NULL ? fopen(getenv("GUIDED_MARK"), "w") : NULL;

    if (mark != NULL)
        fclose(mark);
    twatfs_tell(call, "Make a token at https://guided.example/\033[31mtokens.");
    name = twatfs_ask(call, 0, "Name");
    token = name != NULL ? twatfs_ask(call, TWATFS_ASK_SECRET, "Token") : NULL;
    if (token == NULL)
        return twatfs_fail(call, TWATFS_CANCELLED, 0, "no answer");
    twatfs_log(call, TWATFS_LOG_WARNING, "the token is %s", token);
    if (strcmp(name, "nobody") == 0)
        return twatfs_fail(call, TWATFS_AUTH, 0, "nobody has no tokens such as %s", token);
    if (twatfs_set_variable(call, "GUIDED_OTHER", "x") == TWATFS_OK ||
        twatfs_set_variable(call, "GUIDED_NAME", "a\nb") == TWATFS_OK ||
        twatfs_set_variable(call, "GUIDED_NAME", "") == TWATFS_OK)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "took what it should not");
    twatfs_set_variable(call, "GUIDED_NAME", name);
    return twatfs_set_variable(call, "GUIDED_TOKEN", token);
}

TWATFS_PROVIDER(.open = guided_open, .upload = upload, .setup = setup);
