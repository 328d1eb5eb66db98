/* test-s3-profile.c: the shared configuration files of the AWS tools.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-host.h"
#include "../../plugins/s3/profile.h"

DEFINE_CLEANUP(profiles, struct profiles, profiles_free)
#define CLEANUP_PROFILES CLEANUP(cleanup_profiles)

static struct scratch scratch;
static struct s3_host host;

static int begin(UNUSED void **state)
{
    s3_host_open(&host);
    scratch_open(&scratch);
    setenv("HOME", scratch.path, 1);
    make_directory(scratch_path(&scratch, ".aws"), 0700);
    return 0;
}

static int end(UNUSED void **state)
{
    scratch_close(&scratch);
    s3_host_close(&host);
    return 0;
}

static void write_text(const char *name, const char *text)
{
    write_file(scratch_path(&scratch, ".aws/%s", name), text, strlen(text), 0600);
}

/* Both files; NULL: that one is not there. */
static struct profiles *read_both(const char *config, const char *credentials)
{
    struct profiles *profiles;

    if (config != NULL)
        write_text("config", config);
    if (credentials != NULL)
        write_text("credentials", credentials);
    profiles = profiles_read(&host.call);
    if (profiles == NULL)
        fail_msg("%s", host.reason);
    return profiles;
}

static void expect_read(const char *config, const char *profile, const char *key,
                        const char *expected)
{
    CLEANUP_PROFILES struct profiles *profiles = read_both(config, NULL);
    const char *value = profiles_get(profiles, profile, key);

    if (expected == NULL)
        assert_null(value);
    else
        assert_string_equal(value != NULL ? value : "(none)", expected);
}

static void expect_refused(const char *config, const char *reason)
{
    write_text("config", config);
    assert_null(profiles_read(&host.call));
    assert_int_equal(host.failure, TWATFS_AUTH);
    assert_string_equal(host.reason, reason);
}

/* ---- Where they are ---- */

static void test_no_files(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = read_both(NULL, NULL);

    assert_false(profiles_has(profiles, "default"));
    assert_null(profiles_get(profiles, "default", "region"));
    assert_null(profiles_get_nested(profiles, "default", "s3", "endpoint_url"));
    assert_null(profiles_get_service(profiles, "mine", "s3", "endpoint_url"));
    assert_null(profiles_file(profiles, "default", "region"));
}

static void test_no_home(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = NULL;

    write_text("config", "[default]\nregion = a\n");
    unsetenv("HOME");
    profiles = profiles_read(&host.call);
    assert_non_null(profiles);
    assert_false(profiles_has(profiles, "default"));
}

static void test_variables_name_the_files(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = NULL;
    char path[128];

    snprintf(path, sizeof path, "%s/elsewhere", scratch.path);
    write_file(path, "[work]\naws_access_key_id = A\n", 29, 0600);
    write_text("other", "[profile work]\nregion = b\n");
    setenv("AWS_SHARED_CREDENTIALS_FILE", path, 1);
    setenv("AWS_CONFIG_FILE", "~/.aws/other", 1);
    profiles = read_both("[profile work]\nregion = usual\n", "[work]\naws_access_key_id = usual\n");
    assert_string_equal(profiles_get(profiles, "work", "region"), "b");
    assert_string_equal(profiles_get(profiles, "work", "aws_access_key_id"), "A");
    assert_string_equal(profiles_file(profiles, "work", "region"), "~/.aws/other");
    assert_string_equal(profiles_file(profiles, "work", "aws_access_key_id"), path);
}

static void test_dev_null_is_empty(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = NULL;

    setenv("AWS_CONFIG_FILE", "/dev/null", 1);
    profiles = read_both("[default]\nregion = a\n", NULL);
    assert_false(profiles_has(profiles, "default"));
}

static void test_missing_file_is_empty(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = NULL;

    setenv("AWS_CONFIG_FILE", "/nonexistent/config", 1);
    profiles = read_both(NULL, "[default]\nregion = a\n");
    assert_string_equal(profiles_get(profiles, "default", "region"), "a");
}

static void test_directory_is_refused(UNUSED void **state)
{
    make_directory(scratch_path(&scratch, ".aws/config"), 0700);
    assert_null(profiles_read(&host.call));
    assert_int_equal(host.failure, TWATFS_AUTH);
    assert_string_equal(host.reason, "~/.aws/config: is not a regular file");
}

static void test_pipe_is_refused_at_once(UNUSED void **state)
{
    assert_int_equal(mkfifo(scratch_path(&scratch, ".aws/credentials"), 0600), 0);
    assert_null(profiles_read(&host.call));
    assert_string_equal(host.reason, "~/.aws/credentials: is not a regular file");
}

