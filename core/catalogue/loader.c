/* loader.c: bring a module into the process; the only room that knows libltdl.
 *
 * SPDX-License-Identifier: MIT
 *
 * libltdl binds lazily, looks through paths from the environment unless the path
 * it gets is absolute, and says "file not found" whatever the cause.  So the
 * dynamic linker is asked first, for everything at once, and its words are what
 * people see; libltdl then finds the module loaded.
 */
#include <config.h>

#include "catalogue/loader.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include <ltdl.h>

#include "base/text.h"

#define SYMBOL "twatfs_provider_1"

/* libltdl keeps its state in globals without a lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *ltdl_words(void)
{
    const char *words = lt_dlerror();

    return words != NULL ? words : "no reason given";
}

static bool start(struct error *error)
{
    static bool started;

    if (!started && lt_dlinit() != 0)
        return error_set(error, "libltdl: %s", ltdl_words());
    started = true;
    return true;
}

/* local: its symbols are for nobody else; resident: it is never unloaded, for
 * its threads and thread-specific data may outlive any moment we could choose. */
static lt_dlhandle open_resident(const char *path)
{
    lt_dlhandle handle = NULL;
    lt_dladvise advise;

    if (lt_dladvise_init(&advise) != 0)
        return NULL;
    if (lt_dladvise_local(&advise) == 0 && lt_dladvise_resident(&advise) == 0)
        handle = lt_dlopenadvise(path, advise);
    lt_dladvise_destroy(&advise);
    return handle;
}

static bool load_locked(const char *path, struct loaded *loaded, struct error *error)
{
    lt_dlhandle handle;
    const char *words;

    loaded->dl_handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (loaded->dl_handle == NULL) {
        words = dlerror();
        return error_set(error, "load: %s", words != NULL ? words : "no reason given");
    }
    if (!start(error))
        return false;
    handle = open_resident(path);
    if (handle == NULL)
        return error_set(error, "load: libltdl: %s", ltdl_words());
    loaded->symbol = lt_dlsym(handle, SYMBOL);
    if (loaded->symbol == NULL)
        return error_set(error, "symbol: found none, need " SYMBOL ": is TWATFS_PROVIDER missing, "
                                "or hidden by a linker script?");
    return true;
}

bool loader_load(const char *path, struct loaded *loaded, struct error *error)
{
    const char *extension = strrchr(path, '.');
    bool done;

    /* Anything else would make libltdl search, or read a .la file. */
    if (path[0] != '/' || extension == NULL || strcmp(extension, ".so") != 0)
        return error_set(error, "path: need an absolute one that ends in .so");
    pthread_mutex_lock(&lock);
    done = load_locked(path, loaded, error);
    pthread_mutex_unlock(&lock);
    return done;
}

#ifdef STATIC_PROVIDERS

#define ARCHIVE_PREFIX "twatfs-provider-"
#define ARCHIVE_SUFFIX ".a"
#define SYMBOL_SUFFIX  "_LTX_" SYMBOL

/* Weak: a test of ours has the core without any provider in it. */
#pragma weak lt__PROGRAM__LTX_preloaded_symbols

static bool ends_with(const char *text, const char *suffix)
{
    size_t length = strlen(text), ending = strlen(suffix);

    return length >= ending && strcmp(text + length - ending, suffix) == 0;
}

/* libtool -dlpreopen fills the list: a module's archive with no address, then
 * its symbols; a name of NULL ends it.  The list is walked here, because
 * lt_dlpreload_open looks for a file of the archive's name in LTDL_LIBRARY_PATH
 * and in the system's directories before it looks into the list. */
bool loader_builtins(loader_builtin *each, void *data, struct error *error)
{
    CLEANUP_FREE char *name = NULL;

    if (lt_preloaded_symbols == NULL)
        return true;
    for (const lt_dlsymlist *item = lt_preloaded_symbols; item->name != NULL; item++) {
        if (item->address == NULL) {
            size_t prefix = strlen(ARCHIVE_PREFIX), length = strlen(item->name);

            free(STEAL(name));
            if (!text_starts_with(item->name, ARCHIVE_PREFIX) ||
                !ends_with(item->name, ARCHIVE_SUFFIX))
                continue;
            name = strndup(item->name + prefix, length - prefix - strlen(ARCHIVE_SUFFIX));
            if (name == NULL)
                return error_memory(error);
        } else if (name != NULL && ends_with(item->name, SYMBOL_SUFFIX)) {
            if (!each(data, name, item->address, error))
                return false;
        }
    }
    return true;
}

#else

bool loader_builtins(loader_builtin *each, void *data, struct error *error)
{
    (void)each;
    (void)data;
    (void)error;
    return true;
}

#endif
