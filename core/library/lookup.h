/* lookup.h: the registry as the settings want it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef LIBRARY_LOOKUP_H
#define LIBRARY_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "catalogue/registry.h"
#include "library/settings.h"

#define REGISTRY_INIT                                                                              \
    {                                                                                              \
        NULL, 0, STRING_LIST_INIT                                                                  \
    }
#define CLEANUP_REGISTRY CLEANUP(registry_close)

/* Find the providers; directories that cannot be used are warned of. */
bool lookup_registry(struct registry *registry, const struct settings *settings,
                     struct error *error);

/* The entry of a name; NULL with a near miss named in error. */
struct entry *lookup_provider(const struct registry *registry, const char *name,
                              struct error *error);

/* The provider options that concern what is installed, as a new array that borrows
 * from settings.  A key in a file that its provider does not know is an error;
 * a section whose provider is not installed is left out. */
bool lookup_options(const struct registry *registry, const struct settings *settings,
                    struct provider_option **options, size_t *count, struct error *error);

#endif
