/* upload-options.c: what a command line asks of `twatfs upload`.
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/upload-options.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "cli/qr.h"
#include "cli/report.h"

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
    OPTION_COPY,
    OPTION_QR,
    OPTION_DRY_RUN,
    OPTION_FROM_FILE,
    OPTION_NULL,
    OPTION_RECURSIVE,
    OPTION_INCLUDE,
    OPTION_EXCLUDE,
    OPTION_UNORDERED,
    OPTION_FAIL_FAST,
    OPTION_SMALLER_FIRST,
    OPTION_FIRST,
    OPTION_NICE,
    OPTION_IONICE,
    OPTION_CPUS,
    OPTION_REPORT,
    OPTION_PROGRESS,
    OPTION_RESUME,
};

const struct option_spec upload_options[] = {
    {OPTION_SETTING, "provider", 'p', "NAMES",
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
    {OPTION_NAME, "name", '\0', "FILENAME",
     "Call the file FILENAME; standard input is called \"stdin\" otherwise.", NULL},
    {OPTION_CONTENT_TYPE, "content-type", '\0', "TYPE",
     "The MIME type, told from the name otherwise.", NULL},

    {OPTION_FROM_FILE, "from-file", '\0', "LIST",
     "Upload the files whose names are in LIST, one a line, as well; \"-\" is standard input.",
     "Many files"},
    {OPTION_NULL, "null", '0', NULL, "The names in LIST end in NUL, not in a line break.", NULL},
    {OPTION_RECURSIVE, "recursive", 'r', "DIR",
     "Upload all files below DIR as well. May be given several times.", NULL},
    {OPTION_INCLUDE, "include", '\0', "GLOB",
     "Of LIST and DIR upload the files that match, and unless --exclude came first no others. "
     "The last --include or --exclude that matches decides.",
     NULL},
    {OPTION_EXCLUDE, "exclude", '\0', "GLOB",
     "Leave out the files that match; with a slash at its end, folders.", NULL},
    {OPTION_SETTING, "jobs", 'j', "N",
     "How many files at once, or auto (default): as many as each host takes well, at most 32.",
     NULL},
    {OPTION_UNORDERED, "unordered", '\0', NULL, "Print each link when it is there.", NULL},
    {OPTION_FAIL_FAST, "fail-fast", '\0', NULL, "Begin no other file once one has failed.", NULL},
    {OPTION_SMALLER_FIRST, "smaller-first", '\0', NULL,
     "Of the files that wait, some hundreds, begin the smallest.", NULL},
    {OPTION_FIRST, "first", '\0', "GLOB",
     "Of the files that wait, begin those that match. May be given several times, and then holds "
     "in "
     "that order.",
     NULL},
    {OPTION_SETTING, "max-memory", '\0', "SIZE",
     "About how much memory files under way may take (default 256M).", NULL},
    {OPTION_SETTING, "limit-rate", '\0', "RATE",
     "Bytes a second, such as 500K, of all connections together.", NULL},
    {OPTION_NICE, "nice", '\0', "N", "Run with this niceness, -20 to 19.", NULL},
    {OPTION_IONICE, "ionice", '\0', "CLASS",
     "Read files as idle, best-effort or realtime, perhaps with a level such as best-effort:7.",
     NULL},
    {OPTION_CPUS, "cpus", '\0', "CPUS", "Run on these processors only, such as 0-3,6.", NULL},
    {OPTION_REPORT, "report", '\0', "FILE",
     "Write a record of each file to FILE as well: .json (one a line) or .csv.", NULL},
    {OPTION_RESUME, "resume", '\0', "[ID]",
     "Go on with the last run of the same files and options that did not finish, or with that of "
     "'twatfs history --unfinished' with this number: what was uploaded is not sent again.",
     NULL},

    {OPTION_SETTING, "check", '\0', "CHECK",
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

    {OPTION_NO_MEMORY, "no-memory", '\0', NULL, "Remember nothing of this, and look up nothing.",
     "Memory"},
    {OPTION_REUSE, "reuse", '\0', NULL,
     "Where an earlier link still serves the same bytes, print that and upload nothing.", NULL},
    {OPTION_SETTING, "cache", '\0', "ENGINE",
     "Where links are kept for that: sqlite (default), memory, none, redis://HOST:PORT/N.", NULL},
    {OPTION_IGNORE_HEALTH, "ignore-health", '\0', NULL,
     "Try providers that keep failing in their turn all the same.", NULL},

    {OPTION_JSON, "json", '\0', NULL, "Print one JSON record a line instead of links.", "Output"},
    {OPTION_SHOW_TOKEN, "show-token", '\0', NULL,
     "Show the token that deletes the file, a secret: in the JSON record, else on standard "
     "error.",
     NULL},
    {OPTION_COPY, "copy", '\0', NULL,
     "Copy the links to the clipboard as well, one a line: by wl-copy, xclip or the terminal.",
     NULL},
    {OPTION_QR, "qr", '\0', NULL,
     "Show each link as a QR code as well, on standard error, which has to be a terminal.", NULL},
    {OPTION_DRY_RUN, "dry-run", '\0', NULL,
     "Upload nothing; print the plan on standard output instead: who would be tried, who is "
     "passed over and why.",
     NULL},
    {OPTION_VERBOSE, "verbose", 'v', NULL, "Tell what is done; twice (-vv): in detail.", NULL},
    {OPTION_QUIET, "quiet", 'q', NULL, "Tell of failures only, and show no progress.", NULL},
    {OPTION_PROGRESS, "progress", '\0', "FORM",
     "bar (default; on a terminal only), json (events on standard error, one a line) or none.",
     NULL},
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
    if (!utf8_valid(value, strlen(value)))
        return error_set(error, "--remote-path: is no UTF-8");
    return text_is_plain(value) || error_set(error, "--remote-path: holds a control character");
}

static bool read_resume(const char *value, struct upload_request *request, struct error *error)
{
    uint64_t number = 0;

    if (value != NULL && !text_number(value, 1, INT64_MAX, &number))
        return error_set(error, "--resume: \"%s\": not the number of a batch", value);
    request->resume = true;
    request->resume_id = (int64_t)number;
    return true;
}

static bool read_progress(const char *value, enum progress_form *form, struct error *error)
{
    static const char *const names[] = {
        [PROGRESS_BAR] = "bar", [PROGRESS_JSON] = "json", [PROGRESS_NONE] = "none"};

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        if (strcmp(value, names[i]) == 0) {
            *form = (enum progress_form)i;
            return true;
        }
    }
    return error_set(error, "--progress: \"%s\": not one of bar, json, none", value);
}

/* Those that are about many files. */
static bool many_option(struct upload_request *request, const struct option_spec *option,
                        const char *value, struct error *error)
{
    switch (option->id) {
    case OPTION_FROM_FILE:
        return take_text(&request->list, option->name, value, error);
    case OPTION_NULL:
        return options_flag(&request->nul);
    case OPTION_RECURSIVE:
        if (*value == '\0')
            return error_set(error, "--recursive: an empty value");
        return string_list_add(&request->folders, value) || error_memory(error);
    case OPTION_INCLUDE:
    case OPTION_EXCLUDE:
        return filter_add(&request->filter, value, option->id == OPTION_INCLUDE) ||
               error_memory(error);
    case OPTION_UNORDERED:
        return options_flag(&request->unordered);
    case OPTION_FAIL_FAST:
        return options_flag(&request->fail_fast);
    case OPTION_SMALLER_FIRST:
        return options_flag(&request->smaller_first);
    case OPTION_FIRST:
        if (*value == '\0')
            return error_set(error, "--first: an empty value");
        return string_list_add(&request->first, value) || error_memory(error);
    case OPTION_NICE:
        return take_text(&request->nice, option->name, value, error);
    case OPTION_IONICE:
        return take_text(&request->ionice, option->name, value, error);
    case OPTION_CPUS:
        return take_text(&request->cpus, option->name, value, error);
    case OPTION_REPORT:
        return take_text(&request->report, option->name, value, error) &&
               report_check(value, error);
    case OPTION_RESUME:
        return read_resume(value, request, error);
    case OPTION_PROGRESS:
        return read_progress(value, &request->progress, error);
    default:
        return client_option(request->client, option, value, error);
    }
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
    case OPTION_COPY:
        return options_flag(&request->copy);
    case OPTION_QR:
        return options_flag(&request->qr);
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
        return many_option(request, option, value, error);
    }
}

