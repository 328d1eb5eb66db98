/* fuzz-manifest.c: any bytes at all as a note's description, then the questions
 * that are asked of a manifest.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue/abi.h"
#include "catalogue/gate.h"
#include "catalogue/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void ask(const struct manifest *manifest)
{
    static const struct gate_wish wishes[] = {
        {.size = 0, .name = "a", .content_type = "text/plain"},
        {.size = TWATFS_SIZE_UNKNOWN, .name = "a.tar.gz", .content_type = "application/gzip"},
        {.size = UINT64_MAX - 1,
         .name = "a.gif",
         .content_type = "image/gif",
         .needs = SUPPORTS_EXPIRY,
         .expire_s = 3600},
        {.size = 1000,
         .name = "*",
         .content_type = "*/*",
         .needs = SUPPORTS_EXPIRY | SUPPORTS_OVERWRITE,
         .expire_s = INT64_MAX},
    };
    struct error error = ERROR_INIT;

    for (size_t i = 0; i < ARRAY_LENGTH(wishes); i++) {
        error.text[0] = '\0';
        if (!gate_accepts(manifest, &wishes[i], &error) && error.text[0] == '\0')
            abort();
    }
    error.text[0] = '\0';
    if (!gate_configured(manifest, &error) && error.text[0] == '\0')
        abort();
    abi_check_note(manifest, &error);
    manifest_declares(manifest, "HOME");
    manifest_endpoint(manifest, NULL);
    manifest_find_option(manifest, "key");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct error error = ERROR_INIT;
    struct manifest *manifest = manifest_parse((const char *)bytes, length, &error);

    if (manifest == NULL) {
        if (error.text[0] == '\0')
            abort();
        return 0;
    }
    if (!manifest_name_valid(manifest->name) || manifest->version == NULL ||
        manifest->description == NULL || manifest->min_size > manifest->max_size)
        abort();
    ask(manifest);
    manifest_free(manifest);
    return 0;
}
