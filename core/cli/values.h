/* values.h: what a value is called tells what it may be.
 *
 * SPDX-License-Identifier: MIT
 *
 * The names that stand in the tables of options, and in the arguments of commands.
 */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

enum value_kind {
    VALUE_FREE, /* nobody can guess it */
    VALUE_FILE,
    VALUE_FOLDER,
    VALUE_PROVIDER,
    VALUE_PROVIDERS, /* separated by commas */
    VALUE_OPTION,    /* NAME.KEY=VALUE */
    VALUE_COMMAND,
    VALUE_WORD, /* one of some words */
};

struct value {
    const char *name;
    enum value_kind kind;
    const char *words; /* of VALUE_WORD, separated by blanks; NULL otherwise */
};

/* Of a name such as "FILE"; one that is not known is VALUE_FREE. */
const struct value *value_find(const char *name);

#endif
