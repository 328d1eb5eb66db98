/* main.c: the command twatfs.
 *
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>

#include "base/log.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/outcome.h"
#include "base/suggest.h"

/* A closed standard descriptor would be given to the next file that is opened,
 * and what is meant for people would end up in it.  The stand-in has the wrong
 * direction, so that using it still fails and is noticed. */
static void occupy_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static void prepare_process(void)
{
    /* 0 would keep the kernel from writing a file, and not from piping a core to a program
     * (core(5)); 1 byte is too little for the first and forbids the second (fs/coredump.c). */
    const struct rlimit no_core = {1, 1};

    occupy_standard_descriptors();
    setlocale(LC_CTYPE, "");          /* for the width of characters only */
    signal(SIGPIPE, SIG_IGN);         /* a failed write is told with its link instead */
    setrlimit(RLIMIT_CORE, &no_core); /* credentials stay out of core files */
}

/* The name that the program was started by; libtool's wrappers add "lt-". */
static const char *program_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;

    return text_starts_with(name, "lt-") ? name + 3 : name;
}

static int usage_failure(const char *text)
{
    struct error error = ERROR_INIT;

    error_set(&error, "%s", text);
    options_see_help(&error, "twatfs");
    log_error("%s", error.text);
    return EXIT_CODE_USAGE;
}

/* An option where a command is expected. */
static int misplaced_option(const char *option)
{
    struct suggestion suggestion = SUGGESTION_INIT(option);
    char text[128];

    suggestion_consider(&suggestion, "--help");
    suggestion_consider(&suggestion, "--version");
    if (suggestion.best != NULL)
        snprintf(text, sizeof text, "%.40s: unknown option; did you mean \"%s\"?", option,
                 suggestion.best);
    else
        snprintf(text, sizeof text, "%.40s: unknown option: options follow their command", option);
    return usage_failure(text);
}

static int run_command(int argc, char **argv)
{
    struct error error = ERROR_INIT;
    const struct command *command;
    CLEANUP_FREE char *called = NULL;

    if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)
        command = &help_command;
    else if (strcmp(argv[0], "--version") == 0 || strcmp(argv[0], "-V") == 0)
        command = &version_command;
    else if (argv[0][0] == '-' && argv[0][1] != '\0')
        return misplaced_option(argv[0]);
    else
        command = command_find(argv[0], &error);
    if (command == NULL) {
        log_error("%s", error.text);
        return EXIT_CODE_USAGE;
    }
    if (asprintf(&called, "twatfs %s", command->name) < 0) {
        called = NULL;
        log_error("out of memory");
        return EXIT_CODE_SOME_FAILED;
    }
    return command->run(command, called, argc, argv);
}

int main(int argc, char **argv)
{
    const char *name = argc > 0 ? program_name(argv[0]) : "twatfs";
    int exit_code;

    prepare_process();
    if (getauxval(AT_SECURE) != 0) {
        log_error("refusing to run with raised privileges (set-user-ID, set-group-ID or "
                  "capabilities): providers are code; run it as yourself");
        return EXIT_CODE_USAGE;
    }
    if (strcmp(name, "2url") == 0 || strcmp(name, "file2url") == 0)
        exit_code = upload_command.run(&upload_command, name, argc, argv);
    else if (argc < 2)
        exit_code = usage_failure("no command given");
    else
        exit_code = run_command(argc - 1, argv + 1);
    /* Some file systems tell only now that they had no room. */
    if (close(STDOUT_FILENO) != 0) {
        log_error("standard output: %s", strerror(errno));
        exit_code = exit_code == EXIT_CODE_OK ? EXIT_CODE_SOME_FAILED : exit_code;
    }
    log_close();
    return exit_code;
}
