/* test-store.c: one file, many users, and whatever befalls it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch-store.h"

#include <pthread.h>
#include <sys/wait.h>

#define PROCESSES 8
#define THREADS   8
#define RECORDS   1000

static unsigned mode_of(const char *suffix)
{
    char name[300];
    struct stat status;

    snprintf(name, sizeof name, "%s%s", path, suffix);
    assert_int_equal(stat(name, &status), 0);
    return status.st_mode & 07777;
}

static void test_nothing_is_made_before_it_is_needed(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);

    assert_int_equal(access(scratch_path(&scratch, "state"), F_OK), -1);
    assert_int_equal(count(store), 0);
    assert_int_equal(access(scratch_path(&scratch, "state"), F_OK), -1);
}

static void test_only_the_user_can_read_it(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    mode_t before = umask(0);
    struct stat status;

    must_add(store, "one");
    umask(before);
    assert_int_equal(mode_of(""), 0600);
    assert_int_equal(mode_of("-wal"), 0600);
    assert_int_equal(mode_of("-shm"), 0600);
    assert_int_equal(mode_of(".lock") & 077, 0);
    assert_int_equal(stat(scratch_path(&scratch, "state/twatfs"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
}

static void test_one_that_others_could_read_is_closed_to_them(UNUSED void **state)
{
    struct store *store = new_store(&first);
    CLEANUP_STORE struct store *again = new_store(&first);

    must_add(store, "one");
    store_free(store);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(count(again), 1);
    assert_int_equal(mode_of(""), 0600);
}

static void test_what_was_kept_is_there_again(UNUSED void **state)
{
    struct store *store = new_store(&first);
    CLEANUP_STORE struct store *again = new_store(&first);

    must_add(store, "one");
    must_add(store, "two");
    store_free(store);
    assert_int_equal(count(again), 2);
}

static void test_what_was_not_kept_is_not(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;
    struct query query;

    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "INSERT INTO word (text) VALUES ('one')");
    query_run(&query);
    assert_int_equal(store_changed(store), 1);
    assert_true(store_end(store, false, &error));
    assert_int_equal(count(store), 0);
}

static void test_a_failure_keeps_nothing(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;
    struct query query;

    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "INSERT INTO word (text) VALUES ('one')");
    query_run(&query);
    query = store_query(store, "INSERT INTO nowhere (text) VALUES (?)");
    query_put_text(&query, "two");
    query_run(&query);
    assert_false(store_end(store, true, &error));
    assert_contains(error.text, "state.db: ");
    assert_int_equal(count(store), 0);
}

static void test_every_kind_of_value_comes_back(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;
    struct query query;
    size_t length;

    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "SELECT ?, ?, ?, ?, ?");
    query_put_integer(&query, INT64_MIN);
    query_put_real(&query, 0.5);
    query_put_text(&query, "w\xc3\xb6rd");
    query_put_text(&query, NULL);
    query_put_bytes(&query, "a\0b", 3);
    assert_true(query_next(&query));
    assert_true(query_integer(&query, 0) == INT64_MIN);
    assert_true(query_real(&query, 1) == 0.5);
    assert_string_equal(query_text(&query, 2), "w\xc3\xb6rd");
    assert_true(query_is_null(&query, 3));
    assert_null(query_text(&query, 3));
    assert_memory_equal(query_bytes(&query, 4, &length), "a\0b", 3);
    assert_int_equal(length, 3);
    assert_false(query_next(&query));
    assert_true(store_end(store, true, &error));
}

static void test_an_older_one_is_brought_up_to_date(UNUSED void **state)
{
    struct store *old = new_store(&first);
    CLEANUP_STORE struct store *new = new_store(&second);
    struct error error = ERROR_INIT;
    struct query query;

    must_add(old, "three");
    store_free(old);
    assert_int_equal(count(new), 1);
    assert_true(store_begin(new, STORE_READ, &error));
    query = store_query(new, "SELECT length FROM word");
    assert_true(query_next(&query));
    assert_int_equal(query_integer(&query, 0), 5);
    assert_true(store_end(new, false, &error));
}

static void test_a_newer_one_is_left_alone(UNUSED void **state)
{
    struct store *new = new_store(&second);
    CLEANUP_STORE struct store *old = new_store(&first);
    struct error error = ERROR_INIT;
    CLEANUP_FREE unsigned char *before = NULL, *after = NULL;
    size_t before_length, after_length;

    must_add(new, "one");
    store_free(new);
    before = read_file(path, &before_length);
    assert_false(add(old, "two", &error));
    assert_contains(error.text, "made by a newer twatfs (its version is 2, this one knows 1)");
    assert_false(store_begin(old, STORE_READ, &error));
    store_free(STEAL(old));
    after = read_file(path, &after_length);
    assert_int_equal(before_length, after_length);
    assert_memory_equal(before, after, before_length);
}

/* SQLite has the number in bytes 60 to 63 of the file ("Database File Format", 1.3), and signed:
 * one flipped bit makes it negative. */
