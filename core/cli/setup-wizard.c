/* setup-wizard.c: twatfs setup on a terminal, as a guide.
 *
 * SPDX-License-Identifier: MIT
 *
 * It asks what is wanted, which provider shall do it, and how twatfs shall use that one; tells what
 * has to be set; and offers to write the choice into the configuration.  It never asks for a
 * secret: those belong into the environment, and nothing that it writes is one.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/json.h"
#include "base/log.h"
#include "cli/columns.h"
#include "cli/config-edit.h"
#include "cli/manifest-view.h"
#include "cli/output.h"
#include "cli/setup.h"

/* What somebody may want; which provider is for it follows from what its manifest needs. */
enum wish {
    WISH_PUBLIC,  /* a host that is there, and asks for nothing */
    WISH_ACCOUNT, /* a host that is there, and wants to know who it is */
    WISH_OWN,     /* no host is there until the user names one */
    WISH_COUNT,
};
static const char *const wishes[WISH_COUNT] = {
    [WISH_PUBLIC] = "A link from a public host, without an account",
    [WISH_ACCOUNT] = "A link from a public host where I have an account",
    [WISH_OWN] = "A link from a server, a bucket or a folder of my own",
};

struct wizard {
    struct client *client;
    size_t width;
};

/* ---- Asking ---- */

static void say(const struct buffer *text)
{
    (void)output_text(text);
}

static void say_line(const char *line)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    buffer_puts(&text, line);
    buffer_puts(&text, "\n");
    say(&text);
}

/* The answer without blanks around it; false at the end of the input, and for "q". */
static bool ask(const char *question, char *answer, size_t size)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    CLEANUP_FREE char *line = NULL;
    size_t capacity = 0, from;
    ssize_t length;

    buffer_puts(&text, question);
    say(&text);
    length = getline(&line, &capacity, stdin);
    if (length < 0) {
        say_line("");
        return false;
    }
    from = strspn(line, " \t\r\n");
    while ((size_t)length > from && strchr(" \t\r\n", line[length - 1]) != NULL)
        line[--length] = '\0';
    text_copy(answer, size, line + from);
    return strcmp(answer, "q") != 0;
}

/* A number from 1 to most; nothing at all is otherwise (0: it must be said). */
static bool ask_number(const char *question, size_t most, size_t otherwise, size_t *number)
{
    char range[32], text[128], answer[16];
    uint64_t value;

    snprintf(range, sizeof range, most > 1 ? "1-%zu" : "%zu", most);
    if (otherwise > 0)
        snprintf(text, sizeof text, "%s [%s, Enter for %zu, q to quit]: ", question, range,
                 otherwise);
    else
        snprintf(text, sizeof text, "%s [%s, q to quit]: ", question, range);
    while (ask(text, answer, sizeof answer)) {
        *number = otherwise;
        if (answer[0] == '\0' && otherwise > 0)
            return true;
        if (text_number(answer, 1, most, &value)) {
            *number = (size_t)value;
            return true;
        }
        say_line("That is none of them.");
    }
    return false;
}

/* ---- Providers ---- */

static enum wish wish_of(const struct json *manifest)
{
    if (json_get_text(json_get(manifest, "endpoint"), "default") == NULL)
        return WISH_OWN;
    return json_count(json_get(json_get(manifest, "env"), "any_of")) > 0 ? WISH_ACCOUNT
                                                                         : WISH_PUBLIC;
}

/* Whether the provider can be chosen, and what for. */
static bool is_for(const struct wizard *wizard, size_t index, enum wish wish)
{
    struct twatfs_context *context = wizard->client->context;
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);
    int32_t state = twatfs_provider_state(context, index);

    return manifest != NULL && wish_of(manifest) == wish &&
           (state == TWATFS_PROVIDER_READY || state == TWATFS_PROVIDER_NEEDS_CONFIGURATION);
}

static size_t count_for(const struct wizard *wizard, enum wish wish)
{
    size_t count = 0;

    for (size_t i = 0; i < twatfs_provider_count(wizard->client->context); i++)
        count += is_for(wizard, i, wish);
    return count;
}

