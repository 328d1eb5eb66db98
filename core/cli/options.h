/* options.h: a command's options as one table: parsed from it, explained from it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>

#include "base/error.h"

struct buffer;

/* What an option does.  Several commands share these; a command's own begin at
 * OPTION_OWN. */
enum option_id {
    OPTION_HELP,
    OPTION_SETTING, /* its long name is a setting's key */
    OPTION_NO_CHECK,
    OPTION_NO_PROGRESS,
    OPTION_NO_MEMORY,
    OPTION_IGNORE_HEALTH,
    OPTION_REUSE,
    OPTION_CONFIG,
    OPTION_PLUGIN_DIR,
    OPTION_PROVIDER_OPTION,
    OPTION_VERBOSE,
    OPTION_QUIET,
    OPTION_JSON,
    OPTION_OWN,
};

struct option_spec {
    int id;
    const char *name;     /* long, without its dashes; NULL ends the table */
    char letter;          /* short; '\0' without */
    const char *argument; /* what its value is called, in brackets where it may be left out; NULL:
                             it takes none */
    const char *help;     /* sentences for the help text */
    const char *group;    /* a heading that begins here; NULL: no new one */
};

struct command {
    const char *name;
    const char *alias;     /* another name; NULL without */
    const char *arguments; /* after the name in the synopsis */
    const char *summary;   /* a few words */
    const char *details;   /* paragraphs for its own help; NULL without */
    const struct option_spec *options;
    /* argv[0] is the command; called is how to write it in a message, such as
     * "twatfs upload" or "2url".  Returns the exit code. */
    int (*run)(const struct command *command, const char *called, int argc, char **argv);
};

/* The options that several commands take. */
#define OPTIONS_COMMON                                                                             \
    {OPTION_PLUGIN_DIR,                                                                            \
     "plugin-dir",                                                                                 \
     '\0',                                                                                         \
     "DIR",                                                                                        \
     "Look for providers in DIR first. May be given several times.",                               \
     "General options"},                                                                           \
    {                                                                                              \
        OPTION_CONFIG, "config", '\0', "FILE",                                                     \
            "Read FILE instead of the user's and the system's configuration.", NULL                \
    }
/* Where providers are called. */
#define OPTION_OF_PROVIDERS                                                                        \
    {                                                                                              \
        OPTION_PROVIDER_OPTION, "option", 'o', "NAME.KEY=VALUE",                                   \
            "Set an option of provider NAME. May be given several times.", NULL                    \
    }
#define OPTIONS_END                                                                                \
    {OPTION_HELP, "help", 'h', NULL, "Show this help.", NULL},                                     \
    {                                                                                              \
        OPTION_HELP, NULL, '\0', NULL, NULL, NULL                                                  \
    }

/* Called for each option in the order of the command line; value is NULL where there
 * is none.  Returns false with error set to stop. */
typedef bool option_handler(void *data, const struct option_spec *option, const char *value,
                            struct error *error);

enum options_result {
    OPTIONS_PARSED,
    OPTIONS_HELP_WANTED, /* --help was met: whatever follows it does not count */
    OPTIONS_FAILED,      /* error says why */
};

/* Parse a command line; options and other arguments may be mixed, "--" ends the
 * options.  The other arguments are moved to the end, and begin at *first. */
enum options_result options_parse(const struct command *command, const char *called, int argc,
                                  char **argv, option_handler *handler, void *data, int *first,
                                  struct error *error);

/* The same for a command: shows the help, logs what failed.  Returns true to go
 * on, else *exit_code is the process's. */
bool options_accept(const struct command *command, const char *called, int argc, char **argv,
                    option_handler *handler, void *data, int *first, int *exit_code);

/* Append "; see 'CALLED --help'". */
void options_see_help(struct error *error, const char *called);

/* A handler's part for the options that only set a flag: *flag = true. */
bool options_flag(bool *flag);

/* Append a command's help text. */
void options_help(const struct command *command, const char *called, struct buffer *buffer);

#endif
