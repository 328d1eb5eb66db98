/* test-journal.c: a run knows what earlier ones made of its files, and nothing else.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch-memory.h"

#include <pthread.h>
#include <string.h>

#include "state/journal.h"

#define NOW INT64_C(1800000000)

static const struct history_entry usual = {
    .time_s = NOW - 1000,
    .path = "/srv/photo.jpg",
    .name = "photo.jpg",
    .size = 12345,
    .provider = "catbox",
    .url = "https://files.catbox.moe/one.jpg",
    .token = "swordfish",
    .proof = "download",
    .status = "verified",
    .options = "{}",
};

/* ---- Steps ---- */

static struct journal begin_batch(const char *identity)
{
    struct journal journal = JOURNAL_INIT;
    struct error error = ERROR_INIT;

    if (!journal_begin(&journal, store, identity, "some files", NOW, &error))
        fail_msg("%s", error.text);
    return journal;
}

static enum journal_found go_on(struct journal *journal, const char *identity, int64_t id)
{
    struct error error = ERROR_INIT;
    enum journal_found found = journal_resume(journal, store, identity, id, NOW, &error);

    if (found == JOURNAL_ERROR)
        fail_msg("%s", error.text);
    return found;
}

/* Whether an earlier run has done it; url is whose link it was. */
static bool claim(const struct journal *journal, const char *key, struct journal_file *file,
                  char url[64])
{
    CLEANUP_JOURNAL_RESULT struct journal_result result = {0};
    struct error error = ERROR_INIT;
    bool is_done;

    if (!journal_claim(journal, key, NOW, file, &result, &is_done, &error))
        fail_msg("%s", error.text);
    if (is_done && url != NULL)
        snprintf(url, 64, "%s", result.upload.url);
    return is_done;
}

static int64_t done(const struct journal_file *file, const char *url)
{
    const struct journal_result figures = {.attempts = 3, .total_ns = 7};
    struct history_entry entry = usual;
    struct error error = ERROR_INIT;
    int64_t id;

    entry.url = url;
    if (!store_begin(store, STORE_WRITE, &error))
        fail_msg("%s", error.text);
    id = history_put(store, &entry);
    journal_put_done(file, id, &figures);
    if (!store_end(store, true, &error))
        fail_msg("%s", error.text);
    return id;
}

/* "done/failed/under way" of the one with this id; "" when there is none. */
static const char *counts(int64_t id)
{
    static char text[64];
    CLEANUP_JOURNAL_LIST struct journal_list list = {0};
    struct error error = ERROR_INIT;

    if (!journal_list(store, id, &list, &error))
        fail_msg("%s", error.text);
    text[0] = '\0';
    if (list.count > 0)
        snprintf(text, sizeof text, "%d/%d/%d%s", (int)list.items[0].done,
                 (int)list.items[0].failed, (int)list.items[0].under_way,
                 list.items[0].running ? " running" : "");
    return text;
}

/* ---- What holds ---- */

static void test_a_file_that_is_done_is_known(UNUSED void **state)
{
    struct journal journal = begin_batch("one");
    struct journal_file file;
    CLEANUP_JOURNAL_RESULT struct journal_result result = {0};
    struct error error = ERROR_INIT;
    bool is_done;

    assert_false(claim(&journal, "first", &file, NULL));
    assert_string_equal(counts(journal.id), "0/0/1 running");
    done(&file, "https://a/1");
    assert_false(claim(&journal, "second", &file, NULL));
    assert_string_equal(counts(journal.id), "1/0/1 running");
    journal_close(&journal);
    assert_string_equal(counts(journal.id), "1/0/1");

    assert_int_equal(go_on(&journal, "one", 0), JOURNAL_FOUND);
    assert_true(journal_claim(&journal, "first", NOW, &file, &result, &is_done, &error));
    assert_true(is_done);
    assert_string_equal(result.upload.url, "https://a/1");
    assert_string_equal(result.upload.token, "swordfish");
    assert_int_equal(result.attempts, 3);
    assert_int_equal(result.total_ns, 7);
    assert_false(claim(&journal, "second", &file, NULL));
    assert_false(claim(&journal, "third", &file, NULL));
    assert_string_equal(counts(journal.id), "1/0/2 running");
    journal_close(&journal);
}

static void test_one_that_failed_is_tried_again(UNUSED void **state)
{
    struct journal journal = begin_batch("one");
    struct journal_file file;
    struct error error = ERROR_INIT;

    assert_false(claim(&journal, "first", &file, NULL));
    assert_true(journal_fail(&file, &error));
    assert_string_equal(counts(journal.id), "0/1/0 running");
    journal_close(&journal);
    assert_int_equal(go_on(&journal, "one", 0), JOURNAL_FOUND);
    assert_false(claim(&journal, "first", &file, NULL));
    assert_string_equal(counts(journal.id), "0/0/1 running");
    done(&file, "https://a/1");
    assert_string_equal(counts(journal.id), "1/0/0 running");
    assert_true(journal_release(&file, &error));
    assert_string_equal(counts(journal.id), "0/0/0 running");
    journal_close(&journal);
}