static void test_one_of_a_negative_version_is_set_aside(UNUSED void **state)
{
    struct store *store = new_store(&first);
    CLEANUP_STORE struct store *again = new_store(&first);
    CLEANUP_FREE unsigned char *bytes = NULL;
    size_t length;

    must_add(store, "one");
    must_add(store, "two");
    store_free(store);
    bytes = read_file(path, &length);
    bytes[60] ^= 0x80;
    write_file(path, bytes, length, 0600);
    must_add(again, "three");
    assert_int_equal(count(again), 1);
    assert_int_equal(warning_count, 1);
    assert_contains(warnings, "damaged: set aside as ");
    assert_int_equal(count_files("state.db.damaged-"), 1);
}

static void test_a_step_that_fails_changes_nothing(UNUSED void **state)
{
    static const char *const broken[] = {
        "CREATE TABLE word (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)",
        "CREATE TABLE other (id INTEGER); INSERT INTO nowhere VALUES (1)"};
    static const struct store_schema schema = {broken, 2};
    struct store *old = new_store(&first);
    struct store *new = new_store(&schema);
    CLEANUP_STORE struct store *again = new_store(&first);
    struct error error = ERROR_INIT;

    must_add(old, "one");
    store_free(old);
    assert_false(add(new, "two", &error));
    store_free(new);
    assert_int_equal(count(again), 1);
}

static void test_one_that_is_none_is_set_aside(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);

    make_directory(scratch_path(&scratch, "state"), 0700);
    make_directory(scratch_path(&scratch, "state/twatfs"), 0700);
    write_garbage(100000);
    must_add(store, "one");
    assert_int_equal(count(store), 1);
    assert_int_equal(warning_count, 1);
    assert_contains(warnings, "damaged: set aside as ");
    assert_int_equal(count_files("state.db.damaged-"), 1);
}

/* The header is whole, and what it leads to is not. */
static void test_one_that_is_damaged_inside_is_set_aside(UNUSED void **state)
{
    struct store *store = new_store(&first);
    CLEANUP_STORE struct store *again = new_store(&first);
    CLEANUP_FREE unsigned char *bytes = NULL;
    struct error error = ERROR_INIT;
    size_t length;

    for (int i = 0; i < 200; i++)
        must_add(store, "a word that fills some pages, so that there are many of them");
    store_free(store);
    bytes = read_file(path, &length);
    assert_true(length > 8192);
    memset(bytes + 4096, 0xff, length - 4096);
    write_file(path, bytes, length, 0600);
    assert_false(add(again, "one", &error));
    must_add(again, "two");
    assert_int_equal(count(again), 1);
    assert_int_equal(warning_count, 1);
    assert_int_equal(count_files("state.db.damaged-"), 1);
}

static void test_one_that_was_set_aside_by_another_is_left(UNUSED void **state)
{
    CLEANUP_STORE struct store *ours = new_store(&first);
    CLEANUP_STORE struct store *theirs = new_store(&first);

    must_add(ours, "one");
    assert_int_equal(rename(path, scratch_path(&scratch, "state/twatfs/state.db.damaged-1")), 0);
    assert_int_equal(rename(scratch_path(&scratch, "state/twatfs/state.db-wal"),
                            scratch_path(&scratch, "state/twatfs/state.db.damaged-1-wal")),
                     0);
    (void)unlink(scratch_path(&scratch, "state/twatfs/state.db-shm"));
    must_add(theirs, "two");
    must_add(ours, "three");
    assert_int_equal(count(theirs), 2);
    assert_int_equal(count_files("state.db.damaged-"), 2);
}

static void test_a_truncated_one_loses_no_program(UNUSED void **state)
{
    struct store *store = new_store(&first);
    CLEANUP_STORE struct store *again = new_store(&first);
    struct error error = ERROR_INIT;

    for (int i = 0; i < 200; i++)
        must_add(store, "a word that fills some pages, so that there are many of them");
    store_free(store);
    assert_int_equal(truncate(path, 5000), 0);
    if (!add(again, "one", &error))
        must_add(again, "one");
    assert_int_equal(count(again), 1);
}

static void test_no_regular_file_is_not_used(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;

    make_directory(scratch_path(&scratch, "state"), 0700);
    make_directory(scratch_path(&scratch, "state/twatfs"), 0700);
    assert_int_equal(symlink("/dev/null", path), 0);
    assert_false(add(store, "one", &error));
    assert_contains(error.text, "not a regular file");
}

/* Said at once, without trying again: a thousand uploads must not wait a thousand times. */
static void test_a_folder_that_cannot_be_made_is_an_error(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;

    write_file(scratch_path(&scratch, "state"), "", 0, 0600);
    assert_false(add(store, "one", &error));
    assert_contains(error.text, "memory: ");
    assert_contains(error.text, "Not a directory");
    assert_int_equal(unlink(scratch_path(&scratch, "state")), 0);
    assert_false(add(store, "one", &error));
    assert_contains(error.text, "Not a directory");
    assert_true(store_first_complaint(store));
    assert_false(store_first_complaint(store));
}

/* ---- Many at once ---- */

static void add_many(struct store *store)
{
    struct error error = ERROR_INIT;

    for (int i = 0; i < RECORDS; i++)
        if (!add(store, "word", &error)) {
            fprintf(stderr, "# %s\n", error.text);
            _exit(1);
        }
}

