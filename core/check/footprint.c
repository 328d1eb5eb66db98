/* footprint.c: what of the process a provider must leave as it was.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check/footprint.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"

/* A thread that was joined may be seen in /proc for a moment. */
#define THREADS_END_NS (4 * NANOSECONDS_PER_SECOND)
#define LOOK_AGAIN_NS  (10 * (long)NANOSECONDS_PER_MS)

extern char **environ;

DEFINE_CLEANUP(directory, DIR, closedir)

const char *footprint_kind_name(enum footprint_kind kind)
{
    static const char *const names[] = {
        [FOOTPRINT_DESCRIPTORS] = "descriptors", [FOOTPRINT_THREADS] = "threads",
        [FOOTPRINT_SIGNALS] = "signals",         [FOOTPRINT_LOCALE] = "locale",
        [FOOTPRINT_ENVIRONMENT] = "environment", [FOOTPRINT_PLACE] = "directory and umask",
    };

    return kind < FOOTPRINT_KINDS ? names[kind] : "unknown";
}

/* ---- Taking it ---- */

static bool add_descriptor(struct footprint *footprint, int directory, const char *name)
{
    char target[PATH_MAX], text[PATH_MAX + 32];
    ssize_t length = readlinkat(directory, name, target, sizeof target - 1);

    if (length < 0)
        return true; /* closed meanwhile */
    target[length] = '\0';
    snprintf(text, sizeof text, "%.20s %s", name, target);
    return string_list_add(&footprint->descriptors, text);
}

static bool take_descriptors(struct footprint *footprint, struct error *error)
{
    CLEANUP(cleanup_directory) DIR *directory = opendir("/proc/self/fd");
    const struct dirent *entry;

    if (directory == NULL)
        return error_set(error, "/proc/self/fd: %s: mount /proc", strerror(errno));
    while ((entry = readdir(directory)) != NULL)
        if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(directory) &&
            !add_descriptor(footprint, dirfd(directory), entry->d_name))
            return error_memory(error);
    return true;
}

static bool count_threads(size_t *count, struct error *error)
{
    CLEANUP(cleanup_directory) DIR *directory = opendir("/proc/self/task");
    const struct dirent *entry;

    if (directory == NULL)
        return error_set(error, "/proc/self/task: %s: mount /proc", strerror(errno));
    *count = 0;
    while ((entry = readdir(directory)) != NULL)
        *count += entry->d_name[0] != '.';
    return true;
}

static void take_signals(struct footprint *footprint)
{
    for (int number = 1; number < NSIG; number++)
        if (sigaction(number, NULL, &footprint->actions[number]) != 0)
            footprint->actions[number] = (struct sigaction){0};
    pthread_sigmask(SIG_BLOCK, NULL, &footprint->blocked);
}

bool footprint_take(struct footprint *footprint, struct error *error)
{
    const char *locale = setlocale(LC_ALL, NULL);

    *footprint = (struct footprint){0};
    if (!take_descriptors(footprint, error) || !count_threads(&footprint->threads, error))
        return false;
    take_signals(footprint);
    for (char **variable = environ; variable != NULL && *variable != NULL; variable++)
        if (!string_list_add(&footprint->environment, *variable))
            return error_memory(error);
    footprint->mask = umask(0);
    umask(footprint->mask);
    footprint->locale = strdup(locale != NULL ? locale : "");
    footprint->directory = getcwd(NULL, 0);
    return (footprint->locale != NULL && footprint->directory != NULL) || error_memory(error);
}

void footprint_free(struct footprint *footprint)
{
    string_list_free(&footprint->descriptors);
    string_list_free(&footprint->environment);
    free(footprint->locale);
    free(footprint->directory);
}

/* ---- Comparing ---- */

/* The first of a that is not in b. */
static const char *first_missing(const struct string_list *a, const struct string_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!string_list_contains(b, a->items[i]))
            return a->items[i];
    return NULL;
}

static void tell(footprint_texts texts, enum footprint_kind kind, const char *what,
                 const char *which)
{
    snprintf(texts[kind], FOOTPRINT_TEXT_SIZE, "%s %.150s", what, which);
}

static void compare_descriptors(const struct footprint *before, const struct footprint *after,
                                footprint_texts texts)
{
    const char *opened = first_missing(&after->descriptors, &before->descriptors);
    const char *closed = first_missing(&before->descriptors, &after->descriptors);

    if (opened != NULL)
        tell(texts, FOOTPRINT_DESCRIPTORS, "left open:", opened);
    else if (closed != NULL)
        tell(texts, FOOTPRINT_DESCRIPTORS, "closed, though it is not the module's:", closed);
}

/* The value of a variable may be a secret: its name has to do. */
static void compare_environment(const struct footprint *before, const struct footprint *after,
                                footprint_texts texts)
{
    const char *differs = first_missing(&after->environment, &before->environment);
    char name[100];

    if (differs == NULL)
        differs = first_missing(&before->environment, &after->environment);
    if (differs == NULL)
        return;
    text_copy(name, sizeof name, differs);
    name[strcspn(name, "=")] = '\0';
    tell(texts, FOOTPRINT_ENVIRONMENT, "changed:", name);
}

static void compare_signals(const struct footprint *before, const struct footprint *after,
                            footprint_texts texts)
{
    for (int number = 1; number < NSIG; number++) {
        const struct sigaction *was = &before->actions[number], *is = &after->actions[number];
        const char *name = sigabbrev_np(number);

        if (was->sa_handler == is->sa_handler && was->sa_flags == is->sa_flags &&
            sigismember(&before->blocked, number) == sigismember(&after->blocked, number))
            continue;
        tell(texts, FOOTPRINT_SIGNALS,
             was->sa_handler == is->sa_handler && was->sa_flags == is->sa_flags
                 ? "the mask is another for"
                 : "another handler of",
             name != NULL ? name : "a real-time signal");
        return;
    }
}

static bool wait_for_threads(size_t wanted, size_t *count, struct error *error)
{
    uint64_t until_ns = clock_add_ns(clock_now_ns(), THREADS_END_NS);
    const struct timespec pause = {.tv_nsec = LOOK_AGAIN_NS};

    do {
        if (!count_threads(count, error))
            return false;
    } while (*count > wanted && clock_now_ns() < until_ns && nanosleep(&pause, NULL) == 0);
    return true;
}

bool footprint_compare(const struct footprint *before, footprint_texts texts, struct error *error)
{
    CLEANUP_FOOTPRINT struct footprint after = {0};
    size_t threads;

    if (!wait_for_threads(before->threads, &threads, error) || !footprint_take(&after, error))
        return false;
    compare_descriptors(before, &after, texts);
    if (threads > before->threads)
        snprintf(texts[FOOTPRINT_THREADS], FOOTPRINT_TEXT_SIZE, "left running: %zu",
                 threads - before->threads);
    compare_signals(before, &after, texts);
    if (strcmp(before->locale, after.locale) != 0)
        tell(texts, FOOTPRINT_LOCALE, "now it is", after.locale);
    compare_environment(before, &after, texts);
    if (strcmp(before->directory, after.directory) != 0)
        tell(texts, FOOTPRINT_PLACE, "now it works in", after.directory);
    else if (before->mask != after.mask)
        tell(texts, FOOTPRINT_PLACE, "another", "umask");
    return true;
}
