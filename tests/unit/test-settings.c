/* test-settings.c: flags before environment before files, and what is said of a bad one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "library/settings.h"

#define SECOND UINT64_C(1000000000)

static struct scratch scratch;
static char system_file[128], user_file[128];

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int begin(UNUSED void **state)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        unsetenv(settings_table[i].variable);
    unsetenv("TWATFS_CONFIG");
    scratch_open(&scratch);
    snprintf(system_file, sizeof system_file, "%s/system", scratch.path);
    snprintf(user_file, sizeof user_file, "%s/twatfs/config", scratch.path);
    setenv("XDG_CONFIG_HOME", scratch.path, 1);
    return 0;
}

static int end(UNUSED void **state)
{
    scratch_close(&scratch);
    return 0;
}

static void write_user_file(const char *text)
{
    char folder[128];

    snprintf(folder, sizeof folder, "%s/twatfs", scratch.path);
    (void)mkdir(folder, 0700);
    write_text(user_file, text);
}

static void set(struct settings *settings, const char *key, const char *value)
{
    struct error error = ERROR_INIT;

    if (!settings_set(settings, key, value, &error))
        fail_msg("%s", error.text);
}

static void set_option(struct settings *settings, const char *key, const char *value)
{
    struct error error = ERROR_INIT;

    if (!settings_set_option(settings, "s3", key, value, &error))
        fail_msg("%s", error.text);
}

static void load(struct settings *settings)
{
    struct error error = ERROR_INIT;

    if (!settings_load(settings, NULL, &error))
        fail_msg("%s", error.text);
}

static void read_layer(struct settings *settings, const char *text, enum settings_layer layer)
{
    struct error error = ERROR_INIT;

    write_text(system_file, text);
    if (!settings_read_file(settings, system_file, layer, &error))
        fail_msg("%s", error.text);
}

static void test_defaults(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;

    load(&settings);
    assert_int_equal(settings.transfer.check, CHECK_AUTO);
    assert_int_equal(settings.transfer.retries, 2);
    assert_true(settings.transfer.timeout_ns == 0);
    assert_true(settings.progress);
    assert_null(settings.plugin_path);
    assert_int_equal(settings.provider.count, 0);
    assert_int_equal(settings.option_count, 0);
}

static void test_precedence(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;

    set(&settings, "retries", "5");
    setenv("TWATFS_RETRIES", "4", 1);
    setenv("TWATFS_CHECK", "head", 1);
    write_user_file("retries = 3\ncheck = full\nstall = 9s\n");
    load(&settings);
    read_layer(&settings, "retries = 1\ncheck = none\nstall = 8s\ntimeout = 7s\n", LAYER_SYSTEM);
    assert_int_equal(settings.transfer.retries, 5);
    assert_int_equal(settings.transfer.check, CHECK_HEAD);
    assert_true(settings.transfer.stall_ns == 9 * SECOND);
    assert_true(settings.transfer.timeout_ns == 7 * SECOND);
    assert_int_equal(settings.layers[4], LAYER_SET);
}

/* Every key of the table, from a file and from the environment. */
static void test_every_setting(UNUSED void **state)
{
    static const char *const values[SETTING_COUNT] = {
        "s3,local", "catbox", "a", "none", "9",     "9s", "9s", "9s",  "9s",  "9s",           "9s",
        "9s",       "9K",     "9", "9M",   "/a:/b", "no", "no", "yes", "yes", "redis://h:1/2"};
    CLEANUP_SETTINGS struct settings from_file = SETTINGS_INIT;
    CLEANUP_SETTINGS struct settings from_environment = SETTINGS_INIT;
    const struct settings *both[] = {&from_file, &from_environment};
    struct error error = ERROR_INIT;
    FILE *file = fopen(system_file, "w");

    assert_non_null(file);
    for (size_t i = 0; i < SETTING_COUNT; i++)
        fprintf(file, "%s = %s\n", settings_table[i].key, values[i]);
    assert_int_equal(fclose(file), 0);
    if (!settings_read_file(&from_file, system_file, LAYER_USER, &error))
        fail_msg("%s", error.text);
    for (size_t i = 0; i < SETTING_COUNT; i++)
        setenv(settings_table[i].variable, values[i], 1);
    load(&from_environment);
    for (size_t i = 0; i < ARRAY_LENGTH(both); i++) {
        const struct settings *settings = both[i];

        assert_int_equal(settings->provider.count, 2);
        assert_string_equal(settings->order.items[0], "catbox");
        assert_string_equal(settings->disable.items[0], "a");
        assert_int_equal(settings->transfer.check, CHECK_NONE);
        assert_int_equal(settings->transfer.retries, 9);
        assert_true(settings->transfer.retry_for_ns == 9 * SECOND);
        assert_true(settings->transfer.retry_delay_ns == 9 * SECOND);
        assert_true(settings->transfer.retry_after_max_ns == 9 * SECOND);
        assert_true(settings->transfer.timeout_ns == 9 * SECOND);
        assert_true(settings->transfer.connect_timeout_ns == 9 * SECOND);
        assert_true(settings->transfer.stall_ns == 9 * SECOND);
        assert_true(settings->transfer.answer_timeout_ns == 9 * SECOND);
        assert_true(settings->transfer.limit_rate == 9 * 1024);
        assert_int_equal(settings->jobs, 9);
        assert_true(settings->max_memory == 9 << 20);
        assert_string_equal(settings->plugin_path, "/a:/b");
        assert_false(settings->progress);
        assert_false(settings->memory);
        assert_true(settings->transfer.ignore_health);
        assert_true(settings->reuse);
        assert_string_equal(settings->cache, "redis://h:1/2");
        for (size_t k = 0; k < SETTING_COUNT; k++)
            assert_int_equal(settings->layers[k], i == 0 ? LAYER_USER : LAYER_ENVIRONMENT);
    }
}

