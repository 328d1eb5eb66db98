/* test-registry.c: what becomes of each module, real ones that misbehave included.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <pthread.h>

#include "catalogue/registry.h"

static struct scratch scratch;

static int open_scratch(void **state)
{
    (void)state;
    scratch_open_two(&scratch);
    return 0;
}

static int close_scratch(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

/* Copies, so that the owner and the mode are ours whatever the build's are. */
static void install(const char *module, const char *directory, const char *name)
{
    CLEANUP_FREE unsigned char *bytes = NULL;
    size_t length;

    bytes = read_file(module_path(module), &length);
    write_file(scratch_path(&scratch, "%s/twatfs-provider-%s.so", directory, name), bytes, length,
               0755);
}

static void open_registry(struct registry *registry, const char *path,
                          const struct string_list *disabled)
{
    struct registry_options options = {.path = path, .disabled = disabled};
    struct error error = ERROR_INIT;

    if (!registry_open(registry, &options, &error))
        fail_msg("%s", error.text);
}

static struct entry *find(const struct registry *registry, const char *name)
{
    struct entry *entry = registry_find(registry, name);

    if (entry == NULL)
        fail_msg("%s: not found", name);
    return entry;
}

/* ---- One way to fail each ---- */

/* Told from the note: faulty at once, nothing is loaded. */
static void test_faulty_at_open(void **state)
{
    static const struct {
        const char *module, *reason;
    } cases[] = {
        {"no-note", "no twatfs manifest"},
        {"two-notes", "found two twatfs notes, need one"},
        {"wrong-format", "manifest format: found 2, need 1: made for a newer twatfs"},
        {"wrong-major", "ABI major in the manifest: found 2, need 1"},
        {"bad-json", "manifest: JSON: line 1: "},
        {"name-mismatch", "name: found somebody-else, need name-mismatch"},
    };
    struct registry registry;

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        install(cases[i].module, "one", cases[i].module);
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    assert_int_equal(registry.count, ARRAY_LENGTH(cases));
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct entry *entry = find(&registry, cases[i].module);
        struct error error = ERROR_INIT;

        assert_int_equal(entry->state, ENTRY_FAULTY);
        assert_contains(entry->reason, cases[i].reason);
        assert_int_equal(strncmp(entry->reason, entry->path, strlen(entry->path)), 0);
        assert_false(registry_load(entry, &error));
        assert_string_equal(error.text, entry->reason);
        assert_null(entry->table);
    }
    registry_close(&registry);
}

/* Told by loading: ready until then, faulty from then on. */
static void test_faulty_when_loaded(void **state)
{
    static const struct {
        const char *module, *reason;
    } cases[] = {
        {"no-table", "symbol: found none, need twatfs_provider_1"},
        {"symbol-is-function", "twatfs_provider_1: found a function, need a data object"},
        {"symbol-from-needed-library", "need it in the module itself"},
        {"unresolved-symbol", "undefined symbol: twatfs_test_nobody_has_this"},
        {"missing-library", "libtwatfs-test-absent.so.1: cannot open shared object file"},
        {"missing-callback", "upload: found NULL, need a function"},
        {"table-major", "abi_major: found 2, need 1"},
        {"struct-head-only", "twatfs_provider_1: found 8 bytes, need at least "},
        {"struct-half-member", "need a multiple of "},
        {"struct-too-small", "struct_size: found "},
        {"struct-too-large", "need at most 65536"},
        {"struct-size-lies", "struct_size: found 4096, need the "},
    };
    struct registry registry;

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        install(cases[i].module, "one", cases[i].module);
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct entry *entry = find(&registry, cases[i].module);
        struct error error = ERROR_INIT, again = ERROR_INIT;

        if (entry->state != ENTRY_READY)
            fail_msg("%s", entry->reason);
        assert_false(registry_load(entry, &error));
        assert_int_equal(entry->state, ENTRY_FAULTY);
        assert_null(entry->table);
        assert_contains(error.text, cases[i].reason);
        assert_string_equal(error.text, entry->reason);
        assert_int_equal(strncmp(error.text, entry->path, strlen(entry->path)), 0);
        assert_false(registry_load(entry, &again));
        assert_string_equal(again.text, error.text);
    }
    registry_close(&registry);
}

static void test_loads(void **state)
{
    static const struct {
        const char *module;
        int32_t minor;
    } cases[] = {{"good", TWATFS_ABI_MINOR},
                 {"newer-minor", 7},
                 {"struct-longer", TWATFS_ABI_MINOR + 1},
                 {"abi-1-0", 0}};
    struct registry registry;

    (void)state;
    setenv("TWATFS_ABI_1_0_URL", "http://127.0.0.1:1/", 1); /* it knows no other endpoint */
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        install(cases[i].module, "one", cases[i].module);
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct entry *entry = find(&registry, cases[i].module);
        const struct twatfs_provider *table;
        struct error error = ERROR_INIT;

        assert_int_equal(entry->state, ENTRY_READY);
        assert_null(entry->reason);
        assert_null(entry->table);
        if (!registry_load(entry, &error))
            fail_msg("%s", error.text);
        table = entry->table;
        assert_non_null(table);
        assert_non_null(table->upload);
        assert_null(table->close);
        assert_int_equal(table->abi_minor, cases[i].minor);
        assert_true(registry_load(entry, &error));
        assert_ptr_equal(entry->table, table);
    }
    registry_close(&registry);
}

