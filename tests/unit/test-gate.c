/* test-gate.c: who can serve, and the sentence for who cannot.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "catalogue/gate.h"

#define MIB (UINT64_C(1024) * 1024)
#define GIB (1024 * MIB)

static struct manifest *parse_members(const char *members)
{
    struct error error = ERROR_INIT;
    char text[2048];
    struct manifest *manifest;

    snprintf(text, sizeof text,
             "{\"abi\":[1,0],\"manifest\":{\"name\":\"x\",\"version\":\"1\","
             "\"description\":\"d\"%s}}",
             members);
    manifest = manifest_parse(text, strlen(text), &error);
    if (manifest == NULL)
        fail_msg("%s", error.text);
    return manifest;
}

/* reason is NULL when it must be accepted. */
static void expect(const char *members, const struct gate_wish *wish, const char *reason)
{
    CLEANUP_MANIFEST struct manifest *manifest = parse_members(members);
    struct error error = ERROR_INIT;
    bool accepted = gate_accepts(manifest, wish, &error);

    if (reason == NULL) {
        if (!accepted)
            fail_msg("%s: refused: %s", members, error.text);
        return;
    }
    assert_false(accepted);
    assert_string_equal(error.text, reason);
}

static void expect_size(const char *members, uint64_t size, const char *name, const char *type,
                        const char *reason)
{
    struct gate_wish wish = {.size = size, .name = name, .content_type = type};

    expect(members, &wish, reason);
}

static void test_sizes(void **state)
{
    (void)state;
    expect_size("", UINT64_MAX - 1, "a", "text/plain", NULL);
    expect_size("", 0, "a", "text/plain", NULL);
    expect_size(",\"max_size\":209715200", 200 * MIB, "a", "text/plain", NULL);
    expect_size(",\"max_size\":209715200", GIB + GIB / 5, "a", "text/plain",
                "takes at most 200 MiB, this file has 1.2 GiB");
    expect_size(",\"max_size\":209715200", 200 * MIB + 1, "a", "text/plain",
                "takes at most 209715200 bytes, this file has 209715201");
    expect_size(",\"min_size\":1", 0, "a", "text/plain", "takes at least 1 B, this file has 0 B");
    expect_size(",\"min_size\":5,\"max_size\":9", TWATFS_SIZE_UNKNOWN, "a", "text/plain", NULL);
}

static void test_size_of(void **state)
{
    static const char limits[] =
        ",\"max_size\":1000,\"max_size_of\":{\"*.gif\":20,\"video/*\":30,\"*.big\":5000}";

    (void)state;
    expect_size(limits, 21, "a.txt", "text/plain", NULL);
    expect_size(limits, 20, "a.gif", "image/gif", NULL);
    expect_size(limits, 21, "A.GIF", "image/gif",
                "takes at most 20 B of *.gif, this file has 21 B");
    expect_size(limits, 31, "a.mp4", "video/mp4",
                "takes at most 30 B of video/*, this file has 31 B");
    expect_size(limits, 2000, "a.big", "text/plain", "takes at most 1000 B, this file has 2.0 KiB");
    expect_size(limits, TWATFS_SIZE_UNKNOWN, "a.gif", "image/gif", NULL);
}

static void test_rejects(void **state)
{
    static const char rejects[] = ",\"rejects\":[\"*.exe\",\"*.tar.gz\",\"video/*\"]";

    (void)state;
    expect_size(rejects, 1, "a.txt", "text/plain", NULL);
    expect_size(rejects, 1, "a.exe.txt", "text/plain", NULL);
    expect_size(rejects, 1, "SETUP.EXE", "text/plain", "does not take *.exe");
    expect_size(rejects, 1, "a.tar.gz", "text/plain", "does not take *.tar.gz");
    expect_size(rejects, 1, "a", "video/mp4", "does not take video/*");
    expect_size(rejects, TWATFS_SIZE_UNKNOWN, "a.exe", "text/plain", "does not take *.exe");
}

static void test_text_only(void **state)
{
    struct gate_wish wish = {.size = 5, .name = "a", .content_type = "text/plain"};

    (void)state;
    expect(",\"text_only\":true", &wish, NULL);
    wish.binary = true;
    expect("", &wish, NULL);
    expect(",\"text_only\":false", &wish, NULL);
    expect(",\"text_only\":true", &wish, "takes text only");
}

static void test_once(void **state)
{
    struct gate_wish wish = {
        .size = 5, .name = "a", .content_type = "text/plain", .needs = SUPPORTS_ONCE};

    (void)state;
    expect(",\"supports\":[\"once\"]", &wish, NULL);
    expect(",\"supports\":[\"delete\"]", &wish, "cannot use --once");
    expect("", &wish, "cannot use --once");
}

