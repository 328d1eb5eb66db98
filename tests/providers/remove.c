/* remove.c: have a provider delete a link.
 *
 * SPDX-License-Identifier: MIT
 *
 *     remove PROVIDER URL [TOKEN]
 *
 * Without a TOKEN the upload left none. Exit status 0 when it is gone; else 1, with the reason.
 */
#include <stdio.h>

#include <twatfs/twatfs.h>

int main(int argc, char **argv)
{
    struct twatfs_error *error = NULL;
    struct twatfs_context *context;
    bool done;

    if (argc != 3 && argc != 4)
        return 2;
    context = twatfs_context_new(&error);
    done = context != NULL && twatfs_read_configuration(context, NULL, &error) &&
           twatfs_delete(context, argv[1], argv[2], argv[3], NULL, &error);
    if (!done)
        fprintf(stderr, "%s\n", twatfs_error_message(error));
    twatfs_error_free(error);
    twatfs_context_free(context);
    return done ? 0 : 1;
}
