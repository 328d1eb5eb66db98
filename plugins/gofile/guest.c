/* guest.c: the guest that all uploads of a run without an account are one of.
 *
 * SPDX-License-Identifier: MIT
 */
#include "guest.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_MS 50 /* how often those that wait look */

struct gofile_guest {
    pthread_mutex_t lock;
    char *token;   /* NULL: there is no guest */
    bool expected; /* an upload as nobody is under way, which makes one */
};

struct gofile_guest *gofile_guest_new(void)
{
    struct gofile_guest *guest = calloc(1, sizeof *guest);

    if (guest != NULL)
        pthread_mutex_init(&guest->lock, NULL);
    return guest;
}

void gofile_guest_free(struct gofile_guest *guest)
{
    pthread_mutex_destroy(&guest->lock);
    free(guest->token);
    free(guest);
}

/* False while one has to wait. */
static bool begin(struct twatfs_call *call, struct gofile_guest *guest, const char **token,
                  twatfs_status *status)
{
    bool ready;

    *token = NULL;
    *status = TWATFS_OK;
    pthread_mutex_lock(&guest->lock);
    ready = guest->token != NULL || !guest->expected;
    if (guest->token != NULL) {
        *token = twatfs_printf(call, "%s", guest->token);
        if (*token == NULL)
            *status = twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
    }
    guest->expected = guest->token == NULL;
    pthread_mutex_unlock(&guest->lock);
    return ready;
}

twatfs_status gofile_guest_begin(struct twatfs_call *call, struct gofile_guest *guest,
                                 const char **token)
{
    twatfs_status status;

    while (!begin(call, guest, token, &status))
        if (twatfs_wait(call, LOOK_MS) != TWATFS_OK)
            return TWATFS_CANCELLED;
    return status;
}

static bool same(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

void gofile_guest_end(struct gofile_guest *guest, const char *token, const char *good)
{
    pthread_mutex_lock(&guest->lock);
    if (token == NULL)
        guest->expected = false;
    if (same(guest->token, token) && !same(token, good)) {
        free(guest->token);
        /* Without memory the next upload is nobody's again. */
        guest->token = good != NULL ? strdup(good) : NULL;
    }
    pthread_mutex_unlock(&guest->lock);
}