static void test_unreadable_file_is_refused(UNUSED void **state)
{
    if (geteuid() == 0) {
        print_message("# SKIP: root reads everything\n");
        skip();
    }
    write_file(scratch_path(&scratch, ".aws/credentials"), "", 0, 0);
    assert_null(profiles_read(&host.call));
    assert_string_equal(host.reason, "~/.aws/credentials: Permission denied");
}

static void test_current_profile(UNUSED void **state)
{
    assert_string_equal(profiles_current(&host.call), "default");
    setenv("AWS_PROFILE", "", 1);
    assert_string_equal(profiles_current(&host.call), "default");
    setenv("AWS_PROFILE", "work", 1);
    assert_string_equal(profiles_current(&host.call), "work");
}

/* ---- Sections ---- */

static void test_sections_of_the_config_file(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = read_both("[default]\na = 1\n"
                                                           "[profile work]\na = 2\n"
                                                           "[plain]\na = 3\n"
                                                           "[profilework2]\na = 4\n"
                                                           "[sso-session corp]\na = 5\n"
                                                           "[profile empty]\n",
                                                           NULL);

    assert_string_equal(profiles_get(profiles, "default", "a"), "1");
    assert_string_equal(profiles_get(profiles, "work", "a"), "2");
    assert_false(profiles_has(profiles, "plain"));
    assert_false(profiles_has(profiles, "profilework2"));
    assert_false(profiles_has(profiles, "work2"));
    assert_false(profiles_has(profiles, "corp"));
    assert_true(profiles_has(profiles, "empty"));
    assert_false(profiles_has(profiles, "Work"));
}

static void test_sections_of_the_credentials_file(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = read_both(NULL, "[default]\na = 1\n"
                                                                 "[work]\na = 2\n"
                                                                 "[profile other]\na = 3\n"
                                                                 "[sso-sessionx]\na = 4\n");

    assert_string_equal(profiles_get(profiles, "default", "a"), "1");
    assert_string_equal(profiles_get(profiles, "work", "a"), "2");
    assert_false(profiles_has(profiles, "other"));
    assert_string_equal(profiles_get(profiles, "sso-sessionx", "a"), "4");
}

static void test_names_of_sections(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles =
        read_both("[profile \t a-b:c/d_e%f.g@h+ \t]\nx = 1\n"
                  "[  profile\tspaced  ]\nx = 2\n"
                  "[profile \"my name\"]\nx = 3\n"
                  "[profile 'single']\nx = 4\n"
                  "[profile comment] # x\nx = 5\n"
                  "[profile adjacent];x\nx = 6\n",
                  NULL);

    assert_string_equal(profiles_get(profiles, "a-b:c/d_e%f.g@h+", "x"), "1");
    assert_string_equal(profiles_get(profiles, "spaced", "x"), "2");
    assert_string_equal(profiles_get(profiles, "my name", "x"), "3");
    assert_string_equal(profiles_get(profiles, "single", "x"), "4");
    assert_string_equal(profiles_get(profiles, "comment", "x"), "5");
    assert_string_equal(profiles_get(profiles, "adjacent", "x"), "6");
}

static void test_section_that_comes_again(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = read_both(
        "[profile a]\nx = 1\ny = 1\n[profile b]\nx = 2\n[profile a]\nX = 3\nz = 3\n", NULL);

    assert_string_equal(profiles_get(profiles, "a", "x"), "3");
    assert_string_equal(profiles_get(profiles, "a", "y"), "1");
    assert_string_equal(profiles_get(profiles, "a", "z"), "3");
    assert_string_equal(profiles_get(profiles, "b", "x"), "2");
}

static void test_prefixed_default_beats_plain_default(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles =
        read_both("[profile default]\na = 1\n[default]\nb = 2\n[profile default]\nc = 3\n",
                  "[default]\nd = 4\n");

    assert_string_equal(profiles_get(profiles, "default", "a"), "1");
    assert_null(profiles_get(profiles, "default", "b"));
    assert_string_equal(profiles_get(profiles, "default", "c"), "3");
    assert_string_equal(profiles_get(profiles, "default", "d"), "4");
}

static void test_credentials_file_goes_before(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles = read_both(
        "[profile a]\nboth = config\nconfig = 1\n", "[a]\nboth = credentials\ncredentials = 1\n");

    assert_string_equal(profiles_get(profiles, "a", "both"), "credentials");
    assert_string_equal(profiles_get(profiles, "a", "config"), "1");
    assert_string_equal(profiles_get(profiles, "a", "credentials"), "1");
    assert_string_equal(profiles_file(profiles, "a", "both"), "~/.aws/credentials");
    assert_string_equal(profiles_file(profiles, "a", "config"), "~/.aws/config");
}

/* ---- Keys and values ---- */

