/* upload.c: upload the files of the command line and print a link for each.
 *
 * SPDX-License-Identifier: MIT
 *
 * A whole program that embeds libtwatfs.  It reads the configuration that twatfs reads, and
 * shows progress on standard error; Ctrl-C cancels.  Exit status: 0 every file has a proven
 * link, 1 one has not, 2 it could not begin, 130 cancelled.
 */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <twatfs/twatfs.h>

#define CLEAR_LINE "\r\033[K"

static struct twatfs_cancel *cancel; /* there before the handler is, and after it */
static bool terminal;                /* on standard error */

static void stop(int signal_number)
{
    (void)signal_number;
    twatfs_cancel_now(cancel);
}

static void print_message(void *data, int32_t level, const char *message)
{
    (void)data;
    fprintf(stderr, "%supload: %s%s\n", terminal ? CLEAR_LINE : "",
            level >= TWATFS_LOG_WARNING ? "warning: " : "", message);
}

static void show_progress(void *data, const struct twatfs_event *event)
{
    bool moves = event->kind == TWATFS_EVENT_SENDING || event->kind == TWATFS_EVENT_VERIFYING;

    (void)data;
    if (moves && event->total > 0 && event->total != TWATFS_SIZE_UNKNOWN)
        fprintf(stderr, CLEAR_LINE "%s: %s: %s, %" PRIu64 "%%", event->name, event->provider,
                event->kind == TWATFS_EVENT_SENDING ? "sending" : "checking",
                event->done * 100 / event->total);
    else
        fputs(CLEAR_LINE, stderr);
}

static bool prepare(struct twatfs_context *context, struct twatfs_request *request,
                    struct twatfs_error **error)
{
    terminal = isatty(STDERR_FILENO) != 0;
    if (terminal)
        twatfs_request_on_event(request, show_progress, NULL);
    twatfs_request_cancel(request, cancel);
    return twatfs_on_log(context, TWATFS_LOG_WARNING, print_message, NULL, error) &&
           twatfs_read_configuration(context, NULL, error) && twatfs_context_open(context, error);
}

/* True with a link that was proven. */
static bool upload(struct twatfs_context *context, struct twatfs_request *request, const char *file)
{
    struct twatfs_result *result =
        twatfs_request_path(request, file) ? twatfs_upload(context, request) : NULL;
    bool done;

    if (result == NULL) {
        print_message(NULL, TWATFS_LOG_ERROR, "out of memory");
        return false;
    }
    done = twatfs_result_error(result) == NULL;
    if (!done)
        print_message(NULL, TWATFS_LOG_ERROR, twatfs_error_message(twatfs_result_error(result)));
    if (twatfs_result_unverified_url(result) != NULL)
        fprintf(stderr, "upload: left, unverified, at %s\n", twatfs_result_unverified_url(result));
    if (twatfs_result_url(result) != NULL &&
        (printf("%s\n", twatfs_result_url(result)) < 0 || fflush(stdout) != 0)) {
        perror("upload: standard output");
        done = false;
    }
    twatfs_result_free(result);
    return done;
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    struct twatfs_error *error = NULL;
    struct twatfs_context *context = twatfs_context_new(&error);
    struct twatfs_request *request = twatfs_request_new();
    int status = 2;

    cancel = twatfs_cancel_new();
    if (argc < 2) {
        fputs("Usage: upload FILE...\n", stderr);
    } else if (context == NULL || request == NULL || cancel == NULL ||
               !prepare(context, request, &error)) {
        print_message(NULL, TWATFS_LOG_ERROR,
                      error != NULL ? twatfs_error_message(error) : "out of memory");
    } else {
        status = 0;
        sigaction(SIGINT, &action, NULL);
        for (int i = 1; i < argc && !twatfs_cancelled_by(cancel); i++)
            if (!upload(context, request, argv[i]))
                status = 1;
        signal(SIGINT, SIG_DFL); /* the token goes now */
        if (twatfs_cancelled_by(cancel))
            status = 130;
    }
    twatfs_error_free(error);
    twatfs_request_free(request);
    twatfs_cancel_free(cancel);
    twatfs_context_free(context);
    return status;
}
