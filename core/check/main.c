/* main.c: the command twatfs-provider-check.
 *
 * SPDX-License-Identifier: MIT
 */
#include <config.h>

#include <fcntl.h>
#include <ftw.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>

#include "base/log.h"
#include "catalogue/gate.h"
#include "check/child.h"
#include "check/rules.h"
#include "check/subject.h"
#include "check/verdict.h"
#include "twatfs/provider.h"

#define PROGRAM "twatfs-provider-check"

enum {
    EXIT_CODE_HOLDS = 0,
    EXIT_CODE_FAULTS = 1,
    EXIT_CODE_USAGE = 2,
    EXIT_CODE_INTERRUPTED = 130
};

#define SECONDS_DEFAULT 60
#define SECONDS_MAX     3600

struct request {
    const char *path;
    struct string_list settings;     /* --set: "NAME=VALUE" */
    struct provider_option *options; /* -o: provider is filled in when the manifest is known */
    size_t option_count;
    unsigned seconds;
    bool tap, verbose;
};

/* ---- The command line ---- */

static const char help[] =
    "Usage: " PROGRAM " [OPTION]... FILE\n"
    "\n"
    "Check a provider module of twatfs: what can be told of the file without running it, and\n"
    "then how it behaves, in processes of its own, with a host on this machine that answers\n"
    "well and badly.\n"
    "\n"
    "  --tap                  Print the Test Anything Protocol.\n"
    "  --set NAME=VALUE       Set a variable that it reads; an empty VALUE unsets it. Those\n"
    "                         that it needs, and those that are secret, are made up otherwise.\n"
    "  -o, --option KEY=VALUE Set an option of the provider.\n"
    "  --timeout SECONDS      For each answer of the host (default: 60).\n"
    "  -v, --verbose          Show what is logged and printed, on standard error.\n"
    "  -h, --help             Show this help.\n"
    "  -V, --version          Show the version.\n"
    "\n"
    "Exit status: 0 all holds, 1 something does not, 2 the command line is wrong, or FILE\n"
    "cannot be read, 130 interrupted.\n";

/* Those without a letter of their own: no character, so that optopt tells "--tap=x" from "-t". */
enum { OPTION_TAP = UCHAR_MAX + 1, OPTION_SET, OPTION_TIMEOUT };

static const struct option long_options[] = {
    {"tap", no_argument, NULL, OPTION_TAP},   {"set", required_argument, NULL, OPTION_SET},
    {"option", required_argument, NULL, 'o'}, {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"verbose", no_argument, NULL, 'v'},      {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},      {NULL, 0, NULL, 0},
};

/* Shown without what follows a "=": it may be a secret. */
static bool usage_error(struct error *error, const char *word, const char *why)
{
    size_t length = strcspn(word, "=");

    return error_set(error, "%.*s: %s; see '" PROGRAM " --help'", length < 100 ? (int)length : 100,
                     word, why);
}

/* After getopt_long's '?': argv[optind - 1] is not the word of a letter that others follow. */
static bool refuse_option(char **argv, struct error *error)
{
    const char letter[] = {'-', (char)optopt, '\0'};

    if (optopt == 0)
        return usage_error(error, argv[optind - 1], "unknown option");
    for (const struct option *option = long_options; option->name != NULL; option++)
        if (option->val == optopt)
            return usage_error(error, argv[optind - 1], "takes no value");
    return usage_error(error, letter, "unknown option");
}

static bool add_option(struct request *request, char *text, struct error *error)
{
    char *value = strchr(text, '=');
    struct provider_option *options;

    if (value == NULL || value == text)
        return usage_error(error, "--option", "need KEY=VALUE");
    options = reallocarray(request->options, request->option_count + 1, sizeof request->options[0]);
    if (options == NULL)
        return error_memory(error);
    *value = '\0';
    options[request->option_count++] = (struct provider_option){.key = text, .value = value + 1};
    request->options = options;
    return true;
}

static bool take_option(struct request *request, int option, char **argv, struct error *error)
{
    uint64_t seconds;

    switch (option) {
    case OPTION_TAP:
        request->tap = true;
        return true;
    case OPTION_SET:
        if (strchr(optarg, '=') == NULL || optarg[0] == '=')
            return usage_error(error, "--set", "need NAME=VALUE");
        return string_list_add(&request->settings, optarg) || error_memory(error);
    case 'o':
        return add_option(request, optarg, error);
    case OPTION_TIMEOUT:
        if (!text_number(optarg, 1, SECONDS_MAX, &seconds))
            return usage_error(error, optarg, "need seconds, from 1 to 3600");
        request->seconds = (unsigned)seconds;
        return true;
    case 'v':
        request->verbose = true;
        return true;
    case ':':
        return usage_error(error, argv[optind - 1], "needs a value");
    default:
        return refuse_option(argv, error);
    }
}

/* True to go on; else *exit_code is the process's. */
static bool parse(struct request *request, int argc, char **argv, int *exit_code,
                  struct error *error)
{
    int option;

