/* upload-options.c: what a command line asks of `twatfs upload`.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/upload-options.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"

enum {
    OPTION_FRAGILE = OPTION_OWN,
    OPTION_UNIQUE,
    OPTION_FORCE,
    OPTION_ONCE,
    OPTION_REMOTE_PATH,
    OPTION_EXPIRE,
    OPTION_NAME,
    OPTION_CONTENT_TYPE,
    OPTION_SHOW_TOKEN,
    OPTION_DRY_RUN,
};

const struct option_spec upload_options[] = {
    {OPTION_SETTING, "provider", 'p', "LIST",
     "Try only these providers, in this order, separated by commas.", "Where to"},
    {OPTION_FRAGILE, "fragile", '\0', NULL,
     "Use one provider, the first that can take the file, and never another.", NULL},
    {OPTION_PROVIDER_OPTION, "option", 'o', "NAME.KEY=VALUE",
     "Set an option of provider NAME; 'twatfs providers info NAME' lists them. May be given "
     "several times.",
     NULL},
    {OPTION_REMOTE_PATH, "remote-path", '\0', "PATH", "Where the file is put at the provider.",
     NULL},
    {OPTION_UNIQUE, "unique", '\0', NULL, "Ask for a name that nothing else has.", NULL},
    {OPTION_FORCE, "force", '\0', NULL, "Replace what is there.", NULL},
    {OPTION_EXPIRE, "expire", '\0', "DURATION", "Have the file deleted after, say, 24h or 7d.",
     NULL},
    {OPTION_ONCE, "once", '\0', NULL, "Have the link die with its first download.", NULL},
    {OPTION_NAME, "name", '\0', "NAME",
     "Call the file NAME; standard input is called \"stdin\" otherwise.", NULL},
    {OPTION_CONTENT_TYPE, "content-type", '\0', "TYPE",
     "The MIME type, told from the name otherwise.", NULL},

    {OPTION_SETTING, "check", '\0', "HOW",
     "How the link is proven: auto (default: a digest that the server computed, else as full), "
     "full (download and compare), head (it answers with the right length), none.",
     "Proof and patience"},
    {OPTION_NO_CHECK, "no-check", '\0', NULL, "The same as --check=none.", NULL},
    {OPTION_SETTING, "retries", '\0', "N",
     "Further attempts with one provider after a temporary failure (default 2).", NULL},
    {OPTION_SETTING, "retry-for", '\0', "DURATION",
     "Begin no attempt later than this after a provider's first (default 2m).", NULL},
    {OPTION_SETTING, "retry-delay", '\0', "DURATION",
     "The longest wait before the first retry (default 1s); it doubles with each.", NULL},
    {OPTION_SETTING, "timeout", '\0', "DURATION",
     "The longest that one file may take, all in all (default 0: no limit).", NULL},

    {OPTION_JSON, "json", '\0', NULL, "Print one JSON record a line instead of links.", "Output"},
    {OPTION_SHOW_TOKEN, "show-token", '\0', NULL,
     "Show the token that deletes the file, a secret: in the JSON record, else on standard "
     "error.",
     NULL},
    {OPTION_DRY_RUN, "dry-run", '\0', NULL,
     "Upload nothing; print the plan on standard output instead: who would be tried, who is "
     "passed over and why.",
     NULL},
    {OPTION_VERBOSE, "verbose", 'v', NULL, "Tell what is done; twice (-vv): in detail.", NULL},
    {OPTION_QUIET, "quiet", 'q', NULL, "Tell of failures only, and show no progress.", NULL},
    {OPTION_NO_PROGRESS, "no-progress", '\0', NULL, "Show no progress bar.", NULL},

    OPTIONS_COMMON,
    OPTIONS_END,
};

static bool read_expiry(const char *value, int64_t *seconds, struct error *error)
{
    uint64_t duration_ns;

    if (!text_duration(value, &duration_ns))
        return error_set(error, "--expire: \"%s\": not a duration such as 30m, 24h or 7d", value);
    *seconds = (int64_t)(duration_ns / NANOSECONDS_PER_SECOND);
    if (duration_ns % NANOSECONDS_PER_SECOND != 0)
        return error_set(error, "--expire: \"%s\": not a whole number of seconds", value);
    return *seconds > 0 || error_set(error, "--expire: \"%s\": at least 1s", value);
}

static bool take_text(const char **target, const char *name, const char *value, struct error *error)
{
    *target = value;
    return *value != '\0' || error_set(error, "--%s: an empty value", name);
}

/* A path that goes to a host. */
static bool is_plain(const char *value, struct error *error)
{
    for (const char *at = value; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return error_set(error, "--remote-path: holds a control character");
    return utf8_valid(value, strlen(value)) || error_set(error, "--remote-path: is no UTF-8");
}

bool upload_option(void *data, const struct option_spec *option, const char *value,
                   struct error *error)
{
    struct upload_request *request = data;

    switch (option->id) {
    case OPTION_FRAGILE:
        return options_flag(&request->fragile);
    case OPTION_UNIQUE:
        return options_flag(&request->unique);
    case OPTION_FORCE:
        return options_flag(&request->force);
    case OPTION_ONCE:
        return options_flag(&request->once);
    case OPTION_JSON:
        return options_flag(&request->json);
    case OPTION_SHOW_TOKEN:
        return options_flag(&request->show_token);
    case OPTION_DRY_RUN:
        return options_flag(&request->dry_run);
    case OPTION_QUIET:
        return options_flag(&request->quiet);
    case OPTION_VERBOSE:
        request->verbosity++;
        return true;
    case OPTION_EXPIRE:
        return read_expiry(value, &request->expire_s, error);
    case OPTION_NAME:
        return take_text(&request->name, option->name, value, error);
    case OPTION_REMOTE_PATH:
        return is_plain(value, error) &&
               take_text(&request->remote_path, option->name, value, error);
    case OPTION_CONTENT_TYPE:
        request->content_type = value;
        return text_is_content_type(value) ||
               error_set(error, "--content-type: \"%s\": not of the form TYPE/SUBTYPE", value);
    default:
        return client_option(request->client, option, value, error);
    }
}

bool upload_request_check(const struct upload_request *request, const char *called,
                          struct error *error)
{
    size_t streams = 0;

    if (request->file_count == 0) {
        error_set(error, "no file given");
        options_see_help(error, called);
        return false;
    }
    for (size_t i = 0; i < request->file_count; i++)
        streams += strcmp(request->files[i], "-") == 0;
    if (streams > 1)
        return error_set(error, "-: standard input can be uploaded only once");
    if (request->name != NULL && request->file_count > 1)
        return error_set(error, "--name: one name cannot serve %zu files", request->file_count);
    if (request->remote_path != NULL && request->file_count > 1 &&
        request->remote_path[strlen(request->remote_path) - 1] != '/')
        return error_set(error, "--remote-path: %s: for %zu files it must end in a slash",
                         request->remote_path, request->file_count);
    if (request->quiet && request->verbosity > 0)
        return error_set(error, "--quiet: contradicts --verbose");
    if (request->force && request->unique)
        return error_set(error, "--force: contradicts --unique: a name that nothing else has "
                                "replaces nothing");
    return true;
}
