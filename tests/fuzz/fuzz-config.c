/* fuzz-config.c: a configuration file of any content.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "library/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    CLEANUP_CLOSE int fd = memfd_create("config", MFD_CLOEXEC);
    struct error error = ERROR_INIT;
    char path[64];

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    /* What is refused is refused in one line that names the file. */
    if (!settings_read_file(&settings, path, LAYER_USER, &error) &&
        strncmp(error.text, path, strlen(path)) != 0)
        abort();
    for (size_t i = 0; i < settings.option_count; i++)
        if (settings.options[i].option.value == NULL)
            abort();
    return 0;
}
