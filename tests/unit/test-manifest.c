/* test-manifest.c: what a manifest may say, and what is told of one that may not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "catalogue/manifest.h"

#define NAMED "\"name\":\"x\",\"version\":\"1\",\"description\":\"d\""

static struct manifest *parse(const char *text)
{
    struct error error = ERROR_INIT;
    struct manifest *manifest = manifest_parse(text, strlen(text), &error);

    if (manifest == NULL)
        fail_msg("%s: refused: %s", text, error.text);
    return manifest;
}

/* members are added to a manifest that has what it must. */
static struct manifest *parse_members(const char *members)
{
    char text[4096];

    snprintf(text, sizeof text, "{\"abi\":[1,0],\"manifest\":{" NAMED "%s}}", members);
    return parse(text);
}

static void refuse(const char *text, const char *reason)
{
    struct error error = ERROR_INIT;
    CLEANUP_MANIFEST struct manifest *manifest = manifest_parse(text, strlen(text), &error);

    if (manifest != NULL)
        fail_msg("%s: accepted, expected \"%s\"", text, reason);
    assert_true(text_starts_with(error.text, "manifest: "));
    assert_contains(error.text, reason);
}

static void refuse_members(const char *members, const char *reason)
{
    char text[4096];

    snprintf(text, sizeof text, "{\"abi\":[1,0],\"manifest\":{" NAMED "%s}}", members);
    refuse(text, reason);
}

static const char everything[] =
    "{\"abi\":[1,3],\"manifest\":{\"name\":\"s3\",\"version\":\"0.1.0\",\"description\":\"Öbject\","
    "\"homepage\":\"https://example.org/\",\"setup\":\"set A\",\"retention\":\"permanent\","
    "\"env\":{\"any_of\":[[\"A\",\"B\"],[\"C\"]],\"optional\":[\"D\"],\"public\":[\"C\"]},"
    "\"endpoint\":{\"env\":\"TWATFS_S3_URL\",\"default\":\"https://s3.example.org\"},"
    "\"url\":[\"https://a.example.org/\",\"https://b.example.org/x\"],\"schemes\":[\"https\"],"
    "\"supports\":[\"remote-path\",\"overwrite\",\"private\",\"time-travel\"],"
    "\"min_size\":1,\"max_size\":9223372036854775807,\"rejects\":[\"*.exe\",\"video/*\"],"
    "\"max_size_of\":{\"*.gif\":20,\"image/*\":30},\"expiry\":{\"min\":60,\"max\":600,\"step\":60},"
    "\"options\":{\"storage-class\":\"which\",\"acl\":\"who\"},\"threads\":\"parallel\","
    "\"automatic\":false,\"single_download\":true,\"outlives_link\":true,"
    "\"direct_link\":false,\"priority\":-5,"
    "\"later\":{\"known\":\"to a newer host\"}}}";

static void test_everything(void **state)
{
    CLEANUP_MANIFEST struct manifest *m = parse(everything);
    CLEANUP_BUFFER struct buffer written = BUFFER_INIT;

    (void)state;
    assert_int_equal(m->abi_major, 1);
    assert_int_equal(m->abi_minor, 3);
    assert_string_equal(m->name, "s3");
    assert_string_equal(m->version, "0.1.0");
    assert_string_equal(m->description, "Öbject");
    assert_string_equal(m->homepage, "https://example.org/");
    assert_string_equal(m->setup, "set A");
    assert_string_equal(m->retention, "permanent");
    assert_int_equal(m->any_of_count, 2);
    assert_int_equal(m->any_of[0].count, 2);
    assert_string_equal(m->any_of[0].items[1], "B");
    assert_string_equal(m->any_of[1].items[0], "C");
    assert_string_equal(m->optional.items[0], "D");
    assert_string_equal(m->not_secret.items[0], "C");
    assert_string_equal(m->endpoint_env, "TWATFS_S3_URL");
    assert_string_equal(m->endpoint_default, "https://s3.example.org");
    assert_int_equal(m->url_prefixes.count, 2);
    assert_string_equal(m->url_prefixes.items[1], "https://b.example.org/x");
    assert_int_equal(m->schemes.count, 1);
    assert_int_equal(m->supports, SUPPORTS_REMOTE_PATH | SUPPORTS_OVERWRITE | SUPPORTS_PRIVATE);
    assert_int_equal(m->min_size, 1);
    assert_int_equal(m->max_size, INT64_MAX);
    assert_string_equal(m->rejects.items[1], "video/*");
    assert_int_equal(m->limit_count, 2);
    assert_string_equal(m->limits[0].pattern, "*.gif");
    assert_int_equal(m->limits[1].max_size, 30);
    assert_int_equal(m->expiry_min_s, 60);
    assert_int_equal(m->expiry_max_s, 600);
    assert_int_equal(m->expiry_step_s, 60);
    assert_int_equal(m->option_count, 2);
    assert_string_equal(manifest_find_option(m, "acl")->description, "who");
    assert_null(manifest_find_option(m, "ACL"));
    assert_true(m->parallel);
    assert_false(m->automatic);
    assert_true(m->single_download);
    assert_true(m->outlives_link);
    assert_false(m->direct_link);
    assert_int_equal(m->priority, -5);
    assert_true(json_write(m->document, false, &written));
    assert_contains(written.data, "to a newer host");
}