static void test_one_that_is_named_twice_is_there_twice(UNUSED void **state)
{
    struct journal journal = begin_batch("one");
    struct journal_file file;
    char url[64];

    assert_false(claim(&journal, "same", &file, NULL));
    done(&file, "https://a/1");
    assert_false(claim(&journal, "same", &file, NULL));
    done(&file, "https://a/2");
    journal_close(&journal);
    for (int run = 0; run < 3; run++) {
        assert_int_equal(go_on(&journal, "one", 0), JOURNAL_FOUND);
        assert_true(claim(&journal, "same", &file, url));
        assert_string_equal(url, "https://a/1");
        if (run == 1) { /* it ended there */
            journal_close(&journal);
            continue;
        }
        assert_true(claim(&journal, "same", &file, url));
        assert_string_equal(url, "https://a/2");
        journal_close(&journal);
    }
    assert_int_equal(go_on(&journal, "one", 0), JOURNAL_FOUND);
    assert_true(claim(&journal, "same", &file, url));
    assert_true(claim(&journal, "same", &file, url));
    assert_false(claim(&journal, "same", &file, url));
    journal_close(&journal);
}

static void test_a_link_that_is_gone_is_not_done(UNUSED void **state)
{
    struct journal journal = begin_batch("one");
    const struct history_filter second = {.id = 2};
    struct journal_file file;
    struct error error = ERROR_INIT;
    uint64_t forgotten;

    assert_false(claim(&journal, "deleted", &file, NULL));
    done(&file, "https://a/1");
    assert_false(claim(&journal, "forgotten", &file, NULL));
    assert_int_equal(done(&file, "https://a/2"), 2);
    journal_close(&journal);
    assert_true(history_mark_deleted(store, "catbox", "https://a/1", NOW, &error));
    assert_true(history_forget(store, &second, NOW, &forgotten, &error));
    assert_int_equal(forgotten, 1);
    assert_int_equal(go_on(&journal, "one", 0), JOURNAL_FOUND);
    assert_false(claim(&journal, "deleted", &file, NULL));
    assert_false(claim(&journal, "forgotten", &file, NULL));
    assert_string_equal(counts(journal.id), "0/0/2 running");
    journal_close(&journal);
}

static void test_the_last_one_that_is_free_is_gone_on_with(UNUSED void **state)
{
    struct journal first = begin_batch("one"), second = begin_batch("one"),
                   other = begin_batch("other"), again = JOURNAL_INIT;

    assert_int_equal(go_on(&again, "none", 0), JOURNAL_ABSENT);
    assert_int_equal(go_on(&again, "one", 0), JOURNAL_BUSY);
    assert_int_equal(go_on(&again, "one", 77), JOURNAL_ABSENT);
    journal_close(&first);
    assert_int_equal(go_on(&again, "one", 0), JOURNAL_FOUND);
    assert_int_equal(again.id, first.id);
    assert_int_equal(again.run, 2);
    journal_close(&again);
    journal_close(&second);
    assert_int_equal(go_on(&again, "one", 0), JOURNAL_FOUND);
    assert_int_equal(again.id, second.id);
    journal_close(&again);
    journal_close(&other);
    assert_int_equal(go_on(&again, "whatever", other.id), JOURNAL_FOUND);
    journal_close(&again);
}

static void test_what_is_forgotten_is_not_found(UNUSED void **state)
{
    struct journal journal = begin_batch("one"), kept = begin_batch("one");
    struct journal_file file;
    struct error error = ERROR_INIT;
    char key[JOURNAL_KEY_SIZE];

    for (int i = 0; i < 5000; i++) { /* more than one lot */
        snprintf(key, sizeof key, "%d", i);
        assert_false(claim(&journal, key, &file, NULL));
    }
    assert_false(claim(&kept, "first", &file, NULL));
    assert_int_equal(journal_forget_one(store, kept.id, &error), JOURNAL_BUSY);
    assert_true(journal_forget(&journal, &error));
    assert_string_equal(counts(journal.id), "");
    assert_string_equal(counts(kept.id), "0/0/1 running");
    assert_int_equal(go_on(&journal, "one", journal.id), JOURNAL_ABSENT);

    assert_true(journal_prune(store, NOW + 1, &error)); /* it is worked on */
    assert_string_equal(counts(kept.id), "0/0/1 running");
    journal_close(&kept);
    assert_true(journal_prune(store, NOW, &error));
    assert_string_equal(counts(kept.id), "0/0/1");
    assert_true(journal_prune(store, NOW + 1, &error));
    assert_string_equal(counts(kept.id), "");
}

/* Another program may have set it aside meanwhile, and a batch of the same number begun. */
static void test_no_file_without_its_batch(UNUSED void **state)
{
    struct journal journal = begin_batch("one");
    struct journal_file file;
    struct error error = ERROR_INIT;
    struct query query;

    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "DELETE FROM batch");
    query_run(&query);
    assert_true(store_end(store, true, &error));
    assert_false(claim(&journal, "first", &file, NULL));
    done(&file, "https://a/1");
    assert_true(store_begin(store, STORE_READ, &error));
    query = store_query(store, "SELECT 1 FROM batch_file");
    assert_false(query_next(&query));
    assert_true(store_end(store, true, &error));
    journal_close(&journal);
}

static void *add_some(void *data)
{
    struct error error = ERROR_INIT;

    for (int i = 0; i < 20; i++)
        if (!history_add(store, &usual, &error) || !store_sync(store))
            return data;
    return NULL;
}

static void test_threads_share_what_the_disk_takes(UNUSED void **state)
{
    pthread_t threads[8];
    void *failed = NULL;
    int told;

    assert_true(store_sync(store)); /* nothing is there */
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_some, &told), 0);
    for (size_t i = 0; i < 8; i++) {
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_a_file_that_is_done_is_known),
        TEST(test_one_that_failed_is_tried_again),
        TEST(test_one_that_is_named_twice_is_there_twice),
        TEST(test_a_link_that_is_gone_is_not_done),
        TEST(test_the_last_one_that_is_free_is_gone_on_with),
        TEST(test_what_is_forgotten_is_not_found),
        TEST(test_no_file_without_its_batch),
        TEST(test_threads_share_what_the_disk_takes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
