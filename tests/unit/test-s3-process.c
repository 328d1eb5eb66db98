/* test-s3-process.c: the keys that a command prints.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-credentials.h"

#include <signal.h>
#include <time.h>

#include "../../plugins/s3/sources.h"

/* ---- Commands ---- */

static void write_process(const char *command)
{
    char config[1024];

    snprintf(config, sizeof config, "[default]\ncredential_process = %s\n", command);
    write_config(config);
}

static void test_process(UNUSED void **state)
{
    write_process("printf '{\"Version\":1,\"AccessKeyId\":\"ASIAPROC\",\"SecretAccessKey\":"
                  "\"proc/secret\",\"SessionToken\":\"proc//token\",\"Expiration\":\"" LATER
                  "\"}\\n'");
    expect_found("ASIAPROC", "proc/secret", "proc//token", "profile default: credential_process");
    assert_int_equal(found.expires_s, LATER_S);
}

static void test_process_without_a_session(UNUSED void **state)
{
    write_process("echo '{\"AccessKeyId\": \"A\", \"SecretAccessKey\": \"sss\", \"Version\": 1}'");
    expect_found("A", "sss", NULL, "profile default: credential_process");
    assert_int_equal(found.expires_s, 0);
}

static void test_keys_of_a_profile_go_before_its_process(UNUSED void **state)
{
    write_process("exit 1");
    write_credentials("[default]\naws_access_key_id = A\naws_secret_access_key = s\n");
    expect_found("A", "s", NULL, "profile default in ~/.aws/credentials");
}

static void expect_process_failure(const char *command, const char *reason)
{
    char expected[256];

    write_process(command);
    snprintf(expected, sizeof expected, "profile default: credential_process: %s", reason);
    expect_failure(TWATFS_AUTH, expected);
}

static void test_process_that_fails(UNUSED void **state)
{
    expect_process_failure("exit 3", "ended with status 3: -v shows what it said");
    expect_process_failure("kill -9 $$", "was ended by signal 9");
    expect_process_failure("/nonexistent/command", "ended with status 127: -v shows what it said");
    /* A status counts more than what was printed. */
    expect_process_failure(
        "echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\"}' && "
        "exit 1",
        "ended with status 1: -v shows what it said");
}

static void test_process_that_prints_something_else(UNUSED void **state)
{
    expect_process_failure("true", "prints no JSON object");
    expect_process_failure("echo hello", "prints no JSON object");
    expect_process_failure("echo '{\"Version\":1,\"AccessKeyId\":\"A\"} x'",
                           "prints no JSON object");
    expect_process_failure("printf '{\\000}'", "prints no JSON object");
    expect_process_failure("echo '{}'", "Version: found none, need 1");
    expect_process_failure("echo '{\"Version\":2}'", "Version: found 2, need 1");
    expect_process_failure("echo '{\"Version\":1}'", "gave no access key id");
    expect_process_failure("echo '{\"Version\":1,\"AccessKeyId\":\"A\"}'",
                           "gave no secret access key");
    expect_process_failure("echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\","
                           "\"Expiration\":\"2020-01-01T00:00:00Z\"}'",
                           "expired at 2020-01-01T00:00:00Z");
    expect_process_failure("echo '{\"Version\":1,\"AccessKeyId\":\"A\\u000a\","
                           "\"SecretAccessKey\":\"s\"}'",
                           "a key holds a line break or another control character");
}

static void test_process_that_never_stops_printing(UNUSED void **state)
{
    expect_process_failure("yes", "says more than 64 KiB");
}

static void test_process_speaks_to_the_log(UNUSED void **state)
{
    write_process("printf 'one\\n\\ntwo\\nthree' >&2 && exit 1");
    assert_int_equal(credentials_find(&host.call, &found), TWATFS_AUTH);
    assert_contains(host.log, "3000 profile default: credential_process: one\n"
                              "3000 profile default: credential_process: two\n"
                              "3000 profile default: credential_process: three\n");
}

static void test_process_does_not_fill_the_log(UNUSED void **state)
{
    CLEANUP_BUILDER struct builder output = {0};
    size_t lines = 0;

    assert_int_equal(process_output(&host.call, "w",
                                    "i=0; while [ $i -lt 500 ]; do echo x; i=$((i+1)); done >&2",
                                    10000, &output),
                     TWATFS_OK);
    for (const char *at = host.log; (at = strstr(at, "3000 w: x\n")) != NULL; at++)
        lines++;
    assert_int_equal(lines, 100);
}

