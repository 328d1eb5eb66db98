/* object.h: what a shared object's own tables say of it, read without loading it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CHECK_OBJECT_H
#define CHECK_OBJECT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

struct object_facts {
    bool executable_stack;       /* asked for, or not declined */
    bool writable_code;          /* a segment that can be written and run */
    bool relro;                  /* what the linker relocates is read-only afterwards */
    bool bind_now;               /* all symbols are bound when it is loaded */
    bool text_relocations;       /* code is written to while it is loaded */
    struct string_list needed;   /* libraries, as it names them */
    struct string_list run_path; /* directories of DT_RPATH and DT_RUNPATH */
    struct string_list exports;  /* symbols that others can see, without the linker's own marks */
    struct string_list copies;   /* functions of libcurl or OpenSSL that are defined in it */
};

/* Read the facts of the object open at fd, which may be anything: what is truncated or
 * hostile is an error, "what: why: cure". The facts are to be freed either way. */
bool object_read(int fd, struct object_facts *facts, struct error *error);
void object_facts_free(struct object_facts *facts);
#define CLEANUP_OBJECT_FACTS CLEANUP(object_facts_free)

#endif
