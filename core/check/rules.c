/* rules.c: what can be told of a module without running any of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "check/rules.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "catalogue/abi.h"
#include "catalogue/note.h"
#include "check/child.h"
#include "check/copies.h"
#include "check/object.h"
#include "check/shared.h"

#define PREFIX "twatfs-provider-"
#define SUFFIX ".so"
#define SYMBOL "twatfs_provider_1"

#define LIBRARY_SECONDS 30 /* to look for a library */

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* ---- The manifest ---- */

static struct manifest *check_manifest(struct report *report, int fd)
{
    CLEANUP_FREE char *text = NULL;
    CLEANUP_MANIFEST struct manifest *manifest = NULL;
    struct error error = ERROR_INIT;
    size_t length;

    if (note_read(fd, &text, &length, &error))
        manifest = manifest_parse(text, length, &error);
    if (manifest == NULL || !abi_check_note(manifest, &error)) {
        report_fault(report, "manifest", "%s", error.text);
        return NULL;
    }
    report_ok(report, "manifest", "%s %s, ABI %d.%d", manifest->name, manifest->version,
              (int)manifest->abi_major, (int)manifest->abi_minor);
    return STEAL(manifest);
}

static bool check_name(struct report *report, const char *path, const struct manifest *manifest)
{
    CLEANUP_FREE char *wanted = NULL;

    if (asprintf(&wanted, PREFIX "%s" SUFFIX, manifest->name) < 0) {
        wanted = NULL;
        report_fault(report, "name", "out of memory");
        return false;
    }
    if (strcmp(file_name(path), wanted) == 0) {
        report_ok(report, "name", "%s", wanted);
        return true;
    }
    report_fault(report, "name", "%s: the manifest says \"%s\": call the file %s", file_name(path),
                 manifest->name, wanted);
    return false;
}

/* ---- How it is linked ---- */

static void check_flag(struct report *report, const char *thing, bool holds, const char *cure)
{
    if (holds)
        report_ok(report, thing, "%s", "");
    else
        report_fault(report, thing, "%s", cure);
}

static void check_linking(struct report *report, const struct object_facts *facts)
{
    check_flag(report, "bound when loaded", facts->bind_now,
               "no BIND_NOW: a missing symbol would end the program in the middle of an upload: "
               "link with -Wl,-z,now");
    check_flag(report, "read-only after relocation", facts->relro,
               "no RELRO: its table of functions can be overwritten: link with -Wl,-z,relro");
    check_flag(report, "no text relocations", !facts->text_relocations,
               "TEXTREL: its code is written to when it is loaded: compile all of it with -fPIC");
    check_flag(report, "no executable stack", !facts->executable_stack,
               "GNU_STACK: would make the stack of the program executable: link with "
               "-Wl,-z,noexecstack, and look for assembler files and nested functions");
    check_flag(report, "no writable code", !facts->writable_code,
               "segment: can be written and run: link without -Wl,-N or a linker script");
}

static void check_exports(struct report *report, const struct object_facts *facts)
{
    CLEANUP_BUFFER struct buffer others = BUFFER_INIT;
    size_t count = 0;

    for (size_t i = 0; i < facts->exports.count; i++) {
        const char *name = facts->exports.items[i];

        if (strcmp(name, SYMBOL) == 0)
            continue;
        count++;
        if (count <= 3)
            buffer_printf(&others, "%s%.80s", count > 1 ? ", " : "", name);
    }
    if (!string_list_contains(&facts->exports, SYMBOL))
        report_fault(report, "exports",
                     SYMBOL ": found none: use TWATFS_PROVIDER, and no linker "
                            "script that hides it");
    else if (count > 0)
        report_fault(report, "exports",
                     "%s%s: nobody else may see them: compile with -fvisibility=hidden",
                     others.data != NULL ? others.data : "", count > 3 ? ", …" : "");
    else
        report_ok(report, "exports", SYMBOL " alone");
}

/* ---- Libraries ---- */

/* A directory of the run path with $ORIGIN filled in; NULL without memory. */
static char *run_directory(const char *directory, const char *origin)
{
    static const char *const forms[] = {"$ORIGIN", "${ORIGIN}"};
    char *text = NULL;

    for (size_t i = 0; i < ARRAY_LENGTH(forms); i++)
        if (text_starts_with(directory, forms[i]))
            return asprintf(&text, "%s%s", origin, directory + strlen(forms[i])) < 0 ? NULL : text;
    return strdup(directory);
}

/* Its own folder and what is below are nobody else's. */
static bool is_own(const char *directory, const char *origin)
{
    size_t length = strlen(origin);

    return text_starts_with(directory, origin) &&
           (directory[length] == '\0' || directory[length] == '/') &&
           strstr(directory, "/..") == NULL;
}

