/* test-options.c: a command line parsed, and explained, from one table.
 *
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "twatfs/provider.h" /* first: cmocka makes a macro of "fail" */

#include <cmocka.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/upload-options.h"
#include "library/library.h"

#define MOST_ARGUMENTS 16

/* A command line that was parsed as `twatfs upload` parses it. */
struct parsed {
    struct client client;
    struct upload_request request;
    struct error error;
    enum options_result result;
    char *argv[MOST_ARGUMENTS + 1]; /* reordered by getopt */
    int argc, first;
};

static void parsed_free(struct parsed *parsed)
{
    client_end(&parsed->client);
    for (int i = 0; i < parsed->argc; i++)
        free(parsed->argv[i]);
}

/* line is split at blanks; "~" stands for an empty argument. */
static void parse(struct parsed *parsed, const char *line)
{
    CLEANUP_FREE char *copy = strdup(line);
    char *rest = NULL;

    *parsed = (struct parsed){.client = CLIENT_INIT, .request = UPLOAD_REQUEST_INIT};
    assert_true(client_begin(&parsed->client));
    parsed->request.client = &parsed->client;
    parsed->argv[parsed->argc++] = strdup("upload");
    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        char *argument;

        assert_true(parsed->argc < MOST_ARGUMENTS);
        argument = strdup(strcmp(word, "~") == 0 ? "" : word);
        assert_non_null(argument);
        parsed->argv[parsed->argc++] = argument;
    }
    parsed->result = options_parse(&upload_command, "twatfs upload", parsed->argc, parsed->argv,
                                   upload_option, &parsed->request, &parsed->first, &parsed->error);
}

#define PARSED(name, line)                                                                         \
    CLEANUP(parsed_free) struct parsed name;                                                       \
    parse(&name, line)

static void expect_refused(const char *line, const char *message)
{
    PARSED(parsed, line);

    assert_int_equal(parsed.result, OPTIONS_FAILED);
    assert_string_equal(parsed.error.text, message);
}

static void test_options_and_files_mix(UNUSED void **state)
{
    PARSED(parsed, "one --json two -vv --expire=24h three --name N -- --force -");

    assert_int_equal(parsed.result, OPTIONS_PARSED);
    assert_true(parsed.request.json);
    assert_false(parsed.request.force);
    assert_int_equal(parsed.request.verbosity, 2);
    assert_int_equal(parsed.request.expire_s, 86400);
    assert_string_equal(parsed.request.name, "N");
    assert_int_equal(parsed.argc - parsed.first, 5);
    assert_string_equal(parsed.argv[parsed.first], "one");
    assert_string_equal(parsed.argv[parsed.first + 2], "three");
    assert_string_equal(parsed.argv[parsed.first + 3], "--force");
    assert_string_equal(parsed.argv[parsed.first + 4], "-");
}

static void test_every_option_is_taken(UNUSED void **state)
{
    PARSED(flags, "--fragile --unique --force --show-token --dry-run -q --no-check --no-progress "
                  "f");
    PARSED(values, "--remote-path a/b --content-type text/x --check=head --retries 7 --retry-for "
                   "1m");
    PARSED(more, "--retry-delay=250ms --timeout 2h -o s3.acl=a=b --plugin-dir /p --config /c "
                 "-ps3,local");

    assert_int_equal(flags.result, OPTIONS_PARSED);
    assert_true(flags.request.fragile && flags.request.unique && flags.request.force);
    assert_true(flags.request.show_token && flags.request.dry_run && flags.request.quiet);
    assert_int_equal(flags.client.context->settings.transfer.check, CHECK_NONE);
    assert_false(flags.client.context->settings.progress);

    assert_int_equal(values.result, OPTIONS_PARSED);
    assert_string_equal(values.request.remote_path, "a/b");
    assert_string_equal(values.request.content_type, "text/x");
    assert_int_equal(values.client.context->settings.transfer.check, CHECK_HEAD);
    assert_int_equal(values.client.context->settings.transfer.retries, 7);
    assert_true(values.client.context->settings.transfer.retry_for_ns == UINT64_C(60000000000));

    assert_int_equal(more.result, OPTIONS_PARSED);
    assert_true(more.client.context->settings.transfer.retry_delay_ns == UINT64_C(250000000));
    assert_true(more.client.context->settings.transfer.timeout_ns == UINT64_C(7200000000000));
    assert_int_equal(more.client.context->settings.option_count, 1);
    assert_string_equal(more.client.context->settings.options[0].option.provider, "s3");
    assert_string_equal(more.client.context->settings.options[0].option.key, "acl");
    assert_string_equal(more.client.context->settings.options[0].option.value, "a=b");
    assert_string_equal(more.client.context->settings.directories.items[0], "/p");
    assert_string_equal(more.client.config, "/c");
    assert_int_equal(more.client.context->settings.provider.count, 2);
    assert_string_equal(more.client.context->settings.provider.items[1], "local");
}