static void *load_good(void *data)
{
    struct error error = ERROR_INIT;

    return registry_load(data, &error) ? data : NULL;
}

static void test_loads_from_many_threads(void **state)
{
    struct registry registry;
    pthread_t threads[8];
    struct entry *entry;

    (void)state;
    install("good", "one", "good");
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    entry = find(&registry, "good");
    for (size_t i = 0; i < ARRAY_LENGTH(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, load_good, entry), 0);
    for (size_t i = 0; i < ARRAY_LENGTH(threads); i++) {
        void *result;

        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, entry);
    }
    registry_close(&registry);
}

static void test_opening_loads_nothing(void **state)
{
    struct error error = ERROR_INIT;
    struct registry registry;
    char mark[512];

    (void)state;
    strcpy(mark, scratch_path(&scratch, "mark"));
    setenv("TWATFS_TEST_MARK", mark, 1);
    install("constructor-leaves-mark", "one", "constructor-leaves-mark");
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    assert_int_equal(find(&registry, "constructor-leaves-mark")->state, ENTRY_READY);
    assert_int_not_equal(access(mark, F_OK), 0);
    /* That the mark would have been left: */
    assert_true(registry_load(find(&registry, "constructor-leaves-mark"), &error));
    assert_int_equal(access(mark, F_OK), 0);
    unsetenv("TWATFS_TEST_MARK");
    registry_close(&registry);
}

/* ---- The search path ---- */

static void test_shadowed(void **state)
{
    CLEANUP_BUFFER struct buffer path = BUFFER_INIT;
    struct error error = ERROR_INIT;
    struct registry registry;
    struct entry *entry;

    (void)state;
    install("good", "one", "good");
    install("good", "two", "good");
    install("no-note", "one", "newer-minor");
    install("newer-minor", "two", "newer-minor");
    buffer_printf(&path, "%s/one:%s/two", scratch.path, scratch.path);
    open_registry(&registry, path.data, NULL);
    assert_int_equal(registry.count, 4);

    entry = find(&registry, "good");
    assert_int_equal(entry->state, ENTRY_READY);
    assert_contains(entry->path, "/one/");
    assert_int_equal(entry[1].state, ENTRY_SHADOWED);
    assert_contains(entry[1].path, "/two/");
    assert_contains(entry[1].reason, "/one/twatfs-provider-good.so comes first");
    assert_false(registry_load(&entry[1], &error));
    assert_contains(error.text, "good: shadowed: ");

    entry = find(&registry, "newer-minor");
    assert_int_equal(entry->state, ENTRY_FAULTY);
    assert_contains(entry->path, "/one/");
    assert_int_equal(entry[1].state, ENTRY_SHADOWED);
    assert_contains(entry[1].reason, "comes first, although it is faulty");
    registry_close(&registry);
}

static void test_directories_before_path(void **state)
{
    CLEANUP_STRING_LIST struct string_list directories = STRING_LIST_INIT;
    struct registry_options options = {.directories = &directories};
    struct error error = ERROR_INIT;
    struct registry registry;
    char second[512], third[512];

    (void)state;
    make_directory(scratch_path(&scratch, "three"), 0755);
    install("good", "one", "good");
    install("good", "two", "good");
    install("good", "three", "good");
    assert_true(string_list_add(&directories, scratch_path(&scratch, "two")));
    strcpy(second, scratch_path(&scratch, "three"));
    strcpy(third, scratch_path(&scratch, "one"));
    options.path = second;
    options.default_directory = third;
    assert_true(registry_open(&registry, &options, &error));
    assert_int_equal(registry.count, 3);
    assert_contains(registry.entries[0].path, "/two/");
    assert_contains(registry.entries[1].path, "/three/");
    assert_contains(registry.entries[2].path, "/one/");
    registry_close(&registry);
}

static void test_disabled(void **state)
{
    CLEANUP_STRING_LIST struct string_list disabled = STRING_LIST_INIT;
    struct error error = ERROR_INIT;
    struct registry registry;

    (void)state;
    install("good", "one", "good");
    install("newer-minor", "one", "newer-minor");
    assert_true(string_list_add(&disabled, "good"));
    open_registry(&registry, scratch_path(&scratch, "one"), &disabled);
    assert_int_equal(find(&registry, "good")->state, ENTRY_DISABLED);
    assert_int_equal(find(&registry, "newer-minor")->state, ENTRY_READY);
    assert_false(registry_load(find(&registry, "good"), &error));
    assert_contains(error.text, "good: disabled: disabled by the configuration");
    registry_close(&registry);
}

