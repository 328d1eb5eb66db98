/* complete.c: twatfs complete, which the completions of the shells ask.
 *
 * SPDX-License-Identifier: MIT
 *
 * What may come next is told from the tables that the command line is read by, and from the
 * manifests of the providers that are there, so that a shell's completion knows nothing that
 * could be wrong.
 */
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/commands.h"
#include "cli/manifest-view.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/values.h"

struct completion {
    const struct command *command;
    const char *typed; /* the word that is completed, as far as it is there */
    size_t kept;       /* bytes of it that stay whatever follows, such as "--check=" */
    struct client client;
    bool opened; /* the client has looked for providers */
    struct buffer text;
};

/* ---- Offers ---- */

/* WORD<TAB>DESCRIPTION, where the word goes on from what was typed.  Of a description the
 * first sentence is told. */
static void offer(struct completion *completion, const char *word, const char *suffix,
                  const char *description)
{
    const char *dot = strstr(description, ". ");
    size_t length = dot != NULL ? (size_t)(dot - description) : strlen(description);

    if (!text_starts_with(word, completion->typed + completion->kept))
        return;
    buffer_printable(&completion->text, completion->typed, completion->kept, 0);
    buffer_printable(&completion->text, word, strlen(word), 0);
    buffer_printf(&completion->text, "%s\t", suffix);
    if (dot == NULL && length > 0 && description[length - 1] == '.')
        length--;
    buffer_printable(&completion->text, description, length, 0);
    buffer_puts(&completion->text, "\n");
}

/* What the shell knows better. */
static void offer_files(struct completion *completion, const char *what)
{
    buffer_printf(&completion->text, "\t%s\n", what);
}

static void offer_commands(struct completion *completion)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        offer(completion, commands[i]->name, "", commands[i]->summary);
}

static void offer_words(struct completion *completion, const char *words)
{
    CLEANUP_STRING_LIST struct string_list list = STRING_LIST_INIT;

    if (!string_list_split(&list, words, " "))
        completion->text.failed = true;
    for (size_t i = 0; i < list.count; i++)
        offer(completion, list.items[i], "", "");
}

/* Whether its value may be the next word: "[ID]" stands behind "=" or not at all. */
static bool wants_word(const struct option_spec *option)
{
    return option->argument != NULL && option->argument[0] != '[';
}

static void offer_options(struct completion *completion)
{
    const struct option_spec *option = completion->command->options;

    if (completion->typed[0] == '-' && completion->typed[1] != '-' && completion->typed[1] != '\0')
        return; /* letters in a row */
    for (; option->name != NULL; option++) {
        CLEANUP_FREE char *word = NULL;

        if (asprintf(&word, "--%s", option->name) < 0) {
            word = NULL;
            completion->text.failed = true;
            return;
        }
        offer(completion, word, wants_word(option) ? "=" : "", option->help);
    }
}

/* ---- Providers ---- */

/* A configuration with a mistake is told by the command itself; here it only means that no
 * provider is known. */
static bool open_client(struct completion *completion)
{
    if (!completion->opened && completion->client.context != NULL)
        completion->opened =
            client_open(&completion->client, LOG_LEVEL_ERROR, false) == EXIT_CODE_OK;
    return completion->opened;
}

static bool is_shadowed(const struct completion *completion, size_t index)
{
    return twatfs_provider_state(completion->client.context, index) == TWATFS_PROVIDER_SHADOWED;
}

/* Whether one of the names between commas before the last is this one. */
static bool is_named(const char *names, size_t length, const char *name)
{
    size_t name_length = strlen(name);

    while (length > 0) {
        size_t part = 0;

        while (part < length && names[part] != ',')
            part++;
        if (part == name_length && memcmp(names, name, part) == 0)
            return true;
        part += part < length;
        names += part;
        length -= part;
    }
    return false;
}

static void offer_providers(struct completion *completion, bool several)
{
    const char *names = completion->typed + completion->kept;
    const char *comma = several ? strrchr(names, ',') : NULL;
    size_t before = comma != NULL ? (size_t)(comma - names) + 1 : 0;

    if (!open_client(completion))
        return;
    completion->kept += before;
    for (size_t i = 0; i < twatfs_provider_count(completion->client.context); i++) {
        CLEANUP_JSON struct json *manifest = manifest_of(completion->client.context, i);
        const char *name = twatfs_provider_name(completion->client.context, i);
        const char *description = json_get_text(manifest, "description");

        if (!is_shadowed(completion, i) && !is_named(names, before, name))
            offer(completion, name, "", description != NULL ? description : "");
    }
}