static void test_jobs(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    static const char *const bad[] = {"0", "257", "-1", "few", ""};
    struct error error = ERROR_INIT;

    set(&settings, "jobs", "256");
    assert_int_equal(settings.jobs, 256);
    set(&settings, "jobs", "auto");
    assert_int_equal(settings.jobs, 0);
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        assert_false(settings_set(&settings, "jobs", bad[i], &error));
    assert_false(settings_set(&settings, "max-memory", "0", &error));
}

/* TWATFS_ and the key in capitals: nobody has to look it up. */
static void test_variables_follow_from_keys(UNUSED void **state)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        char variable[64];

        snprintf(variable, sizeof variable, "TWATFS_%s", settings_table[i].key);
        for (char *c = variable + strlen("TWATFS_"); *c != '\0'; c++)
            *c = (char)(*c == '-' ? '_' : *c - 'a' + 'A');
        assert_string_equal(settings_table[i].variable, variable);
    }
}

static void test_disable_adds_up(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;

    setenv("TWATFS_DISABLE", "four", 1);
    write_user_file("disable = three\n");
    load(&settings);
    read_layer(&settings, "disable = one, two\ndisable = three\ndisable =\n", LAYER_SYSTEM);
    assert_int_equal(settings.disable.count, 4);
    assert_true(string_list_contains(&settings.disable, "one"));
    assert_true(string_list_contains(&settings.disable, "two"));
    assert_true(string_list_contains(&settings.disable, "three"));
    assert_true(string_list_contains(&settings.disable, "four"));
}

static void test_lists_replace(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;

    write_user_file("order = a b\nprovider =\n");
    load(&settings);
    read_layer(&settings, "order = c\nprovider = d\n", LAYER_SYSTEM);
    assert_int_equal(settings.order.count, 2);
    assert_string_equal(settings.order.items[0], "a");
    /* An empty list in a user's file takes back the system's. */
    assert_int_equal(settings.provider.count, 0);
}

static void test_empty_variables_are_unset(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;

    setenv("TWATFS_RETRIES", "", 1);
    setenv("TWATFS_PROVIDER", "", 1);
    setenv("TWATFS_CONFIG", "", 1);
    load(&settings);
    assert_int_equal(settings.transfer.retries, 2);
}

static const char *option_value(const struct settings *settings, const char *provider,
                                const char *key)
{
    for (size_t i = 0; i < settings->option_count; i++)
        if (strcmp(settings->options[i].option.provider, provider) == 0 &&
            strcmp(settings->options[i].option.key, key) == 0)
            return settings->options[i].option.value;
    return NULL;
}

static void test_provider_sections(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;

    set_option(&settings, "acl", "flag");
    set_option(&settings, "twice", "1");
    set_option(&settings, "twice", "");
    write_user_file("retries = 3\n[s3]\nacl = user\nclass = user\n[0x0]\nsecret = yes\n");
    load(&settings);
    read_layer(&settings, "[s3]\nacl=system\nclass=system\nregion=system\n", LAYER_SYSTEM);
    assert_int_equal(settings.option_count, 5);
    assert_string_equal(option_value(&settings, "s3", "acl"), "flag");
    assert_string_equal(option_value(&settings, "s3", "twice"), "");
    assert_string_equal(option_value(&settings, "s3", "class"), "user");
    assert_string_equal(option_value(&settings, "s3", "region"), "system");
    assert_string_equal(option_value(&settings, "0x0", "secret"), "yes");
}

static void expect_refused(const char *text, const char *message)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    struct error error = ERROR_INIT;
    char expected[512];

    write_text(system_file, text);
    assert_false(settings_read_file(&settings, system_file, LAYER_USER, &error));
    snprintf(expected, sizeof expected, "%s:%s", system_file, message);
    assert_string_equal(error.text, expected);
}