static void put_choice(const struct wizard *wizard, struct buffer *text, size_t number,
                       size_t index)
{
    struct twatfs_context *context = wizard->client->context;
    CLEANUP_JSON struct json *manifest = manifest_of(context, index);
    const char *description = json_get_text(manifest, "description");
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    buffer_printf(text, "  %2zu) ", number);
    buffer_padded(text, twatfs_provider_name(context, index), 13);
    buffer_printf(&line, "%s%s", description != NULL ? description : "",
                  twatfs_provider_state(context, index) == TWATFS_PROVIDER_READY
                      ? ""
                      : " (something has to be set first)");
    buffer_wrapped(text, line.data != NULL ? line.data : "", 19, wizard->width);
}

/* The index of the one that is chosen. */
static bool choose_provider(const struct wizard *wizard, enum wish wish, size_t *index)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    size_t number = 0, choice;

    for (size_t i = 0; i < twatfs_provider_count(wizard->client->context); i++)
        if (is_for(wizard, i, wish))
            put_choice(wizard, &text, ++number, i);
    say(&text);
    if (!ask_number("Which one?", number, 0, &choice))
        return false;
    for (*index = 0;; ++*index)
        if (is_for(wizard, *index, wish) && --choice == 0)
            return true;
}

static bool choose_wish(const struct wizard *wizard, enum wish *wish)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    enum wish offered[WISH_COUNT];
    size_t count = 0, choice;

    for (enum wish each = 0; each < WISH_COUNT; each++) {
        size_t providers = count_for(wizard, each);

        if (providers == 0)
            continue;
        offered[count++] = each;
        buffer_printf(&text, "  %zu) %s (%zu %s)\n", count, wishes[each], providers,
                      providers == 1 ? "provider" : "providers");
    }
    if (count == 0) {
        log_error("no provider was found that could be set up");
        return false;
    }
    say(&text);
    if (!ask_number("What do you want?", count, 0, &choice))
        return false;
    *wish = offered[choice - 1];
    return true;
}

/* ---- What has to be set ---- */

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && *value != '\0';
}

static void tell_variables(const struct wizard *wizard, size_t index)
{
    CLEANUP_JSON struct json *manifest = manifest_of(wizard->client->context, index);
    const struct json *sets = json_get(json_get(manifest, "env"), "any_of");
    const char *endpoint = json_get_text(json_get(manifest, "endpoint"), "env");
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

    buffer_puts(&text,
                "\nPut this into your shell's start-up file, such as ~/.profile, with your "
                "values, and\nkeep that file to yourself; then run \"twatfs setup\" again:\n");
    for (size_t i = 0; i < json_count(sets); i++) {
        const struct json *set = json_at(sets, i);

        if (i > 0)
            buffer_puts(&text, "or\n");
        for (size_t k = 0; k < json_count(set); k++)
            if (!is_set(json_text(json_at(set, k))))
                buffer_printf(&text, "  export %s='...'\n", json_text(json_at(set, k)));
    }
    /* Without any of them it is the endpoint that is missing. */
    if (json_count(sets) == 0 && endpoint != NULL)
        buffer_printf(&text, "  export %s='...'\n", endpoint);
    say(&text);
}

/* ---- The configuration ---- */

/* Where the choice would be written; NULL without. */
static char *config_path(const struct wizard *wizard)
{
    const char *variable = getenv("TWATFS_CONFIG");
    char *path = NULL;

    if (wizard->client->config != NULL)
        return strdup(wizard->client->config);
    if (variable != NULL && *variable != '\0')
        return strdup(variable);
    return config_user_file(&path) ? path : NULL;
}

struct old_order {
    struct string_list names;
    bool failed;
};

static bool take_order(void *data, const char *section, const char *key, const char *value,
                       UNUSED unsigned long line, UNUSED struct error *error)
{
    struct old_order *order = data;

    if (*section != '\0' || strcmp(key, "order") != 0)
        return true;
    string_list_free(&order->names); /* the last one counts */
    order->failed |= !string_list_split(&order->names, value, ",[]'\" \t");
    return true;
}