static void test_a_value_may_be_left_out(UNUSED void **state)
{
    PARSED(without, "--resume 7");
    PARSED(with, "--resume=7 f");

    assert_int_equal(without.result, OPTIONS_PARSED);
    assert_true(without.request.resume && without.request.resume_id == 0);
    assert_string_equal(without.argv[without.first], "7");
    assert_true(with.request.resume && with.request.resume_id == 7);
    expect_refused("--resume= f", "--resume: \"\": not the number of a batch");
}

static void test_a_list_as_python_prints_it(UNUSED void **state)
{
    PARSED(parsed, "--provider ['s3',\"catbox\",] f");

    assert_int_equal(parsed.result, OPTIONS_PARSED);
    assert_int_equal(parsed.client.context->settings.provider.count, 2);
    assert_string_equal(parsed.client.context->settings.provider.items[0], "s3");
    assert_string_equal(parsed.client.context->settings.provider.items[1], "catbox");
}

static void test_refusals(UNUSED void **state)
{
    expect_refused("--prvider s3", "--prvider: unknown option; did you mean \"--provider\"? see "
                                   "'twatfs upload --help'");
    expect_refused("--prvider=s3", "--prvider: unknown option; did you mean \"--provider\"? see "
                                   "'twatfs upload --help'");
    expect_refused("--banana", "--banana: unknown option; see 'twatfs upload --help'");
    expect_refused("-vZ", "-Z: unknown option; see 'twatfs upload --help'");
    expect_refused("--json=yes", "--json: takes no value; see 'twatfs upload --help'");
    expect_refused("f --expire", "--expire: needs a value: DURATION; see 'twatfs upload --help'");
    expect_refused("f -p", "-p: needs a value: NAMES; see 'twatfs upload --help'");
    expect_refused("--re 3", "--re: ambiguous: several options begin so; see 'twatfs upload "
                             "--help'");
    expect_refused("-p ~", "--provider: names no provider");
    expect_refused("-p [,]", "--provider: names no provider");
    expect_refused("-p S3", "--provider: \"S3\": not a provider's name (small letters, digits and "
                            "hyphens)");
    expect_refused("--expire 0", "--expire: \"0\": at least 1s");
    expect_refused("--expire 999ms", "--expire: \"999ms\": not a whole number of seconds");
    expect_refused("--expire soon", "--expire: \"soon\": not a duration such as 30m, 24h or 7d");
    expect_refused("--check=fast", "--check: \"fast\": not one of auto, head, full, none");
    expect_refused("--retries=-1", "--retries: \"-1\": not a number from 0 to 1000");
    expect_refused("--timeout 400d", "--timeout: \"400d\": too long: at most 365d");
    expect_refused("--content-type text", "--content-type: \"text\": not of the form TYPE/SUBTYPE");
    expect_refused("--name ~", "--name: an empty value");
    expect_refused("-o s3", "--option: \"s3\": not of the form NAME.key=value");
    expect_refused("-o s3=x", "--option: \"s3\": not of the form NAME.key=value");
    expect_refused("-o s3.=x", "--option: \"s3.\": not of the form NAME.key=value");
    expect_refused("-o .k=x", "--option: \".k\": not of the form NAME.key=value");
    expect_refused("-o s3.k", "--option: \"s3.k\": not of the form NAME.key=value");
}