    *exit_code = EXIT_CODE_USAGE;
    while ((option = getopt_long(argc, argv, ":o:vhV", long_options, NULL)) != -1) {
        if (option == 'h' || option == 'V') {
            fputs(option == 'h' ? help : PROGRAM " " PACKAGE_VERSION "\n", stdout);
            *exit_code = EXIT_CODE_HOLDS;
            return false;
        }
        if (!take_option(request, option, argv, error))
            return false;
    }
    if (optind + 1 != argc)
        return usage_error(error, optind < argc ? argv[optind + 1] : "FILE",
                           optind < argc ? "one file at a time" : "missing");
    request->path = argv[optind];
    return true;
}

/* ---- The folder that it may write to ---- */

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

static void remove_folder(char (*folder)[PATH_MAX])
{
    if ((*folder)[0] != '\0')
        nftw(*folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool make_folder(char *folder, size_t size, struct error *error)
{
    const char *parent = getenv("TMPDIR");

    snprintf(folder, size, "%s/" PROGRAM "-XXXXXX",
             parent != NULL && parent[0] == '/' ? parent : "/tmp");
    if (mkdtemp(folder) != NULL)
        return true;
    error_errno(error, "%s", folder);
    folder[0] = '\0';
    return false;
}

/* ---- The module ---- */

static bool run_module(struct report *report, struct request *request, struct subject *subject,
                       struct error *error)
{
    struct gate_wish wish = {.name = "check.txt", .content_type = "text/plain"};
    struct error why = ERROR_INIT;

    if (!subject_prepare(subject, &request->settings, request->options, request->option_count,
                         error))
        return false;
    wish.size = subject->content.length;
    if (!gate_accepts(subject->manifest, &wish, &why)) {
        report_skip(report, "behaviour", "%s", why.text);
        return true;
    }
    return verdict_give(report, subject, error);
}

static bool check_module(struct report *report, struct request *request, const char *path, int fd,
                         struct error *error)
{
    CLEANUP_SUBJECT struct subject subject = {
        .path = path, .seconds = request->seconds, .verbose = request->verbose};
    CLEANUP(remove_folder) char folder[PATH_MAX] = "";
    struct stat status;

    if (fstat(fd, &status) != 0)
        return error_errno(error, "%s", path);
    subject.identity = (struct file_identity){.device = status.st_dev, .inode = status.st_ino};
    subject.manifest = rules_check(report, path, fd);
    if (subject.manifest == NULL) {
        report_skip(report, "behaviour", "it is no provider that twatfs would load");
        return true;
    }
    subject.folder = folder;
    return make_folder(folder, sizeof folder, error) &&
           run_module(report, request, &subject, error);
}

/* Its folder without links and dots, its name as it was given. */
static char *absolute_path(const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/');
    CLEANUP_FREE char *folder = slash == NULL   ? strdup(".")
                                : slash == path ? strdup("/")
                                                : strndup(path, (size_t)(slash - path));
    CLEANUP_FREE char *real = folder != NULL ? realpath(folder, NULL) : NULL;
    char *whole = NULL;

    if (real == NULL) {
        error_errno(error, "%s", path);
        return NULL;
    }
    if (asprintf(&whole, "%s/%s", strcmp(real, "/") == 0 ? "" : real,
                 slash != NULL ? slash + 1 : path) >= 0)
        return whole;
    error_memory(error);
    return NULL;
}

static int check(struct request *request, struct error *error)
{
    CLEANUP_FREE char *path = absolute_path(request->path, error);
    CLEANUP_CLOSE int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    struct report report = {.tap = request->tap};

    if (path == NULL)
        return EXIT_CODE_USAGE;
    if (fd < 0) {
        error_errno(error, "%s", request->path);
        return EXIT_CODE_USAGE;
    }
    child_heed_signals(); /* the folder must not stay */
    if (!check_module(&report, request, path, fd, error))
        return error->status == TWATFS_CANCELLED ? EXIT_CODE_INTERRUPTED : EXIT_CODE_USAGE;
    if (!report_end(&report)) {
        error_errno(error, "standard output");
        return EXIT_CODE_FAULTS;
    }
    return report.faults > 0 ? EXIT_CODE_FAULTS : EXIT_CODE_HOLDS;
}

int main(int argc, char **argv)
{
    struct request request = {.seconds = SECONDS_DEFAULT};
    struct error error = ERROR_INIT;
    int exit_code = EXIT_CODE_USAGE;

    if (getauxval(AT_SECURE) != 0)
        error_set(&error, "refusing to run with raised privileges: a provider is code");
    else if (parse(&request, argc, argv, &exit_code, &error))
        exit_code = check(&request, &error);
    if (error.text[0] != '\0')
        fprintf(stderr, PROGRAM ": %s\n", error.text);
    string_list_free(&request.settings);
    free(request.options);
    log_close();
    return exit_code;
}