/* The provider before those of the file's order. */
static bool first_of_order(const struct config_edit *edit, const char *name, struct buffer *value,
                           struct error *error)
{
    struct old_order order = {.names = STRING_LIST_INIT};
    bool done = config_read_text(edit->path, edit->before.data, edit->before.length, take_order,
                                 &order, error);

    buffer_puts(value, name);
    for (size_t i = 0; i < order.names.count; i++)
        if (strcmp(order.names.items[i], name) != 0)
            buffer_printf(value, ", %s", order.names.items[i]);
    string_list_free(&order.names);
    if (done && (order.failed || value->failed))
        return error_memory(error);
    return done;
}

static bool confirm(const struct config_edit *edit)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    char answer[16];

    buffer_puts(&text, "\nIn ");
    buffer_printable(&text, edit->path, strlen(edit->path), 0);
    buffer_printf(&text, "\n%s", edit->changes.data);
    say(&text);
    return ask("Write that? [y/N]: ", answer, sizeof answer) &&
           (strcmp(answer, "y") == 0 || strcmp(answer, "yes") == 0);
}

/* Have the setting written, if that is wanted; the other of the two would contradict it. */
static bool write_choice(const struct wizard *wizard, const char *name, bool alone,
                         struct error *error)
{
    const char *key = alone ? "provider" : "order",
               *variable = alone ? "TWATFS_PROVIDER" : "TWATFS_ORDER";
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;
    CLEANUP_FREE char *path = config_path(wizard);
    CLEANUP_BUFFER struct buffer value = BUFFER_INIT;

    if (path == NULL)
        return error_set(error, "no place for a configuration: set HOME or XDG_CONFIG_HOME");
    if (!config_edit_open(&edit, path, error))
        return false;
    if (alone)
        buffer_puts(&value, name);
    else if (!first_of_order(&edit, name, &value, error))
        return false;
    if (value.failed)
        return error_memory(error);
    if (!config_edit_set(&edit, key, value.data, alone ? "order" : "provider", error))
        return false;
    if (!confirm(&edit)) {
        say_line("Nothing was written.");
        return true;
    }
    if (!config_edit_write(&edit, error))
        return false;
    say_line("Written. Try it: twatfs upload FILE");
    if (is_set(variable) || is_set("TWATFS_PROVIDER"))
        log_warning("%s is set, and counts instead of the configuration",
                    is_set("TWATFS_PROVIDER") ? "TWATFS_PROVIDER" : variable);
    return true;
}

static int configure(const struct wizard *wizard, const char *name)
{
    struct error error = ERROR_INIT;
    size_t choice;

    say_line("\n  1) Before all others, which follow where it fails\n"
             "  2) Alone: a file never goes anywhere else\n"
             "  3) As it is: with \"-p NAME\" where it is wanted");
    if (!ask_number("How shall twatfs use it?", 3, 3, &choice) || choice == 3) {
        say_line("Nothing was written.");
        return EXIT_CODE_OK;
    }
    if (write_choice(wizard, name, choice == 2, &error))
        return EXIT_CODE_OK;
    log_error("%s", error.text);
    return EXIT_CODE_SOME_FAILED;
}

/* ---- All of it ---- */

bool setup_wizard_possible(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

int setup_wizard(struct client *client)
{
    struct wizard wizard = {.client = client, .width = columns_of_terminal(STDOUT_FILENO)};
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    enum wish wish;
    size_t index;

    if (!choose_wish(&wizard, &wish) || !choose_provider(&wizard, wish, &index)) {
        say_line("Nothing was written.");
        return EXIT_CODE_NO_PROVIDER;
    }
    buffer_puts(&text, "\n");
    setup_provider_text(&text, client->context, index, wizard.width);
    say(&text);
    if (twatfs_provider_state(client->context, index) == TWATFS_PROVIDER_READY)
        return configure(&wizard, twatfs_provider_name(client->context, index));
    tell_variables(&wizard, index);
    return EXIT_CODE_NO_PROVIDER;
}
