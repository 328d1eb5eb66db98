/* unruly.c: a provider of a host over HTTP, and whatever UNRULY makes of it.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "unruly", "version": "1.0", "description": "A module for tests",
  "env": { "any_of": [["UNRULY_KEY"]] },
  "endpoint": { "env": "TWATFS_UNRULY_URL", "default": "https://unruly.invalid/upload" },
  "threads": "parallel", "automatic": false
});

/* Its name is that of its folder. */
enum unruly {
    RULY,
    LEAVES_DESCRIPTOR,
    LEAVES_THREAD,
    LEAVES_HANDLER,
    LEAVES_LOCALE,
    LEAVES_VARIABLE,
    LEAVES_UMASK,
    LEAVES_PROCESS,
    LOGS_SECRET,
    FAILS_WITH_SECRET,
    PRINTS_SECRET,
    CRASHES_LOADED,
    CRASHES_OPEN,
    CRASHES_OPEN_TWICE,
    CRASHES_UPLOAD,
    CRASHES_CLOSE,
    EXITS,
    HANGS,
    BELIEVES_ALL,
    NO_URL,
    NEVER_ASKS,
    LOSES_RETRY_AFTER,
    ALL_PERMANENT,
};
static const enum unruly unruly = UNRULY;

#ifdef EXPORTS_MORE
__attribute__((visibility("default"))) int unruly_more = 1;
#endif
#ifdef HAS_OPENSSL
/* What is linked in and hidden is seen in the full symbol table. */
__attribute__((used, noinline)) static int SSL_new(void)
{
    return 1;
}
#endif
#ifdef HAS_LIBCURL
__attribute__((used)) static const char version[] = "libcurl/7.88.1";
#endif
#ifdef WRITES_TO_CODE
__asm__(".text\n.balign 8\n.quad twatfs_provider_1\n");
#endif

#ifdef MIXES_CODE_AND_DATA
__asm__(".section .mixed,\"awx\",@progbits\n.quad 0\n.text\n");
#endif

static void *wait_forever(void *data)
{
    for (;;)
        pause();
    return data;
}

static void handler(int number)
{
    (void)number;
}

static void leave_something(void)
{
    pthread_t thread;

    if (unruly == LEAVES_DESCRIPTOR)
        (void)!open("/dev/null", O_RDONLY);
    if (unruly == LEAVES_THREAD && pthread_create(&thread, NULL, wait_forever, NULL) == 0)
        pthread_detach(thread);
    if (unruly == LEAVES_HANDLER)
        signal(SIGUSR1, handler);
    if (unruly == LEAVES_LOCALE)
        setlocale(LC_ALL, "C.UTF-8");
    if (unruly == LEAVES_VARIABLE)
        setenv("UNRULY_LEFT", "1", 1);
    if (unruly == LEAVES_UMASK)
        umask(0);
    if (unruly == LEAVES_PROCESS && fork() == 0)
        wait_forever(NULL);
}

__attribute__((constructor)) static void loaded(void)
{
    if (unruly == CRASHES_LOADED)
        abort();
}

static twatfs_status unruly_open(struct twatfs_call *call, void **state)
{
    static int opened;

    (void)call;
    *state = NULL;
    if (unruly == CRASHES_OPEN || (unruly == CRASHES_OPEN_TWICE && opened++ > 0))
        abort();
    return TWATFS_OK;
}

static twatfs_status conclude(struct twatfs_call *call, const struct twatfs_http_response *answer)
{
    if (unruly == HANGS && answer->status == 500)
        wait_forever(NULL);
    if (unruly == BELIEVES_ALL)
        return twatfs_set_url(call, twatfs_endpoint(call));
    if (unruly == NO_URL && answer->status == 200)
        return TWATFS_OK;
    if (unruly == LOSES_RETRY_AFTER && answer->status == 429)
        return twatfs_fail(call, TWATFS_TEMPORARY, 0, "busy");
    if (unruly == ALL_PERMANENT && answer->status != 200)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "no");
    return TWATFS_OK;
}

static twatfs_status unruly_upload(struct twatfs_call *call, void *state,
                                   const struct twatfs_upload *upload)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    (void)upload;
    leave_something();
    if (unruly == CRASHES_UPLOAD)
        raise(SIGSEGV);
    if (unruly == EXITS)
        exit(0);
    if (unruly == NEVER_ASKS)
        return twatfs_set_url(call, "https://example.org/file");
    if (unruly == LOGS_SECRET)
        twatfs_log(call, TWATFS_LOG_DEBUG, "the key is %s", twatfs_env(call, "UNRULY_KEY"));
    if (unruly == FAILS_WITH_SECRET)
        return twatfs_fail(call, TWATFS_AUTH, 0, "wrong key: %s", twatfs_env(call, "UNRULY_KEY"));
    if (unruly == PRINTS_SECRET)
        dprintf(STDERR_FILENO, "%s\n", twatfs_env(call, "UNRULY_KEY"));
    request.url = twatfs_endpoint(call);
    request.use_source = 1;
    status = twatfs_http(call, &request, &answer);
    if (status != TWATFS_OK && unruly != BELIEVES_ALL)
        return status;
    status = conclude(call, &answer);
    if (status != TWATFS_OK || unruly == BELIEVES_ALL || unruly == NO_URL)
        return status;
    status = twatfs_check_answer(call, &answer);
    return status != TWATFS_OK ? status : twatfs_set_url(call, twatfs_find_url(call, &answer));
}

static void unruly_close(struct twatfs_call *call, void *state)
{
    (void)call;
    (void)state;
    if (unruly == CRASHES_CLOSE)
        abort();
}

TWATFS_PROVIDER(.open = unruly_open, .upload = unruly_upload, .close = unruly_close);