static void test_defaults(void **state)
{
    CLEANUP_MANIFEST struct manifest *m = parse_members("");

    (void)state;
    assert_null(m->homepage);
    assert_null(m->endpoint_default);
    assert_int_equal(m->any_of_count, 0);
    assert_true(m->max_size == UINT64_MAX);
    assert_int_equal(m->min_size, 0);
    assert_int_equal(m->supports, 0);
    assert_int_equal(m->schemes.count, 2);
    assert_true(m->automatic);
    assert_false(m->parallel);
    assert_false(m->single_download);
    assert_false(m->outlives_link);
    assert_true(m->direct_link);
    assert_int_equal(m->priority, 0);
}

static void test_variants(void **state)
{
    static const char *const accepted[] = {
        ",\"url\":\"https://files.example.org/\"",
        ",\"env\":{}",
        ",\"env\":{\"any_of\":[]}",
        ",\"expiry\":[3600,43200]",
        ",\"expiry\":{}",
        ",\"threads\":\"serial\"",
        ",\"endpoint\":{\"env\":\"X\"}",
        ",\"min_size\":5,\"max_size\":5",
        ",\"max_size_of\":{}",
        ",\"supports\":[]",
        ",\"url\":[]",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(accepted); i++)
        manifest_free(parse_members(accepted[i]));
}

static void test_bad_documents(void **state)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"", "JSON: "},
        {"{", "JSON: "},
        {"[]", "abi: need [major, minor]"},
        {"{}", "abi: need [major, minor]"},
        {"{\"abi\":[1],\"manifest\":{" NAMED "}}", "abi: need [major, minor]"},
        {"{\"abi\":[1,-1],\"manifest\":{" NAMED "}}", "abi: need"},
        {"{\"abi\":[4294967297,0],\"manifest\":{" NAMED "}}", "abi: need"},
        {"{\"abi\":[1.0,0],\"manifest\":{" NAMED "}}", "abi: need"},
        {"{\"abi\":[1,0]}", "manifest: missing"},
        {"{\"abi\":[1,0],\"manifest\":[]}", "manifest: need an object"},
        {"{\"abi\":[1,0],\"manifest\":{}}", "name: missing"},
        {"{\"abi\":[1,0],\"manifest\":{\"name\":\"x\"}}", "version: missing"},
        {"{\"abi\":[1,0],\"manifest\":{\"name\":\"x\",\"version\":\"1\"}}", "description: missing"},
        {"{\"abi\":[1,0],\"abi\":[1,0],\"manifest\":{" NAMED "}}", "duplicate"},
        {"{\"abi\":[1,0],\"manifest\":{" NAMED ",\"name\":\"y\"}}", "duplicate"},
        {"{\"abi\":[1,0],\"manifest\":{" NAMED "}} ...", "JSON: "},
        {"{\"abi\":[1,0],\"manifest\":{" NAMED ",\"x\":[[[[[[[1]]]]]]]}}", "more than 8 levels"},
        {"{\"abi\":[1,0],\"manifest\":{" NAMED ",\"x\":\"\\u0000\"}}", "JSON: "},
        {"{\"abi\":[1,0],\"manifest\":{" NAMED ",\"x\":\"\xff\"}}", "JSON: "},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        refuse(cases[i].text, cases[i].reason);
}