static void test_bad_files(UNUSED void **state)
{
    expect_refused("# a comment\nretires = 3\n",
                   "2: retires: unknown setting; did you mean \"retries\"?");
    expect_refused("\n\nbanana = 3\n", "3: banana: unknown setting");
    expect_refused("retries = many\n", "1: retries: \"many\": not a number from 0 to 1000");
    expect_refused("retries = 1001\n", "1: retries: \"1001\": not a number from 0 to 1000");
    expect_refused("timeout = 3 fortnights\n", "1: timeout: \"3 fortnights\": not a duration such "
                                               "as 500ms, 30s, 5m, 24h or 7d");
    expect_refused("stall = 10ms\n", "1: stall: \"10ms\": too short: at least 1s");
    expect_refused("progress = maybe\n", "1: progress: \"maybe\": neither yes nor no");
    expect_refused("check = fast\n", "1: check: \"fast\": not one of auto, head, full, none");
    expect_refused("order = S3\n", "1: order: \"S3\": not a provider's name (small letters, digits "
                                   "and hyphens)");
    expect_refused("[My Host]\nkey = x\n", "2: [My Host]: not a provider's name");
    expect_refused("retries\n", "1: neither \"key = value\" nor \"[section]\"");
}

static void test_bad_environment(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    struct error error = ERROR_INIT;

    setenv("TWATFS_STALL", "x", 1);
    assert_false(settings_load(&settings, NULL, &error));
    assert_string_equal(error.text, "TWATFS_STALL: \"x\": not a duration such as 500ms, 30s, 5m, "
                                    "24h or 7d");
    unsetenv("TWATFS_STALL");
    /* Nothing but separators is no list: it must not mean "choose for me". */
    setenv("TWATFS_PROVIDER", "[]", 1);
    assert_false(settings_load(&settings, NULL, &error));
    assert_string_equal(error.text, "TWATFS_PROVIDER: names no provider");
}

/* A bad value is told of even where a higher layer makes it not matter. */
static void test_overridden_values_are_checked(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    struct error error = ERROR_INIT;

    set(&settings, "retries", "5");
    write_user_file("retries = x\n");
    assert_false(settings_load(&settings, NULL, &error));
}

static void test_chosen_file(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    CLEANUP_SETTINGS struct settings by_flag = SETTINGS_INIT;
    CLEANUP_SETTINGS struct settings none = SETTINGS_INIT;
    CLEANUP_SETTINGS struct settings missing = SETTINGS_INIT;
    struct error error = ERROR_INIT;
    char expected[256];

    write_user_file("retries = 8\nstall = 8s\n");
    write_text(system_file, "retries = 9\n");
    setenv("TWATFS_CONFIG", system_file, 1);
    load(&settings);
    assert_int_equal(settings.transfer.retries, 9);
    assert_true(settings.transfer.stall_ns == 30 * SECOND); /* instead of, not on top of */

    setenv("TWATFS_CONFIG", "/nonexistent", 1);
    assert_true(settings_load(&by_flag, system_file, &error));
    assert_int_equal(by_flag.transfer.retries, 9);

    assert_true(settings_load(&none, "/dev/null", &error));
    assert_int_equal(none.transfer.retries, 2);

    assert_false(settings_load(&missing, NULL, &error));
    assert_string_equal(error.text, "TWATFS_CONFIG: /nonexistent: No such file or directory");
    assert_false(settings_load(&missing, scratch.path, &error));
    snprintf(expected, sizeof expected, "%s: not a regular file", scratch.path);
    assert_string_equal(error.text, expected);
}

static void test_relative_xdg_is_ignored(UNUSED void **state)
{
    CLEANUP_SETTINGS struct settings settings = SETTINGS_INIT;
    char folder[128], path[160];

    snprintf(folder, sizeof folder, "%s/.config", scratch.path);
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(path, sizeof path, "%s/twatfs", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/twatfs/config", folder);
    write_text(path, "retries = 6\n");
    setenv("HOME", scratch.path, 1);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    load(&settings);
    assert_int_equal(settings.transfer.retries, 6);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_defaults),
        TEST(test_precedence),
        TEST(test_every_setting),
        TEST(test_jobs),
        TEST(test_variables_follow_from_keys),
        TEST(test_disable_adds_up),
        TEST(test_lists_replace),
        TEST(test_empty_variables_are_unset),
        TEST(test_provider_sections),
        TEST(test_bad_files),
        TEST(test_bad_environment),
        TEST(test_overridden_values_are_checked),
        TEST(test_chosen_file),
        TEST(test_relative_xdg_is_ignored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