static void test_blanks_around_are_not_part(UNUSED void **state)
{
    expect_read("[profile a]\nname \t=  \tvalue \t\n", "a", "name", "value");
    expect_read("[profile a]\nname=value", "a", "name", "value");
    expect_read("[profile a]\r\nname = value\r\n", "a", "name", "value");
    expect_read("\xef\xbb\xbf[profile a]\nname = value", "a", "name", "value");
}

static void test_blanks_within_are(UNUSED void **state)
{
    expect_read("[profile a]\nname = one two  three\n", "a", "name", "one two  three");
    expect_read("[profile a]\nname = a=b==\n", "a", "name", "a=b==");
    expect_read("[profile a]\nname = \xf0\x9f\x98\x82\n", "a", "name", "\xf0\x9f\x98\x82");
}

static void test_keys_have_no_case(UNUSED void **state)
{
    expect_read("[profile a]\nAWS_Access_Key_ID = A\n", "a", "aws_access_key_id", "A");
}

static void test_empty_value_is_none(UNUSED void **state)
{
    expect_read("[profile a]\nname =\n", "a", "name", NULL);
    expect_read("[profile a]\nname = 1\nname =\n", "a", "name", NULL);
}

static void test_comments(UNUSED void **state)
{
    expect_read("# x\n; y\n[profile a]\n#name = 1\n;name = 2\nname = 3\n", "a", "name", "3");
    expect_read("[profile a]\nname = value # x ; y\n", "a", "name", "value");
    expect_read("[profile a]\nname = value ; x\n", "a", "name", "value");
    expect_read("[profile a]\nname = value\t#x\n", "a", "name", "value");
    expect_read("[profile a]\nname = value; x\n", "a", "name", "value; x");
    expect_read("[profile a]\nname = val#ue\n", "a", "name", "val#ue");
    expect_read("[profile a]\nname = # x\n", "a", "name", NULL);
    expect_read("[profile a]\nname=#value\n", "a", "name", "#value");
    expect_read("[profile a]\nname =;value # x\n", "a", "name", ";value");
    expect_read("[profile a]\nname=", "a", "name", NULL);
}

static void test_blank_lines(UNUSED void **state)
{
    expect_read("\t \n\n[profile a]\n \t\nx = 1\n\nname = 2\n   \n", "a", "name", "2");
}

static void test_value_goes_on(UNUSED void **state)
{
    expect_read("[profile a]\nname = one\n two \n\tthree # no comment\nx = 1\n", "a", "name",
                "one\ntwo\nthree # no comment");
    expect_read("[profile a]\nname = one\n # a comment\n two\n", "a", "name", "one\ntwo");
}

static void test_indented_keys_of_one_depth(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles =
        read_both("  [profile a]\n  x = 1\n  y = 2\n  [profile b]\n  x = 3\n", NULL);

    assert_string_equal(profiles_get(profiles, "a", "x"), "1");
    assert_string_equal(profiles_get(profiles, "a", "y"), "2");
    assert_string_equal(profiles_get(profiles, "b", "x"), "3");
}

static void test_nested(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles =
        read_both("[profile a]\n"
                  "s3 =\n"
                  "  Endpoint_URL = http://localhost:9000\n"
                  "\n"
                  "  # a comment\n"
                  "  addressing_style=path # another\n"
                  "region = eu\n"
                  "[profile b]\n"
                  "s3 = \n\tendpoint_url = http://b\n",
                  NULL);

    assert_string_equal(profiles_get_nested(profiles, "a", "s3", "endpoint_url"),
                        "http://localhost:9000");
    assert_string_equal(profiles_get_nested(profiles, "a", "s3", "addressing_style"), "path");
    assert_null(profiles_get_nested(profiles, "a", "s3", "region"));
    assert_null(profiles_get_nested(profiles, "a", "sts", "endpoint_url"));
    assert_null(profiles_get(profiles, "a", "endpoint_url"));
    assert_null(profiles_get(profiles, "a", "s3"));
    assert_string_equal(profiles_get(profiles, "a", "region"), "eu");
    assert_string_equal(profiles_get_nested(profiles, "b", "s3", "endpoint_url"), "http://b");
}

static void test_services(UNUSED void **state)
{
    CLEANUP_PROFILES struct profiles *profiles =
        read_both("[profile a]\nservices = mine\n"
                  "[services mine]\n"
                  "s3 =\n  endpoint_url = http://s3\n"
                  "sts =\n  endpoint_url = http://sts\n"
                  "[services other]\ns3 =\n  endpoint_url = http://other\n",
                  NULL);

    assert_string_equal(profiles_get_service(profiles, "mine", "s3", "endpoint_url"), "http://s3");
    assert_string_equal(profiles_get_service(profiles, "mine", "sts", "endpoint_url"),
                        "http://sts");
    assert_string_equal(profiles_get_service(profiles, "other", "s3", "endpoint_url"),
                        "http://other");
    assert_null(profiles_get_service(profiles, "none", "s3", "endpoint_url"));
    assert_null(profiles_get_nested(profiles, "mine", "s3", "endpoint_url"));
    assert_false(profiles_has(profiles, "mine"));
}