void upload_request_free(struct upload_request *request)
{
    string_list_free(&request->folders);
    string_list_free(&request->first);
    filter_free(&request->filter);
}

enum progress_form upload_progress(const struct upload_request *request)
{
    const char *setting = twatfs_setting(request->client->context, "progress");

    if (request->dry_run)
        return PROGRESS_NONE;
    if (request->progress == PROGRESS_BAR && (strcmp(setting, "yes") != 0 || request->quiet))
        return PROGRESS_NONE;
    return request->progress;
}

int32_t upload_request_priority(const struct upload_request *request, const char *path)
{
    for (size_t i = 0; i < request->first.count; i++)
        if (filter_matches(request->first.items[i], path))
            return (int32_t)(request->first.count - i);
    return 0;
}

bool upload_request_many(const struct upload_request *request)
{
    return request->file_count != 1 || request->list != NULL || request->folders.count > 0 ||
           request->resume;
}

/* What asks for a list or a folder to be there. */
static bool check_sources(const struct upload_request *request, struct error *error)
{
    bool sources = request->list != NULL || request->folders.count > 0;

    if (request->nul && request->list == NULL)
        return error_set(error, "--null: needs --from-file");
    if (request->filter.count > 0 && !sources)
        return error_set(error, "--include, --exclude: need --from-file or --recursive");
    if (request->name != NULL && sources)
        return error_set(error, "--name: one name cannot serve many files");
    if (request->remote_path != NULL && sources &&
        request->remote_path[strlen(request->remote_path) - 1] != '/')
        return error_set(error, "--remote-path: %s: for many files it must end in a slash",
                         request->remote_path);
    return true;
}

