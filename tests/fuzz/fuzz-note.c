/* fuzz-note.c: any bytes at all as a module file.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "catalogue/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static int fd = -1;
    struct error error = ERROR_INIT;
    char *description;
    size_t size;

    if (fd < 0)
        fd = memfd_create("module", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, bytes, length, 0) != (ssize_t)length)
        abort();
    if (note_read(fd, &description, &size, &error)) {
        if (size == 0 || size > NOTE_DESCRIPTION_MAX || strlen(description) != size)
            abort();
        free(description);
    } else if (error.text[0] == '\0') {
        abort();
    }
    return 0;
}