static void offer_options_of(struct completion *completion, const char *provider,
                             const struct json *options)
{
    for (size_t i = 0; i < json_count(options); i++) {
        CLEANUP_FREE char *word = NULL;
        const char *key = "", *description;
        const struct json *option = json_member(options, i, &key);

        description = json_text(option);
        if (description == NULL)
            description = json_get_text(option, "description");
        if (asprintf(&word, "%s.%s", provider, key) < 0) {
            word = NULL;
            completion->text.failed = true;
            return;
        }
        offer(completion, word, "=", description != NULL ? description : "");
    }
}

static void offer_provider_options(struct completion *completion)
{
    if (!open_client(completion))
        return;
    for (size_t i = 0; i < twatfs_provider_count(completion->client.context); i++) {
        CLEANUP_JSON struct json *manifest = manifest_of(completion->client.context, i);

        if (!is_shadowed(completion, i))
            offer_options_of(completion, twatfs_provider_name(completion->client.context, i),
                             json_get(manifest, "options"));
    }
}

/* ---- Values ---- */

static void offer_value(struct completion *completion, const char *name)
{
    const struct value *value = value_find(name);

    switch (value->kind) {
    case VALUE_FREE:
        break;
    case VALUE_FILE:
        offer_files(completion, "files");
        break;
    case VALUE_FOLDER:
        offer_files(completion, "folders");
        break;
    case VALUE_PROVIDER:
    case VALUE_PROVIDERS:
        offer_providers(completion, value->kind == VALUE_PROVIDERS);
        break;
    case VALUE_OPTION:
        offer_provider_options(completion);
        break;
    case VALUE_COMMAND:
        offer_commands(completion);
        break;
    case VALUE_WORD:
        offer_words(completion, value->words);
        break;
    }
}

/* ---- Arguments ---- */

/* One of the ways in which a command's arguments go on, such as "info NAME"; brackets and the
 * dots of repetition do not count, but for the last that is repeated. */
static void offer_argument(struct completion *completion, const char *way,
                           const struct string_list *before)
{
    CLEANUP_STRING_LIST struct string_list tokens = STRING_LIST_INIT;
    const char *next;

    if (!string_list_split(&tokens, way, " [].")) {
        completion->text.failed = true;
        return;
    }
    if (tokens.count == 0 || (before->count >= tokens.count && strstr(way, "...") == NULL))
        return;
    for (size_t i = 0; i < before->count && i < tokens.count; i++)
        if (strspn(tokens.items[i], "abcdefghijklmnopqrstuvwxyz") > 0 &&
            strcmp(tokens.items[i], before->items[i]) != 0)
            return;
    next = tokens.items[before->count < tokens.count ? before->count : tokens.count - 1];
    if (strspn(next, "abcdefghijklmnopqrstuvwxyz") == 0)
        offer_value(completion, next);
    else
        offer(completion, next, "", "");
}

/* before: the arguments that are there already. */
static void offer_arguments(struct completion *completion, const struct string_list *before)
{
    static const char options[] = "[OPTION]...";
    const char *arguments = completion->command->arguments;
    CLEANUP_FREE char *ways = NULL;
    char *rest, *way;

    ways =
        strdup(text_starts_with(arguments, options) ? arguments + sizeof options - 1 : arguments);
    if (ways == NULL) {
        completion->text.failed = true;
        return;
    }
    /* "a | b" are two ways, "URL|ID" is one word. */
    for (rest = ways; rest != NULL;) {
        way = rest;
        rest = strstr(way, " | ");
        if (rest != NULL) {
            *rest = '\0';
            rest += 3;
        }
        offer_argument(completion, way, before);
    }
}

/* ---- The line ---- */

static const struct option_spec *find_long(const struct option_spec *options, const char *name,
                                           size_t length)
{
    const struct option_spec *found = NULL;

    for (; options->name != NULL; options++) {
        if (strncmp(options->name, name, length) != 0)
            continue;
        if (options->name[length] == '\0')
            return options;
        if (found != NULL)
            return NULL; /* two begin so */
        found = options;
    }
    return found;
}

static const struct option_spec *find_letter(const struct option_spec *options, char letter)
{
    for (; options->name != NULL; options++)
        if (options->letter == letter)
            return options;
    return NULL;
}

/* The option of a word that begins with a dash; *value is what follows in the same word, NULL
 * where nothing does. */
