/* values.c: what a value is called tells what it may be.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/values.h"

#include <string.h>

#include "base/cleanup.h"

static const struct value values[] = {
    {"CHECK", VALUE_WORD, "auto full head none"},
    {"CLASS", VALUE_WORD, "idle best-effort realtime"},
    {"COMMAND", VALUE_COMMAND, NULL},
    {"DIR", VALUE_FOLDER, NULL},
    {"ENGINE", VALUE_WORD, "sqlite memory none redis://"},
    {"FILE", VALUE_FILE, NULL},
    {"FORM", VALUE_WORD, "bar json none"},
    {"LIST", VALUE_FILE, NULL},
    {"NAME", VALUE_PROVIDER, NULL},
    {"NAME.KEY=VALUE", VALUE_OPTION, NULL},
    {"NAMES", VALUE_PROVIDERS, NULL},
};

const struct value *value_find(const char *name)
{
    static const struct value unknown = {"", VALUE_FREE, NULL};

    for (size_t i = 0; i < ARRAY_LENGTH(values); i++)
        if (strcmp(values[i].name, name) == 0)
            return &values[i];
    return &unknown;
}