static void test_problems(void **state)
{
    CLEANUP_BUFFER struct buffer path = BUFFER_INIT;
    struct registry registry;

    (void)state;
    install("good", "one", "good");
    install("newer-minor", "two", "newer-minor");
    assert_int_equal(chmod(scratch_path(&scratch, "one"), 0777), 0);
    buffer_printf(&path, "%s/none:%s/one:%s/two", scratch.path, scratch.path, scratch.path);
    open_registry(&registry, path.data, NULL);
    assert_int_equal(registry.problems.count, 2);
    assert_contains(registry.problems.items[0], "/none: plugin directory: No such file");
    assert_contains(registry.problems.items[1], "/one: not trusted: everybody may write");
    assert_int_equal(registry.count, 1);
    assert_null(registry_find(&registry, "good"));
    registry_close(&registry);
}

static void test_untrusted_file(void **state)
{
    struct registry registry;

    (void)state;
    install("good", "one", "good");
    assert_int_equal(chmod(scratch_path(&scratch, "one/twatfs-provider-good.so"), 0775), 0);
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    assert_int_equal(find(&registry, "good")->state, ENTRY_FAULTY);
    assert_contains(find(&registry, "good")->reason, "not trusted: its group may write");
    assert_null(find(&registry, "good")->manifest);
    registry_close(&registry);
}

static void test_nothing(void **state)
{
    struct registry_options options = {.path = NULL};
    struct error error = ERROR_INIT;
    struct registry registry;

    (void)state;
    assert_true(registry_open(&registry, &options, &error));
    assert_int_equal(registry.count, 0);
    assert_null(registry_find(&registry, "good"));
    registry_close(&registry);
}

static void test_state_names(void **state)
{
    (void)state;
    assert_string_equal(entry_state_name(ENTRY_READY), "ready");
    assert_string_equal(entry_state_name(ENTRY_NEEDS_CONFIGURATION), "needs configuration");
    assert_string_equal(entry_state_name(ENTRY_FAULTY), "faulty");
    assert_string_equal(entry_state_name(ENTRY_SHADOWED), "shadowed");
    assert_string_equal(entry_state_name(ENTRY_DISABLED), "disabled");
}

/* The good module's manifest, with its variable made a condition: the bytes of
 * the note are changed in place, its length is not. */
static void test_needs_configuration(void **state)
{
    static const char before[] = "\"optional\": [\"TWATFS_TEST_URL\"]";
    static const char after[] = "\"any_of\": [[\"TWATFS_TEST_URL\"]]";
    CLEANUP_FREE unsigned char *bytes = NULL;
    struct error error = ERROR_INIT;
    struct registry registry;
    size_t length;
    char *place;

    (void)state;
    assert_int_equal(sizeof before, sizeof after);
    bytes = read_file(module_path("good"), &length);
    place = memmem(bytes, length, before, sizeof before - 1);
    assert_non_null(place);
    memcpy(place, after, sizeof after - 1);
    write_file(scratch_path(&scratch, "one/twatfs-provider-good.so"), bytes, length, 0644);

    unsetenv("TWATFS_TEST_URL");
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    assert_int_equal(find(&registry, "good")->state, ENTRY_NEEDS_CONFIGURATION);
    assert_string_equal(find(&registry, "good")->reason, "set TWATFS_TEST_URL");
    /* For its set-up. */
    assert_true(registry_load(find(&registry, "good"), &error));
    assert_int_equal(find(&registry, "good")->state, ENTRY_NEEDS_CONFIGURATION);
    registry_close(&registry);

    setenv("TWATFS_TEST_URL", "https://example.org/", 1);
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    assert_int_equal(find(&registry, "good")->state, ENTRY_READY);
    unsetenv("TWATFS_TEST_URL");
    registry_close(&registry);
}

/* Its set-up loads it, while somebody else still speaks of what it needs. */
static void test_a_reason_that_was_told_stays(void **state)
{
    static const char needed[] = "set GUIDED_NAME and GUIDED_TOKEN";
    struct error error = ERROR_INIT;
    struct registry registry;
    const char *told, *now;
    struct entry *entry;

    (void)state;
    unsetenv("GUIDED_NAME");
    unsetenv("GUIDED_TOKEN");
    install("guided", "one", "guided");
    open_registry(&registry, scratch_path(&scratch, "one"), NULL);
    entry = find(&registry, "guided");
    assert_int_equal(registry_state(entry, &told), ENTRY_NEEDS_CONFIGURATION);
    assert_string_equal(told, needed);
    assert_int_equal(chmod(entry->path, 0666), 0);
    assert_false(registry_load(entry, &error));
    assert_int_equal(registry_state(entry, &now), ENTRY_FAULTY);
    assert_contains(now, "not trusted");
    assert_string_equal(told, needed);
    registry_close(&registry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_faulty_at_open, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_faulty_when_loaded, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_loads, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_loads_from_many_threads, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_opening_loads_nothing, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_shadowed, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_directories_before_path, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_disabled, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_problems, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_untrusted_file, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_needs_configuration, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_a_reason_that_was_told_stays, open_scratch,
                                        close_scratch),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_state_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