static const struct option_spec *find_option(const struct option_spec *options, const char *word,
                                             const char **value)
{
    const struct option_spec *option = NULL;

    *value = NULL;
    if (text_starts_with(word, "--")) {
        size_t length = strcspn(word, "=");

        *value = word[length] == '=' ? word + length + 1 : NULL;
        return find_long(options, word + 2, length - 2);
    }
    for (const char *at = word + 1; *at != '\0'; at++) {
        option = find_letter(options, *at);
        if (option != NULL && option->argument != NULL) {
            *value = at[1] != '\0' ? at + 1 : NULL;
            return option;
        }
    }
    return option;
}

/* Where providers are looked for. */
static void mind(struct completion *completion, const struct option_spec *option, const char *value)
{
    struct error error = ERROR_INIT;

    if ((option->id == OPTION_PLUGIN_DIR || option->id == OPTION_CONFIG) &&
        completion->client.context != NULL)
        (void)client_option(&completion->client, option, value, &error);
}

/* count words after the command's name, the last of which is completed. */
static void complete_line(struct completion *completion, char **words, int count)
{
    CLEANUP_STRING_LIST struct string_list before = STRING_LIST_INIT;
    const struct option_spec *option, *open = NULL; /* open: its value is what is typed */
    bool ended = false;
    const char *value;

    for (int i = 0; i < count - 1; i++) {
        if (ended || words[i][0] != '-' || words[i][1] == '\0') {
            if (!string_list_add(&before, words[i]))
                completion->text.failed = true;
        } else if (strcmp(words[i], "--") == 0) {
            ended = true;
        } else {
            option = find_option(completion->command->options, words[i], &value);
            if (option == NULL || !wants_word(option))
                continue;
            if (value == NULL && i + 1 == count - 1)
                open = option;
            else
                mind(completion, option, value != NULL ? value : words[++i]);
        }
    }
    if (open != NULL) {
        offer_value(completion, open->argument);
    } else if (ended || completion->typed[0] != '-') {
        offer_arguments(completion, &before);
    } else {
        option = find_option(completion->command->options, completion->typed, &value);
        if (value == NULL) {
            offer_options(completion);
        } else if (option != NULL && option->argument != NULL) {
            completion->kept = (size_t)(value - completion->typed);
            offer_value(completion, option->argument);
        }
    }
}

static void complete_words(struct completion *completion, char **words, int count)
{
    const char *slash = strrchr(words[0], '/');
    const char *program = slash != NULL ? slash + 1 : words[0];
    struct error error = ERROR_INIT;
    int command = 1; /* the word that names it */

    completion->typed = words[count - 1];
    if (strcmp(program, "2url") == 0 || strcmp(program, "file2url") == 0) {
        completion->command = &upload_command;
        command = 0;
    } else if (count > 2) {
        completion->command = command_find(words[1], &error);
    }
    if (completion->command != NULL)
        complete_line(completion, words + command + 1, count - command - 1);
    else if (count == 2)
        offer_commands(completion);
}

/* ---- The command ---- */

static const struct option_spec complete_options[] = {OPTIONS_END};

static bool no_option(UNUSED void *data, UNUSED const struct option_spec *option,
                      UNUSED const char *value, UNUSED struct error *error)
{
    return true;
}

static int run_complete(const struct command *command, const char *called, int argc, char **argv)
{
    struct completion completion = {.client = CLIENT_INIT, .text = BUFFER_INIT};
    struct error error = ERROR_INIT;
    int first, exit_code;

    if (!options_accept(command, called, argc, argv, no_option, NULL, &first, &exit_code))
        return exit_code;
    if (argc - first < 2) {
        error_set(&error, "takes a command line, at least two words");
        options_see_help(&error, called);
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (!client_begin(&completion.client))
        return EXIT_CODE_SOME_FAILED;
    complete_words(&completion, argv + first, argc - first);
    exit_code = output_text(&completion.text);
    buffer_free(&completion.text);
    client_end(&completion.client);
    return exit_code;
}

const struct command complete_command = {
    .name = "complete",
    .alias = NULL,
    .arguments = "[OPTION]... -- WORD...",
    .summary = "Tell a shell what may come next in a command line.",
    .details = "Tell what the last WORD of a command line could become, one word a line with a "
               "tab and a description behind it. A line that begins with a tab says that files or "
               "folders are asked for. The completions of bash, zsh and fish call this.",
    .options = complete_options,
    .run = run_complete,
};