static void test_a_header_cannot_be_injected(UNUSED void **state)
{
    struct upload_request request = UPLOAD_REQUEST_INIT;
    struct error error = ERROR_INIT;
    const struct option_spec *option = upload_options;

    while (strcmp(option->name, "content-type") != 0)
        option++;
    assert_true(upload_option(&request, option, "text/plain; charset=utf-8", &error));
    assert_false(upload_option(&request, option, "text/plain\r\nX: y", &error));
}

static void expect_senseless(const char *line, const char *message)
{
    struct error error = ERROR_INIT;
    PARSED(parsed, line);

    assert_int_equal(parsed.result, OPTIONS_PARSED);
    parsed.request.files = parsed.argv + parsed.first;
    parsed.request.file_count = (size_t)(parsed.argc - parsed.first);
    if (message == NULL) {
        assert_true(upload_request_check(&parsed.request, "2url", &error));
        return;
    }
    assert_false(upload_request_check(&parsed.request, "2url", &error));
    assert_string_equal(error.text, message);
}

static void test_what_makes_no_sense_together(UNUSED void **state)
{
    expect_senseless("f", NULL);
    expect_senseless("f --name x", NULL);
    expect_senseless("- f", NULL);
    expect_senseless("~", NULL); /* judged where files are opened */
    expect_senseless("--json", "no file given; see '2url --help'");
    expect_senseless("a b --name x", "--name: one name cannot serve 2 files");
    expect_senseless("- f -", "-: standard input can be uploaded only once");
    expect_senseless("-q -v f", "--quiet: contradicts --verbose");
}

static void test_help_is_wanted(UNUSED void **state)
{
    PARSED(asked, "--help --banana");
    PARSED(letter, "f -h");
    PARSED(ended, "-- --help");

    assert_int_equal(asked.result, OPTIONS_HELP_WANTED);
    assert_int_equal(letter.result, OPTIONS_HELP_WANTED);
    assert_int_equal(ended.result, OPTIONS_PARSED);
}

/* Every option of every table is in its help, no name or letter stands twice, and no
 * line is wider than a terminal. */
static void test_help_names_every_option(UNUSED void **state)
{
    for (size_t i = 0; commands[i] != NULL; i++) {
        CLEANUP_BUFFER struct buffer help = BUFFER_INIT;

        options_help(commands[i], "twatfs x", &help);
        assert_false(help.failed);
        for (const struct option_spec *option = commands[i]->options; option->name != NULL;
             option++) {
            const char *argument = option->argument != NULL ? option->argument : "";
            char form[64];

            snprintf(form, sizeof form, "--%s%s", option->name,
                     argument[0] == '['    ? "[="
                     : argument[0] != '\0' ? "="
                                           : "");
            assert_non_null(strstr(help.data, form));
            for (const struct option_spec *other = option + 1; other->name != NULL; other++) {
                assert_string_not_equal(option->name, other->name);
                assert_true(option->letter == '\0' || option->letter != other->letter);
            }
        }
        for (const char *line = help.data; *line != '\0'; line += strcspn(line, "\n") + 1)
            assert_true(strcspn(line, "\n") <= 79);
    }
}

static void test_commands(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    assert_ptr_equal(command_find("upload", &error), &upload_command);
    assert_ptr_equal(command_find("upload_file", &error), &upload_command);
    assert_null(command_find("uplaod", &error));
    assert_string_equal(error.text,
                        "uplaod: unknown command; did you mean \"upload\"? see 'twatfs --help'");
    assert_null(command_find("/", &error));
    assert_string_equal(error.text, "/: unknown command; did you mean \"twatfs upload /\"? see "
                                    "'twatfs --help'");
    assert_null(command_find("frobnicate", &error));
    assert_string_equal(error.text, "frobnicate: unknown command; see 'twatfs --help'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_and_files_mix),
        cmocka_unit_test(test_every_option_is_taken),
        cmocka_unit_test(test_a_value_may_be_left_out),
        cmocka_unit_test(test_a_list_as_python_prints_it),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_a_header_cannot_be_injected),
        cmocka_unit_test(test_what_makes_no_sense_together),
        cmocka_unit_test(test_help_is_wanted),
        cmocka_unit_test(test_help_names_every_option),
        cmocka_unit_test(test_commands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