static void test_needs(void **state)
{
    static const struct {
        unsigned needs;
        const char *supports, *reason;
    } cases[] = {
        {0, "", NULL},
        {SUPPORTS_REMOTE_PATH, "", "cannot use --remote-path"},
        {SUPPORTS_OVERWRITE, "", "cannot use --force"},
        {SUPPORTS_UNIQUE, "", "cannot use --unique"},
        {SUPPORTS_EXPIRY, "", "cannot use --expire"},
        {SUPPORTS_CONTENT_TYPE, "", "cannot use --content-type"},
        {SUPPORTS_REMOTE_PATH, "\"remote-path\"", NULL},
        {SUPPORTS_REMOTE_PATH | SUPPORTS_OVERWRITE, "\"remote-path\"", "cannot use --force"},
        {SUPPORTS_REMOTE_PATH | SUPPORTS_OVERWRITE, "\"remote-path\",\"overwrite\"", NULL},
        {SUPPORTS_PRIVATE, "\"delete\"", "cannot make a link that nobody can guess"},
        {SUPPORTS_LAST << 1, "\"delete\"", "cannot do all that was asked for"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct gate_wish wish = {.size = 1,
                                 .name = "a",
                                 .content_type = "text/plain",
                                 .needs = cases[i].needs,
                                 .expire_s = 60};
        char members[128];

        snprintf(members, sizeof members, ",\"supports\":[%s]", cases[i].supports);
        expect(members, &wish, cases[i].reason);
    }
}

static void test_expiry(void **state)
{
    static const struct {
        const char *expiry;
        int64_t expire_s;
        const char *reason;
    } cases[] = {
        {"", 7, NULL},
        {"", 0, "cannot keep files for less than a second"},
        {"", -1, "cannot keep files for less than a second"},
        {",\"expiry\":[3600,43200,86400,259200]", 43200, NULL},
        {",\"expiry\":[3600,43200,86400,259200]", 7200,
         "keeps files for 1 hour, 12 hours, 1 day or 3 days, not 2 hours"},
        {",\"expiry\":[3600]", 1, "keeps files for 1 hour, not 1 second"},
        {",\"expiry\":{\"min\":3600}", 1800, "keeps files for at least 1 hour, not 30 minutes"},
        {",\"expiry\":{\"min\":3600}", 3600, NULL},
        {",\"expiry\":{\"max\":86400}", 172800, "keeps files for at most 1 day, not 2 days"},
        {",\"expiry\":{\"max\":86400}", 86400, NULL},
        {",\"expiry\":{\"step\":3600}", 7200, NULL},
        {",\"expiry\":{\"step\":3600}", 5400,
         "keeps files for a multiple of 1 hour, not 90 minutes"},
        {",\"expiry\":{\"min\":60,\"max\":600,\"step\":60}", 120, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct gate_wish wish = {.size = 1,
                                 .name = "a",
                                 .content_type = "text/plain",
                                 .needs = SUPPORTS_EXPIRY,
                                 .expire_s = cases[i].expire_s};
        char members[256];

        snprintf(members, sizeof members, ",\"supports\":[\"expiry\"]%s", cases[i].expiry);
        expect(members, &wish, cases[i].reason);
    }
}

static void expect_configured(const char *any_of, const char *reason)
{
    char members[256];
    CLEANUP_MANIFEST struct manifest *manifest = NULL;
    struct error error = ERROR_INIT;

    snprintf(members, sizeof members, ",\"env\":{\"any_of\":[%s]}", any_of);
    manifest = parse_members(members);
    assert_int_equal(gate_configured(manifest, &error), reason == NULL);
    if (reason != NULL)
        assert_string_equal(error.text, reason);
}

static void test_configured(void **state)
{
    (void)state;
    unsetenv("GATE_A");
    setenv("GATE_B", "", 1);
    setenv("GATE_C", "set", 1);
    expect_configured("", NULL);
    expect_configured("[\"GATE_C\"]", NULL);
    expect_configured("[\"GATE_A\"],[\"GATE_C\"]", NULL);
    expect_configured("[\"GATE_A\"]", "set GATE_A");
    expect_configured("[\"GATE_B\"]", "set GATE_B");
    expect_configured("[\"GATE_A\",\"GATE_C\"]", "set GATE_A and GATE_C");
    expect_configured("[\"GATE_A\",\"GATE_B\"],[\"GATE_B\"]", "set GATE_A and GATE_B, or GATE_B");
    expect_configured("[\"GATE_A\",\"GATE_B\",\"GATE_C\"]", "set GATE_A, GATE_B and GATE_C");
    setenv("GATE_A", "set", 1);
    expect_configured("[\"GATE_A\",\"GATE_C\"]", NULL);
}

static void expect_endpoint(const char *members, const char *reason)
{
    CLEANUP_MANIFEST struct manifest *manifest = parse_members(members);
    struct error error = ERROR_INIT;

    assert_int_equal(gate_configured(manifest, &error), reason == NULL);
    if (reason != NULL)
        assert_string_equal(error.text, reason);
}

/* One that says nothing else of what it needs has no host without it. */
static void test_endpoint(void **state)
{
    (void)state;
    unsetenv("GATE_URL");
    setenv("GATE_SET", "set", 1);
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\"}", "set GATE_URL");
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\"},\"env\":{\"optional\":[\"GATE_SET\"]}",
                    "set GATE_URL");
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\",\"default\":\"https://x.example/\"}",
                    NULL);
    expect_endpoint(",\"endpoint\":{\"default\":\"https://x.example/\"}", NULL);
    /* Such as a folder, which need not be served. */
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\"},\"env\":{\"optional\":[\"GATE_URL\"]}",
                    NULL);
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\"},\"env\":{\"any_of\":[[\"GATE_SET\"]]}",
                    NULL);
    setenv("GATE_URL", "", 1);
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\"}", "set GATE_URL");
    setenv("GATE_URL", "https://x.example/", 1);
    expect_endpoint(",\"endpoint\":{\"env\":\"GATE_URL\"}", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),    cmocka_unit_test(test_size_of),
        cmocka_unit_test(test_rejects),  cmocka_unit_test(test_text_only),
        cmocka_unit_test(test_once),     cmocka_unit_test(test_needs),
        cmocka_unit_test(test_expiry),   cmocka_unit_test(test_configured),
        cmocka_unit_test(test_endpoint),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
