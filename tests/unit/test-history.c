/* test-history.c: what was uploaded is found again, and forgotten for good.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch-memory.h"

#include "base/text.h"
#include "state/cache.h"
#include "state/history.h"

#define NOW INT64_C(1800000000)

static const struct history_entry usual = {
    .time_s = NOW - 1000,
    .path = "/srv/photo.jpg",
    .name = "photo.jpg",
    .size = 12345,
    .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    .provider = "catbox",
    .url = "https://files.catbox.moe/one.jpg",
    .token = "swordfish",
    .expiry_known = true,
    .expiry_s = NOW + 1000,
    .proof = "download",
    .status = "verified",
    .options = "{}",
};

static void add(const struct history_entry *entry)
{
    struct error error = ERROR_INIT;

    if (!history_add(store, entry, &error))
        fail_msg("%s", error.text);
}

/* The ids that are found, as "3 2 1". */
static const char *found(struct history_filter filter)
{
    static char ids[256];
    CLEANUP_HISTORY struct history history = {0};
    struct error error = ERROR_INIT;
    size_t length = 0;

    if (!history_find(store, &filter, NOW, &history, &error))
        fail_msg("%s", error.text);
    ids[0] = '\0';
    for (size_t i = 0; i < history.count; i++)
        length += (size_t)snprintf(ids + length, sizeof ids - length, "%s%d", i > 0 ? " " : "",
                                   (int)history.items[i].id);
    return ids;
}

#define FOUND(...) found((struct history_filter){__VA_ARGS__})

static void test_all_of_it_comes_back(UNUSED void **state)
{
    CLEANUP_HISTORY struct history history = {0};
    const struct history_filter all = {0};
    const struct history_entry *entry;

    add(&usual);
    assert_true(history_find(store, &all, NOW, &history, NULL));
    assert_int_equal(history.count, 1);
    entry = &history.items[0];
    assert_int_equal(entry->id, 1);
    assert_int_equal(entry->time_s, usual.time_s);
    assert_string_equal(entry->path, usual.path);
    assert_string_equal(entry->name, usual.name);
    assert_int_equal(entry->size, usual.size);
    assert_string_equal(entry->sha256, usual.sha256);
    assert_string_equal(entry->provider, usual.provider);
    assert_string_equal(entry->url, usual.url);
    assert_string_equal(entry->token, usual.token);
    assert_true(entry->expiry_known);
    assert_int_equal(entry->expiry_s, usual.expiry_s);
    assert_string_equal(entry->proof, usual.proof);
    assert_string_equal(entry->status, usual.status);
    assert_string_equal(entry->options, usual.options);
    assert_int_equal(entry->deleted_s, 0);
}

static void test_what_is_not_known_stays_unknown(UNUSED void **state)
{
    CLEANUP_HISTORY struct history history = {0};
    const struct history_filter all = {0};
    struct history_entry little = {.time_s = NOW,
                                   .name = "stdin",
                                   .size = HISTORY_SIZE_UNKNOWN,
                                   .provider = "plik",
                                   .url = "http://h/x",
                                   .proof = "none",
                                   .status = "left",
                                   .options = "{}"};

    add(&little);
    assert_true(history_find(store, &all, NOW, &history, NULL));
    assert_null(history.items[0].path);
    assert_null(history.items[0].sha256);
    assert_null(history.items[0].token);
    assert_false(history.items[0].expiry_known);
    assert_true(history.items[0].size == HISTORY_SIZE_UNKNOWN);
}

static void test_what_people_call_files_comes_back(UNUSED void **state)
{
    static const char *const names[] = {"'); DROP TABLE upload; --", "a\xffz", "\xe2\x80\xae", "%s",
                                        ""};
    CLEANUP_HISTORY struct history history = {0};
    const struct history_filter all = {0};

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        struct history_entry entry = usual;

        entry.name = names[i];
        add(&entry);
    }
    assert_true(history_find(store, &all, NOW, &history, NULL));
    assert_int_equal(history.count, ARRAY_LENGTH(names));
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        assert_string_equal(history.items[history.count - 1 - i].name, names[i]);
}

static void test_nothing_is_found_where_nothing_is(UNUSED void **state)
{
    assert_string_equal(FOUND(.limit = 5), "");
    assert_int_equal(access(path, F_OK), -1);
}

static void test_filters(UNUSED void **state)
{
    struct history_entry other = usual;

    add(&usual);
    other.provider = "plik";
    other.path = NULL;
    other.name = "notes.md";
    other.url = "http://plik/two";
    other.time_s = NOW - 500;
    other.expiry_s = NOW;
    add(&other);
    other.expiry_s = 0; /* never */
    other.time_s = NOW - 10;
    other.url = "http://plik/three";
    add(&other);
    assert_string_equal(FOUND(.id = 0), "3 2 1");
    assert_string_equal(FOUND(.id = 2), "2");
    assert_string_equal(FOUND(.id = -1), "");
    assert_string_equal(FOUND(.provider = "plik"), "3 2");
    assert_string_equal(FOUND(.url = "http://plik/two"), "2");
    assert_string_equal(FOUND(.since_s = NOW - 500), "3 2");
    assert_string_equal(FOUND(.before_s = NOW - 500), "1");
    assert_string_equal(FOUND(.since_s = NOW - 500, .before_s = NOW - 10), "2");
    assert_string_equal(FOUND(.file = "*.md"), "3 2");
    assert_string_equal(FOUND(.file = "/SRV/*"), "1");
    assert_string_equal(FOUND(.live = true), "3 1");
    assert_string_equal(FOUND(.limit = 2), "3 2");
    assert_string_equal(FOUND(.live = true, .limit = 2), "3 1");
    assert_string_equal(FOUND(.provider = "plik", .live = true, .file = "n*"), "3");
}