/* ---- What is wrong ---- */

static void test_bad_lines_are_named(UNUSED void **state)
{
    expect_refused("name = value\n",
                   "~/.aws/config:1: a section must come first, such as [default]");
    expect_refused("\n[profile a\n", "~/.aws/config:2: a section's name has no \"]\"");
    expect_refused("[profile a]\nkey : value\n",
                   "~/.aws/config:2: is neither \"key = value\" nor \"[section]\"");
    expect_refused("[profile a]\n= value\n", "~/.aws/config:2: has no key before \"=\"");
    expect_refused("[profile a]\ns3 =\n invalid\n",
                   "~/.aws/config:3: is neither \"key = value\" nor \"[section]\"");
    expect_refused("[profile a]\ns3 =\n = value\n", "~/.aws/config:3: has no key before \"=\"");
    expect_refused(" -continued\n",
                   "~/.aws/config:1: a section must come first, such as [default]");
    expect_refused("[profile a]\nx = 1\n[profile a]\n -continued\n",
                   "~/.aws/config:4: is neither \"key = value\" nor \"[section]\"");
}

static void test_nul_byte_is_refused(UNUSED void **state)
{
    write_file(scratch_path(&scratch, ".aws/config"), "[a]\0", 4, 0600);
    assert_null(profiles_read(&host.call));
    assert_string_equal(host.reason, "~/.aws/config: holds a NUL byte");
}

/* A text that is one repeated; the caller frees it. */
static char *repeated(const char *before, const char *text, size_t count)
{
    size_t length = strlen(before), step = strlen(text);
    char *all = malloc(length + count * step + 1);

    assert_non_null(all);
    memcpy(all, before, length + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(all + length + i * step, text, step + 1);
    return all;
}

static void test_hostile_sizes_are_bounded(UNUSED void **state)
{
    CLEANUP_FREE char *value = repeated("[profile a]\nx = ", "y", 17000);
    CLEANUP_FREE char *lines = repeated("[profile a]\nx = 1\n", " y\n", 300000);
    CLEANUP_FREE char *keys = repeated("[profile a]\n", "x = 1\n", 30000);
    CLEANUP_FREE char *sections = repeated("", "[profile a]\n", 30000);
    CLEANUP_FREE char *file = repeated("[profile a]\n", "# comment\n", 120000);

    expect_refused(value, "~/.aws/config:2: a value is longer than 16 KiB");
    expect_refused(lines, "~/.aws/config:8194: a value is longer than 16 KiB");
    expect_refused(keys, "~/.aws/config:20001: there are more than 20000 settings");
    expect_refused(sections, "~/.aws/config:20001: there are more than 20000 settings");
    expect_refused(file, "~/.aws/config: is too large");
}

static void test_value_of_the_greatest_size(UNUSED void **state)
{
    CLEANUP_FREE char *value = repeated("[profile a]\nx = ", "y", 16384);
    CLEANUP_PROFILES struct profiles *profiles = read_both(value, NULL);

    assert_int_equal(strlen(profiles_get(profiles, "a", "x")), 16384);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_no_files),
        TEST(test_no_home),
        TEST(test_variables_name_the_files),
        TEST(test_dev_null_is_empty),
        TEST(test_missing_file_is_empty),
        TEST(test_directory_is_refused),
        TEST(test_pipe_is_refused_at_once),
        TEST(test_unreadable_file_is_refused),
        TEST(test_current_profile),
        TEST(test_sections_of_the_config_file),
        TEST(test_sections_of_the_credentials_file),
        TEST(test_names_of_sections),
        TEST(test_section_that_comes_again),
        TEST(test_prefixed_default_beats_plain_default),
        TEST(test_credentials_file_goes_before),
        TEST(test_blanks_around_are_not_part),
        TEST(test_blanks_within_are),
        TEST(test_keys_have_no_case),
        TEST(test_empty_value_is_none),
        TEST(test_comments),
        TEST(test_blank_lines),
        TEST(test_value_goes_on),
        TEST(test_indented_keys_of_one_depth),
        TEST(test_nested),
        TEST(test_services),
        TEST(test_bad_lines_are_named),
        TEST(test_nul_byte_is_refused),
        TEST(test_hostile_sizes_are_bounded),
        TEST(test_value_of_the_greatest_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