static void test_many_processes_lose_nothing(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    pid_t children[PROCESSES];

    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            struct store *own = store_new(path, &first);

            add_many(own);
            store_free(own);
            _exit(0);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(count(store), PROCESSES * RECORDS);
}

static void *work(void *data)
{
    add_many(data);
    return NULL;
}

static void test_many_threads_share_one(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, store), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(count(store), THREADS * RECORDS);
}

static void test_two_of_one_process_do_not_disturb_each_other(UNUSED void **state)
{
    CLEANUP_STORE struct store *one = new_store(&first);
    CLEANUP_STORE struct store *other = new_store(&first);

    for (int i = 0; i < 50; i++) {
        CLEANUP_STORE struct store *third = new_store(&first);

        must_add(one, "one");
        must_add(third, "three");
        must_add(other, "two");
    }
    assert_int_equal(count(one), 150);
}

static void test_killed_writers_damage_nothing(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    int64_t before = 0;

    must_add(store, "one");
    for (int i = 0; i < 10; i++) {
        pid_t child = fork();
        int status;

        assert_true(child >= 0);
        if (child == 0)
            for (struct store *own = store_new(path, &first);;)
                add_many(own);
        usleep(20000);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(count(store) > before);
        before = count(store);
        must_add(store, "two");
    }
    assert_int_equal(warning_count, 0);
}

/* Whether this process has a file open. */
static bool has_open(const char *name)
{
    DIR *folder = opendir("/proc/self/fd");
    const struct dirent *entry;
    bool found = false;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        char link[300], target[512] = "";

        snprintf(link, sizeof link, "/proc/self/fd/%s", entry->d_name);
        found = found || (readlink(link, target, sizeof target - 1) > 0 &&
                          strncmp(target, name, strlen(name)) == 0);
    }
    closedir(folder);
    return found;
}

static void test_a_fork_has_connections_of_its_own(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);

    must_add(store, "parent");
    for (int i = 0; i < 5; i++) {
        pid_t child = fork();
        int status;

        assert_true(child >= 0);
        if (child == 0) {
            assert_false(has_open(path));
            must_add(store, "child");
            store_free(store);
            _exit(0);
        }
        must_add(store, "parent");
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
    assert_int_equal(count(store), 11);
}

static void test_what_is_forgotten_is_not_in_the_file(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    static const char secret[] = "forget-me-not-forget-me-not";
    struct error error = ERROR_INIT;
    CLEANUP_FREE unsigned char *bytes = NULL;
    struct query query;
    size_t length;

    must_add(store, secret);
    store_settle(store);
    bytes = read_file(path, &length);
    assert_non_null(memmem(bytes, length, secret, strlen(secret)));
    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "DELETE FROM word");
    query_run(&query);
    assert_true(store_end(store, true, &error));
    store_settle(store);
    free(bytes);
    bytes = read_file(path, &length);
    assert_null(memmem(bytes, length, secret, strlen(secret)));
}

/* Whoever reads still needs the log: that it could not be emptied is said. */
static void test_what_another_reads_stays_and_is_told(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    CLEANUP_STORE struct store *reader = new_store(&first);
    struct error error = ERROR_INIT;
    struct query query;

    must_add(store, "forget-me-not");
    assert_true(store_begin(reader, STORE_READ, &error));
    query = store_query(reader, "SELECT text FROM word");
    assert_true(query_next(&query));
    must_add(store, "another");
    store_settle(store);
    assert_int_equal(warning_count, 1);
    assert_non_null(strstr(warnings, "stays in its log until no program has it open"));
    assert_true(store_end(reader, false, &error));
    store_settle(store);
    assert_int_equal(warning_count, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_is_made_before_it_is_needed),
        TEST(test_only_the_user_can_read_it),
        TEST(test_one_that_others_could_read_is_closed_to_them),
        TEST(test_what_was_kept_is_there_again),
        TEST(test_what_was_not_kept_is_not),
        TEST(test_a_failure_keeps_nothing),
        TEST(test_every_kind_of_value_comes_back),
        TEST(test_an_older_one_is_brought_up_to_date),
        TEST(test_a_newer_one_is_left_alone),
        TEST(test_one_of_a_negative_version_is_set_aside),
        TEST(test_a_step_that_fails_changes_nothing),
        TEST(test_one_that_is_none_is_set_aside),
        TEST(test_one_that_is_damaged_inside_is_set_aside),
        TEST(test_one_that_was_set_aside_by_another_is_left),
        TEST(test_a_truncated_one_loses_no_program),
        TEST(test_no_regular_file_is_not_used),
        TEST(test_a_folder_that_cannot_be_made_is_an_error),
        TEST(test_many_processes_lose_nothing),
        TEST(test_many_threads_share_one),
        TEST(test_two_of_one_process_do_not_disturb_each_other),
        TEST(test_killed_writers_damage_nothing),
        TEST(test_a_fork_has_connections_of_its_own),
        TEST(test_what_is_forgotten_is_not_in_the_file),
        TEST(test_what_another_reads_stays_and_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