static void test_a_deleted_one_is_marked_and_has_no_token(UNUSED void **state)
{
    CLEANUP_HISTORY struct history history = {0};
    const struct history_filter all = {0};
    CLEANUP_FREE unsigned char *bytes = NULL;
    struct error error = ERROR_INIT;
    size_t length;

    add(&usual);
    assert_true(history_mark_deleted(store, "plik", usual.url, NOW, &error));
    assert_string_equal(FOUND(.live = true), "1");
    assert_true(history_mark_deleted(store, "catbox", usual.url, NOW, &error));
    assert_string_equal(FOUND(.live = true), "");
    assert_true(history_find(store, &all, NOW, &history, NULL));
    assert_int_equal(history.items[0].deleted_s, NOW);
    assert_null(history.items[0].token);
    bytes = read_file(path, &length);
    assert_null(memmem(bytes, length, "swordfish", 9));
}

static int64_t newer_than(int64_t id)
{
    struct history_entry entry = usual;
    struct error error = ERROR_INIT;
    int64_t newer;

    entry.id = id;
    assert_true(history_find_newer(store, &entry, &newer, &error));
    return newer;
}

static void test_what_replaced_it_has_its_token_and_another_link(UNUSED void **state)
{
    struct history_entry entry = usual;
    struct error error = ERROR_INIT;
    int64_t newer;

    add(&usual);
    add(&usual); /* with the same link */
    assert_int_equal(newer_than(1), 0);
    entry.provider = "plik";
    entry.url = "https://files.catbox.moe/two.jpg";
    add(&entry);
    entry.provider = usual.provider;
    entry.token = "another";
    add(&entry);
    assert_int_equal(newer_than(1), 0);
    entry.token = usual.token;
    add(&entry);
    entry.url = "https://files.catbox.moe/three.jpg";
    add(&entry);
    assert_int_equal(newer_than(1), 6);
    assert_int_equal(newer_than(5), 6);
    assert_int_equal(newer_than(6), 0);
    assert_true(history_mark_deleted(store, usual.provider, entry.url, NOW, &error));
    assert_int_equal(newer_than(1), 5);
    entry.token = NULL;
    assert_true(history_find_newer(store, &entry, &newer, &error));
    assert_int_equal(newer, 0);
}

static void test_a_number_is_never_given_twice(UNUSED void **state)
{
    const struct history_filter last = {.id = 2};
    struct error error = ERROR_INIT;
    uint64_t forgotten;

    add(&usual);
    add(&usual);
    assert_true(history_forget(store, &last, NOW, &forgotten, &error));
    assert_int_equal(forgotten, 1);
    add(&usual);
    assert_string_equal(FOUND(.id = 0), "3 1");
}

static void test_forgetting_takes_what_matches(UNUSED void **state)
{
    const struct history_filter old = {.before_s = NOW - 100, .provider = "catbox"};
    struct history_entry entry = usual;
    struct error error = ERROR_INIT;
    uint64_t forgotten;

    assert_true(history_forget(store, &old, NOW, &forgotten, &error));
    assert_int_equal(forgotten, 0);
    add(&entry);
    entry.provider = "plik";
    add(&entry);
    entry.provider = "catbox";
    entry.time_s = NOW;
    add(&entry);
    assert_true(history_forget(store, &old, NOW, &forgotten, &error));
    assert_int_equal(forgotten, 1);
    assert_string_equal(FOUND(.id = 0), "3 2");
}

static bool is_cached(struct cache *cache, const char *key)
{
    CLEANUP_CACHE_ENTRY struct cache_entry found = {0};

    return cache_get(cache, key, NOW, &found);
}

static void keep_link(struct cache *cache, const char *key, const char *url)
{
    struct cache_entry entry = {.provider = (char *)(uintptr_t)usual.provider,
                                .url = (char *)(uintptr_t)url,
                                .size = usual.size,
                                .stored_s = NOW};

    text_copy(entry.sha256, sizeof entry.sha256, usual.sha256);
    cache_put(cache, key, NOW, &entry);
    assert_true(is_cached(cache, key));
}

/* The cache is a table of the same file; what is not ours there is no obstacle. */
static void test_forgetting_takes_the_cached_link(UNUSED void **state)
{
    const struct history_filter one = {.url = usual.url};
    struct cache *cache = cache_new("sqlite", store);
    struct history_entry other = usual;
    struct error error = ERROR_INIT;
    struct query query;
    uint64_t forgotten;

    assert_non_null(cache);
    other.url = "https://files.catbox.moe/two.jpg";
    add(&usual);
    add(&other);
    keep_link(cache, "one", usual.url);
    keep_link(cache, "two", other.url);
    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "INSERT INTO cache (key, value, dies) VALUES ('three', '{', ?)");
    query_put_integer(&query, INT64_MAX);
    query_run(&query);
    assert_true(store_end(store, true, &error));
    assert_true(history_forget(store, &one, NOW, &forgotten, &error));
    assert_int_equal(forgotten, 1);
    assert_false(is_cached(cache, "one"));
    assert_true(is_cached(cache, "two"));
    cache_free(cache);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_all_of_it_comes_back),
        TEST(test_what_is_not_known_stays_unknown),
        TEST(test_what_people_call_files_comes_back),
        TEST(test_nothing_is_found_where_nothing_is),
        TEST(test_filters),
        TEST(test_a_deleted_one_is_marked_and_has_no_token),
        TEST(test_what_replaced_it_has_its_token_and_another_link),
        TEST(test_a_number_is_never_given_twice),
        TEST(test_forgetting_takes_what_matches),
        TEST(test_forgetting_takes_the_cached_link),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