static void check_run_path(struct report *report, const struct object_facts *facts,
                           const char *origin)
{
    for (size_t i = 0; i < facts->run_path.count; i++) {
        const char *named = facts->run_path.items[i];
        CLEANUP_FREE char *directory = run_directory(named, origin);

        if (directory != NULL && is_own(directory, origin))
            continue;
        report_fault(report, "no foreign run path",
                     "%s: whoever can write there decides what is loaded: link without -rpath, or "
                     "take it out with patchelf --remove-rpath",
                     strcmp(named, ".") == 0 ? "the working directory" : named);
        return;
    }
    report_ok(report, "no foreign run path", "%s", "");
}

/* Only the dynamic linker knows all of its ways: it is asked, in a child, for that library. */
struct question {
    const char *library;
    bool *found; /* in shared memory */
};

static void look_for_library(void *data)
{
    const struct question *question = data;

    *question->found = dlopen(question->library, RTLD_LAZY | RTLD_LOCAL) != NULL;
}

static bool in_run_path(const char *library, const struct object_facts *facts, const char *origin)
{
    for (size_t i = 0; i < facts->run_path.count; i++) {
        CLEANUP_FREE char *directory = run_directory(facts->run_path.items[i], origin);
        CLEANUP_FREE char *path = NULL;

        if (directory == NULL || asprintf(&path, "%s/%s", directory, library) < 0)
            return false;
        if (access(path, R_OK) == 0)
            return true;
    }
    return false;
}

static bool is_found(const char *library, const struct object_facts *facts, const char *origin)
{
    CLEANUP_SHARED struct shared shared = shared_open(sizeof(bool), NULL);
    struct question question = {.library = library, .found = shared.bytes};
    struct child_end end;

    if (dlopen(library, RTLD_LAZY | RTLD_NOLOAD) != NULL || in_run_path(library, facts, origin))
        return true;
    return shared.bytes != NULL &&
           child_run(look_for_library, &question, -1, LIBRARY_SECONDS, &end, NULL) &&
           *question.found;
}

static void check_needed(struct report *report, const struct object_facts *facts,
                         const char *origin)
{
    bool all = true;

    for (size_t i = 0; i < facts->needed.count; i++) {
        if (is_found(facts->needed.items[i], facts, origin))
            continue;
        report_fault(report, "needed libraries",
                     "%s: not found: install the package that has it, or link without it",
                     facts->needed.items[i]);
        all = false;
    }
    if (all)
        report_ok(report, "needed libraries", "%zu, all found", facts->needed.count);
}

/* A library that the program has, but another version or build of it. */
static bool is_second(const char *library)
{
    return (text_starts_with(library, "libcurl") || text_starts_with(library, "libssl.") ||
            text_starts_with(library, "libcrypto.")) &&
           dlopen(library, RTLD_LAZY | RTLD_NOLOAD) == NULL;
}

static void check_copies(struct report *report, const struct object_facts *facts)
{
    static const char thing[] = "no second libcurl or OpenSSL";

    if (facts->copies.count > 0) {
        report_fault(report, thing,
                     "%s: linked into it: two copies in one process disturb each other, and one "
                     "gets no security updates: use the host's http services, or link with the "
                     "system's library",
                     facts->copies.items[0]);
        return;
    }
    for (size_t i = 0; i < facts->needed.count; i++)
        if (is_second(facts->needed.items[i])) {
            report_fault(report, thing,
                         "%s: twatfs has another one in the same process: build against the "
                         "library that twatfs uses",
                         facts->needed.items[i]);
            return;
        }
    report_ok(report, thing, "%s", "");
}

static void check_object(struct report *report, const char *path, int fd)
{
    CLEANUP_OBJECT_FACTS struct object_facts facts = {0};
    CLEANUP_FREE char *origin = strndup(path, (size_t)(file_name(path) - path - 1));
    struct error error = ERROR_INIT;

    if (origin == NULL || !object_read(fd, &facts, &error) ||
        !copies_find(fd, &facts.copies, &error)) {
        report_fault(report, "file", "%s", origin != NULL ? error.text : "out of memory");
        return;
    }
    check_exports(report, &facts);
    check_linking(report, &facts);
    check_run_path(report, &facts, origin);
    check_needed(report, &facts, origin);
    check_copies(report, &facts);
}

struct manifest *rules_check(struct report *report, const char *path, int fd)
{
    CLEANUP_MANIFEST struct manifest *manifest = check_manifest(report, fd);
    bool named;

    if (manifest == NULL)
        return NULL;
    named = check_name(report, path, manifest);
    check_object(report, path, fd);
    return named ? STEAL(manifest) : NULL;
}