bool upload_request_check(const struct upload_request *request, const char *called,
                          struct error *error)
{
    size_t streams = request->list != NULL && strcmp(request->list, "-") == 0;

    if (request->file_count == 0 && request->list == NULL && request->folders.count == 0) {
        error_set(error, "no file given");
        options_see_help(error, called);
        return false;
    }
    for (size_t i = 0; i < request->file_count; i++)
        streams += strcmp(request->files[i], "-") == 0;
    if (streams > 1)
        return error_set(error, request->list != NULL && strcmp(request->list, "-") == 0
                                    ? "-: standard input is the list of names already"
                                    : "-: standard input can be uploaded only once");
    if (!check_sources(request, error))
        return false;
    if (request->name != NULL && request->file_count > 1)
        return error_set(error, "--name: one name cannot serve %zu files", request->file_count);
    if (request->remote_path != NULL && request->file_count > 1 &&
        request->remote_path[strlen(request->remote_path) - 1] != '/')
        return error_set(error, "--remote-path: %s: for %zu files it must end in a slash",
                         request->remote_path, request->file_count);
    if (request->quiet && request->verbosity > 0)
        return error_set(error, "--quiet: contradicts --verbose");
    if (request->dry_run && (request->copy || request->qr))
        return error_set(error, "--dry-run: contradicts --%s: there will be no link",
                         request->copy ? "copy" : "qr");
    if (request->qr && !qr_is_built_in())
        return error_set(error, "--qr: this twatfs was built without libqrencode");
    if (request->resume && request->dry_run)
        return error_set(error, "--resume: contradicts --dry-run");
    if (request->force && request->unique)
        return error_set(error, "--force: contradicts --unique: a name that nothing else has "
                                "replaces nothing");
    return true;
}