static void test_line_of_a_process_without_an_end(UNUSED void **state)
{
    CLEANUP_BUILDER struct builder output = {0};

    assert_int_equal(process_output(&host.call, "w", "printf '%01500d' 7 >&2", 10000, &output),
                     TWATFS_OK);
    assert_int_equal(strcspn(host.log, "\n"), strlen("3000 w: ") + 1000);
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void expect_output(const char *command, const char *expected)
{
    CLEANUP_BUILDER struct builder output = {0};
    twatfs_status status = process_output(&host.call, "w", command, 10000, &output);

    if (status != TWATFS_OK)
        fail_msg("%s: %s", command, host.reason);
    assert_string_equal(output.text != NULL ? output.text : "", expected);
}

static void test_process_is_one_of_the_shell(UNUSED void **state)
{
    setenv("AWS_REGION", "of the environment", 1);
    expect_output("for i in 1 2; do echo \"$AWS_REGION $i\"; done | tail -n 1",
                  "of the environment 2\n");
}

static void test_process_has_nothing_to_read(UNUSED void **state)
{
    expect_output("cat; echo end", "end\n");
}

static void test_process_inherits_no_descriptor(UNUSED void **state)
{
    int inherited = open("/dev/null", O_RDONLY); /* not closed on exec */

    assert_true(inherited > 2);
    expect_output("for f in /proc/self/fd/[3-9]* /proc/self/fd/[12][0-9]; do "
                  "[ -e \"$f\" ] && echo \"$f\"; done; echo end",
                  "end\n");
    close(inherited);
}

static void expect_end_by(const char *command, const char *reason)
{
    CLEANUP_BUILDER struct builder output = {0};

    assert_int_equal(process_output(&host.call, "w", command, 10000, &output), TWATFS_AUTH);
    assert_string_equal(host.reason, reason);
}

/* Whatever this thread blocks and ignores. */
static void test_process_has_the_usual_signals(UNUSED void **state)
{
    sigset_t blocked, before;
    void (*handler)(int) = signal(SIGPIPE, SIG_IGN);

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    expect_end_by("kill -PIPE $$; echo alive", "w: was ended by signal 13");
    expect_end_by("kill -TERM $$; echo alive", "w: was ended by signal 15");
    sigprocmask(SIG_SETMASK, &before, NULL);
    signal(SIGPIPE, handler);
}

static void test_process_that_takes_too_long(UNUSED void **state)
{
    CLEANUP_BUILDER struct builder output = {0};
    int64_t start = now_ms();

    assert_int_equal(process_output(&host.call, "w", "echo $$; exec sleep 30", 300, &output),
                     TWATFS_AUTH);
    assert_true(now_ms() - start < 5000);
    assert_string_equal(host.reason, "w: takes longer than 0 s");
    /* Nothing of it is left. */
    assert_int_equal(kill((pid_t)atoi(output.text), 0), -1);
}

static void test_process_and_a_user_who_wants_an_end(UNUSED void **state)
{
    CLEANUP_BUILDER struct builder output = {0};
    int64_t start = now_ms();

    host.cancelled = 1;
    assert_int_equal(process_output(&host.call, "w", "exec sleep 30", 30000, &output),
                     TWATFS_CANCELLED);
    assert_true(now_ms() - start < 5000);
}

static void test_process_that_leaves_another_behind(UNUSED void **state)
{
    int64_t start = now_ms();

    expect_output("sleep 20 & echo done", "done\n");
    assert_true(now_ms() - start < 5000);
}

static void test_process_that_closes_its_output_early(UNUSED void **state)
{
    int64_t start = now_ms();

    expect_output("echo before; exec >&- 2>&-; sleep 0.3", "before\n");
    assert_true(now_ms() - start >= 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_process),
        TEST(test_process_without_a_session),
        TEST(test_keys_of_a_profile_go_before_its_process),
        TEST(test_process_that_fails),
        TEST(test_process_that_prints_something_else),
        TEST(test_process_that_never_stops_printing),
        TEST(test_process_speaks_to_the_log),
        TEST(test_process_does_not_fill_the_log),
        TEST(test_line_of_a_process_without_an_end),
        TEST(test_process_is_one_of_the_shell),
        TEST(test_process_has_nothing_to_read),
        TEST(test_process_inherits_no_descriptor),
        TEST(test_process_has_the_usual_signals),
        TEST(test_process_that_takes_too_long),
        TEST(test_process_and_a_user_who_wants_an_end),
        TEST(test_process_that_leaves_another_behind),
        TEST(test_process_that_closes_its_output_early),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