static void test_bad_members(void **state)
{
    static const struct {
        const char *members, *reason;
    } cases[] = {
        {",\"homepage\":5", "homepage: need an absolute URL"},
        {",\"homepage\":null", "homepage: need"},
        {",\"homepage\":\"example.org\"", "homepage: need"},
        {",\"setup\":\"a\\u001b[2J\"", "setup: need text without control characters"},
        {",\"setup\":\"a\\nb\"", "setup: need text without control characters"},
        {",\"retention\":\"\\u202egnp\"", "retention: need text without control characters"},
        {",\"retention\":\"\"", "retention: need"},
        {",\"env\":[]", "env: need an object"},
        {",\"env\":{\"any_of\":\"A\"}", "env.any_of: need an array"},
        {",\"env\":{\"any_of\":[\"A\"]}", "env.any_of: need arrays of 1 to 16 variables"},
        {",\"env\":{\"any_of\":[[]]}", "env.any_of: need arrays"},
        {",\"env\":{\"any_of\":[[\"a\"]]}", "env.any_of: need a variable's name"},
        {",\"env\":{\"any_of\":[[\"1A\"]]}", "env.any_of: need a variable's name"},
        {",\"env\":{\"any_of\":[[\"A=B\"]]}", "env.any_of: need a variable's name"},
        {",\"env\":{\"any_of\":[[5]]}", "env.any_of: need a variable's name"},
        {",\"env\":{\"optional\":[\"\"]}", "env.optional: need a variable's name"},
        {",\"env\":{\"public\":{}}", "env.public: need an array"},
        {",\"endpoint\":\"https://x/\"", "endpoint: need an object"},
        {",\"endpoint\":{\"env\":\"lower\"}", "endpoint.env: need a variable's name"},
        {",\"endpoint\":{\"default\":\"https://a b/\"}", "endpoint.default: need an absolute URL"},
        {",\"endpoint\":{\"default\":\"https:///x\"}", "endpoint.default: need an absolute URL"},
        {",\"url\":5", "url: need an array"},
        {",\"url\":\"https://example.org\"", "with the slash after its host"},
        {",\"url\":[\"//example.org/\"]", "url: need the beginning of a URL"},
        {",\"schemes\":[\"HTTP\"]", "schemes: need a URL scheme"},
        {",\"supports\":\"expiry\"", "supports: need an array"},
        {",\"supports\":[1]", "supports: need a word"},
        {",\"min_size\":-1", "min_size: need a whole number from 0"},
        {",\"max_size\":1.5", "max_size: need a whole number"},
        {",\"max_size\":\"1 GiB\"", "max_size: need a whole number"},
        {",\"max_size\":9223372036854775808", "JSON: "},
        {",\"min_size\":6,\"max_size\":5", "min_size: found 6, need at most max_size, 5"},
        {",\"max_size_of\":[]", "max_size_of: need an object"},
        {",\"max_size_of\":{\"*.gif\":\"big\"}", "max_size_of: need a whole number"},
        {",\"max_size_of\":{\"\":1}", "max_size_of: need a pattern"},
        {",\"rejects\":[\"\"]", "rejects: need a pattern"},
        {",\"expiry\":[]", "expiry: found 0 choices"},
        {",\"expiry\":[0]", "expiry: need whole seconds"},
        {",\"expiry\":[\"1h\"]", "expiry: need whole seconds"},
        {",\"expiry\":3600", "expiry: need an object"},
        {",\"expiry\":{\"step\":0}", "expiry.step: need a whole number from 1"},
        {",\"expiry\":{\"min\":2,\"max\":1}", "expiry.min: found 2, need at most expiry.max, 1"},
        {",\"options\":[\"a\"]", "options: need an object"},
        {",\"options\":{\"A\":\"x\"}", "options: need [a-z0-9]"},
        {",\"options\":{\"a\":1}", "options: description: need text"},
        {",\"threads\":5", "threads: need \"parallel\" or \"serial\""},
        {",\"automatic\":1", "automatic: need true or false"},
        {",\"single_download\":\"yes\"", "single_download: need true or false"},
        {",\"outlives_link\":1", "outlives_link: need true or false"},
        {",\"direct_link\":\"no\"", "direct_link: need true or false"},
        {",\"text_only\":1", "text_only: need true or false"},
        {",\"rate\":5", "rate: need an object"},
        {",\"rate\":{\"uploads\":5}", "rate: needs both uploads and per"},
        {",\"rate\":{\"uploads\":0,\"per\":1}", "rate.uploads: need a whole number from 1"},
        {",\"rate\":{\"uploads\":1,\"per\":2678401}", "rate.per: need a whole number"},
        {",\"priority\":1000001", "priority: need a whole number from -1000000 to 1000000"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        refuse_members(cases[i].members, cases[i].reason);
}

static void test_lengths(void **state)
{
    char long_text[2200], members[2300];

    (void)state;
    memset(long_text, 'A', sizeof long_text);
    snprintf(members, sizeof members, ",\"env\":{\"optional\":[\"%.64s\"]}", long_text);
    manifest_free(parse_members(members));
    snprintf(members, sizeof members, ",\"env\":{\"optional\":[\"%.65s\"]}", long_text);
    refuse_members(members, "1 to 64 bytes");
    snprintf(members, sizeof members, ",\"retention\":\"%.257s\"", long_text);
    refuse_members(members, "retention: need");
    snprintf(members, sizeof members, ",\"setup\":\"%.2049s\"", long_text);
    refuse_members(members, "setup: need");
    memset(members, 0, sizeof members);
    strcpy(members, ",\"rejects\":[\"a\"");
    for (size_t i = 0; i < 64; i++)
        strcat(members, ",\"a\"");
    strcat(members, "]");
    refuse_members(members, "rejects: found 65 items, need at most 64");
}

static void test_names(void **state)
{
    (void)state;
    assert_true(manifest_name_valid("s3"));
    assert_true(manifest_name_valid("0x0"));
    assert_true(manifest_name_valid("a-b-"));
    assert_true(manifest_name_valid("abcdefghijklmnopqrstuvwxyz012345"));
    assert_false(manifest_name_valid("abcdefghijklmnopqrstuvwxyz0123456"));
    assert_false(manifest_name_valid(""));
    assert_false(manifest_name_valid("-a"));
    assert_false(manifest_name_valid("A"));
    assert_false(manifest_name_valid("a_b"));
    assert_false(manifest_name_valid("a/b"));
    assert_false(manifest_name_valid("a.b"));
}

static void test_support_names(void **state)
{
    (void)state;
    assert_string_equal(manifest_support_name(SUPPORTS_REMOTE_PATH), "remote-path");
    assert_string_equal(manifest_support_name(SUPPORTS_CONTENT_TYPE), "content-type");
    assert_string_equal(manifest_support_name(SUPPORTS_LAST), "setup");
}

static void test_declared(void **state)
{
    CLEANUP_MANIFEST struct manifest *m = parse(everything);

    (void)state;
    assert_true(manifest_declares(m, "A"));
    assert_true(manifest_declares(m, "C"));
    assert_true(manifest_declares(m, "D"));
    assert_true(manifest_declares(m, "TWATFS_S3_URL"));
    assert_false(manifest_declares(m, "HOME"));
    assert_false(manifest_declares(m, ""));
}

static void test_endpoint(void **state)
{
    CLEANUP_MANIFEST struct manifest *m = parse(everything);
    CLEANUP_MANIFEST struct manifest *bare = parse_members("");
    bool is_default;

    (void)state;
    unsetenv("TWATFS_S3_URL");
    assert_string_equal(manifest_endpoint(m, &is_default), "https://s3.example.org");
    assert_true(is_default);
    setenv("TWATFS_S3_URL", "", 1);
    assert_string_equal(manifest_endpoint(m, NULL), "https://s3.example.org");
    setenv("TWATFS_S3_URL", "http://localhost:1/", 1);
    assert_string_equal(manifest_endpoint(m, &is_default), "http://localhost:1/");
    assert_false(is_default);
    unsetenv("TWATFS_S3_URL");
    assert_null(manifest_endpoint(bare, &is_default));
}

/* How much of a login in the endpoint is a secret. */
static void test_secret_of_a_login(UNUSED void **state)
{
    static const struct {
        const char *endpoint, *secret, *shown;
    } cases[] = {
        {"https://user:password@localhost/", "password", "user"},
        {"https://:password@localhost/", "password", "localhost"},
        {"https://a-token@localhost/", "a-token", "localhost"},
        {"https://a-token:@localhost/", "a-token", "localhost"},
        {"sftp://user:password@localhost/", "password", "user"},
        {"sftp://user:@localhost/", NULL, "user"},
        {"sftp://user@localhost/", NULL, "user"},
    };
    CLEANUP_MANIFEST struct manifest *m = parse(everything);

    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        setenv("TWATFS_S3_URL", cases[i].endpoint, 1);
        assert_true(manifest_register_secrets(m));
        assert_true(cases[i].secret == NULL || log_has_secret(cases[i].secret, 1));
        assert_false(log_has_secret(cases[i].shown, 1));
        log_close();
    }
    unsetenv("TWATFS_S3_URL");
}

static void test_secrets(void **state)
{
    CLEANUP_MANIFEST struct manifest *m = parse(everything);

    (void)state;
    setenv("A", "secret-of-a", 1);
    setenv("C", "public-of-c", 1);
    setenv("D", "secret-of-d", 1);
    setenv("TWATFS_S3_URL", "http://user:pass:w@rd@localhost/a@b", 1);
    assert_true(manifest_register_secrets(m));
    assert_true(log_has_secret("it was secret-of-a.", 1));
    assert_true(log_has_secret("secret-of-d", 1));
    assert_true(log_has_secret("pass:w@rd", 1));
    assert_false(log_has_secret("pass:w@another", 1));
    assert_false(log_has_secret("public-of-c", 1));
    assert_false(log_has_secret("http://user@localhost/a@b", 1));
    log_close();
    unsetenv("A");
    unsetenv("C");
    unsetenv("D");
    unsetenv("TWATFS_S3_URL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),  cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_variants),    cmocka_unit_test(test_bad_documents),
        cmocka_unit_test(test_bad_members), cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_names),       cmocka_unit_test(test_support_names),
        cmocka_unit_test(test_declared),    cmocka_unit_test(test_endpoint),
        cmocka_unit_test(test_secrets),     cmocka_unit_test(test_secret_of_a_login),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
