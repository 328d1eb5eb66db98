/* options.c: a command's options as one table: parsed from it, explained from it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/options.h"

#include <getopt.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/columns.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "base/suggest.h"

#define MOST_OPTIONS 64
#define LONG_BASE    256 /* getopt's value of table row 0: above any letter */
#define HELP_WIDTH   79
#define HELP_COLUMN  29

/* A command's table in getopt's form. */
struct getopt_tables {
    struct option rows[MOST_OPTIONS + 1];
    char letters[2 * MOST_OPTIONS + 2];
    int count;
};

/* "[ID]" may be left out; a short option has no such value. */
static bool may_lack_value(const struct option_spec *option)
{
    return option->argument != NULL && option->argument[0] == '[';
}

static void translate(const struct option_spec *options, struct getopt_tables *tables)
{
    char *letter = tables->letters;

    *letter++ = ':'; /* a missing value is told apart from an unknown option */
    for (tables->count = 0; options[tables->count].name != NULL && tables->count < MOST_OPTIONS;
         tables->count++) {
        const struct option_spec *option = &options[tables->count];

        tables->rows[tables->count] = (struct option){
            .name = option->name,
            .has_arg = may_lack_value(option)     ? optional_argument
                       : option->argument != NULL ? required_argument
                                                  : no_argument,
            .val = LONG_BASE + tables->count,
        };
        if (option->letter == '\0')
            continue;
        *letter++ = option->letter;
        if (option->argument != NULL)
            *letter++ = ':';
    }
    *letter = '\0';
    tables->rows[tables->count] = (struct option){0};
}

static const struct option_spec *find(const struct option_spec *options, int value, int count)
{
    if (value >= LONG_BASE && value < LONG_BASE + count)
        return &options[value - LONG_BASE];
    for (; options->name != NULL; options++)
        if (options->letter != '\0' && options->letter == value)
            return options;
    return NULL;
}

/* How many long names begin with the length bytes at typed. */
static int count_matches(const struct option_spec *options, const char *typed, size_t length)
{
    int matches = 0;

    for (; options->name != NULL; options++)
        matches += strncmp(options->name, typed, length) == 0;
    return matches;
}

static void unknown_long(const struct option_spec *options, const char *argument,
                         struct error *error)
{
    CLEANUP_FREE char *typed = strndup(argument + 2, strcspn(argument + 2, "="));
    struct suggestion suggestion = SUGGESTION_INIT(typed);

    if (typed == NULL) {
        error_memory(error);
        return;
    }
    for (const struct option_spec *option = options; option->name != NULL; option++)
        suggestion_consider(&suggestion, option->name);
    if (count_matches(options, typed, strlen(typed)) > 1)
        error_set(error, "--%s: ambiguous: several options begin so", typed);
    else if (suggestion.best != NULL)
        error_set(error, "--%s: unknown option; did you mean \"--%s\"?", typed, suggestion.best);
    else
        error_set(error, "--%s: unknown option", typed);
}

static enum options_result refuse(const struct command *command, const char *called,
                                  const struct option_spec *option, int value, char **argv,
                                  struct error *error)
{
    if (option != NULL && value == ':')
        error_set(error, "%s: needs a value: %s", argv[optind - 1], option->argument);
    else if (option != NULL)
        error_set(error, "--%s: takes no value", option->name);
    else if (optopt != 0)
        error_set(error, "-%c: unknown option", optopt);
    else
        unknown_long(command->options, argv[optind - 1], error);
    options_see_help(error, called);
    return OPTIONS_FAILED;
}

enum options_result options_parse(const struct command *command, const char *called, int argc,
                                  char **argv, option_handler *handler, void *data, int *first,
                                  struct error *error)
{
    struct getopt_tables tables;
    int value;

    translate(command->options, &tables);
    opterr = 0;
    optind = 0; /* glibc: begin anew, whatever was parsed before */
    while ((value = getopt_long(argc, argv, tables.letters, tables.rows, NULL)) != -1) {
        bool bad = value == '?' || value == ':';
        const struct option_spec *option =
            find(command->options, bad ? optopt : value, tables.count);

        if (bad)
            return refuse(command, called, option, value, argv, error);
        if (option->id == OPTION_HELP)
            return OPTIONS_HELP_WANTED;
        if (!handler(data, option, option->argument != NULL ? optarg : NULL, error))
            return OPTIONS_FAILED;
    }
    *first = optind;
    return OPTIONS_PARSED;
}

bool options_accept(const struct command *command, const char *called, int argc, char **argv,
                    option_handler *handler, void *data, int *first, int *exit_code)
{
    CLEANUP_BUFFER struct buffer help = BUFFER_INIT;
    struct error error = ERROR_INIT;

    *exit_code = EXIT_CODE_OK;
    switch (options_parse(command, called, argc, argv, handler, data, first, &error)) {
    case OPTIONS_PARSED:
        return true;
    case OPTIONS_HELP_WANTED:
        options_help(command, called, &help);
        *exit_code = output_text(&help);
        return false;
    case OPTIONS_FAILED:
        break;
    }
    log_error("%s", error.text);
    *exit_code = EXIT_CODE_USAGE;
    return false;
}

void options_see_help(struct error *error, const char *called)
{
    CLEANUP_FREE char *before = strdup(error->text);
    size_t length = before != NULL ? strlen(before) : 0;
    bool question = length > 0 && before[length - 1] == '?';

    if (before != NULL)
        error_set(error, "%s%s see '%s --help'", before, question ? "" : ";", called);
}

bool options_flag(bool *flag)
{
    *flag = true;
    return true;
}

/* ---- Help ---- */

static void help_option(const struct option_spec *option, struct buffer *buffer)
{
    size_t start = buffer->length;

    if (option->letter != '\0')
        buffer_printf(buffer, "  -%c, --%s", option->letter, option->name);
    else
        buffer_printf(buffer, "      --%s", option->name);
    if (may_lack_value(option))
        buffer_printf(buffer, "[=%s", option->argument + 1);
    else if (option->argument != NULL)
        buffer_printf(buffer, "=%s", option->argument);
    if (buffer->length - start + 2 > HELP_COLUMN)
        buffer_puts(buffer, "\n");
    else
        buffer_printf(buffer, "%*s", (int)(HELP_COLUMN - (buffer->length - start)), "");
    if (buffer->length > 0 && !buffer->failed && buffer->data[buffer->length - 1] == '\n')
        buffer_printf(buffer, "%*s", HELP_COLUMN, "");
    buffer_wrapped(buffer, option->help, HELP_COLUMN, HELP_WIDTH);
}

void options_help(const struct command *command, const char *called, struct buffer *buffer)
{
    buffer_printf(buffer, "Usage: %s%s%s\n\n", called, command->arguments[0] != '\0' ? " " : "",
                  command->arguments);
    buffer_wrapped(buffer, command->details != NULL ? command->details : command->summary, 0,
                   HELP_WIDTH);
    for (const struct option_spec *option = command->options; option->name != NULL; option++) {
        if (option->group != NULL)
            buffer_printf(buffer, "\n%s:\n", option->group);
        else if (option == command->options)
            buffer_puts(buffer, "\nOptions:\n");
        help_option(option, buffer);
    }
}
