/* fuzz-object.c: any bytes at all as a module file, for the checker's reader.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check/copies.h"
#include "check/object.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static int fd = -1;
    CLEANUP_OBJECT_FACTS struct object_facts facts = {0};
    struct error error = ERROR_INIT;

    if (fd < 0)
        fd = memfd_create("module", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, bytes, length, 0) != (ssize_t)length)
        abort();
    if (object_read(fd, &facts, &error) != (error.text[0] == '\0'))
        abort();
    error.text[0] = '\0';
    if (!copies_find(fd, &facts.copies, &error))
        abort();
    return 0;
}
