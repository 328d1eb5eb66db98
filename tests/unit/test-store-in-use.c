/* test-store-in-use.c: others have the file too: this program, another one, a newer one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch-store.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

static struct error told_error;
static bool told_done;

/* What a program may do with what it is told: use the memory, and fork. */
static void use_it(UNUSED void *data, UNUSED enum log_level level, UNUSED const char *line)
{
    CLEANUP_STORE struct store *other = new_store(&first);
    pid_t child;

    warning_count++;
    told_done = add(other, "told", &told_error);
    if (!told_done)
        return; /* a fork would wait for good for what the file waits for */
    child = fork();
    if (child == 0)
        _exit(0);
    told_done = child > 0 && waitpid(child, NULL, 0) == child;
}

static const struct log_sink user = {.level = LOG_LEVEL_WARNING, .write = use_it};

static void make_folder(void)
{
    make_directory(scratch_path(&scratch, "state"), 0700);
    make_directory(scratch_path(&scratch, "state/twatfs"), 0700);
}

static void test_who_is_told_of_damage_can_use_it(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;

    make_folder();
    write_garbage(100000);
    told_done = false;
    (void)log_use(&user);
    assert_true(add(store, "one", &error));
    assert_int_equal(warning_count, 1);
    if (!told_done)
        fail_msg("%s", told_error.text);
    assert_int_equal(count(store), 2);
}

/* A process that has the lock and hangs: for a minute, so that a test of one that waits for good
 * fails and does not hang too. */
static pid_t hold_lock(void)
{
    int ready[2];
    char byte = 0;
    pid_t child;

    assert_int_equal(pipe(ready), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int fd = open(scratch_path(&scratch, "state/twatfs/state.db.lock"), O_RDWR | O_CREAT, 0600);

        if (fd < 0 || flock(fd, LOCK_EX) != 0 || write(ready[1], &byte, 1) != 1)
            _exit(1);
        sleep(60);
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

static void end_process(pid_t process)
{
    kill(process, SIGKILL);
    assert_int_equal(waitpid(process, NULL, 0), process);
}

static void test_who_makes_it_and_hangs_is_not_waited_for_for_good(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    CLEANUP_STORE struct store *again = new_store(&first);
    struct error error = ERROR_INIT;
    pid_t holder;

    make_folder();
    holder = hold_lock();
    assert_false(add(store, "one", &error));
    end_process(holder);
    assert_contains(error.text, "state.db.lock: another process holds it");
    must_add(again, "two");
    assert_int_equal(count(again), 1);
}

static void test_one_that_is_damaged_stays_while_another_has_the_lock(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;
    pid_t holder;

    make_folder();
    write_garbage(100000);
    holder = hold_lock();
    assert_false(add(store, "one", &error));
    end_process(holder);
    assert_contains(error.text, "state.db: damaged, and cannot be set aside: ");
    assert_contains(error.text, "state.db.lock: another process holds it");
    assert_int_equal(count_files("state.db.damaged-"), 0);
}

static void test_a_lock_that_cannot_be_had_is_told_as_such(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;

    make_folder();
    make_directory(scratch_path(&scratch, "state/twatfs/state.db.lock"), 0700);
    assert_false(add(store, "one", &error));
    assert_contains(error.text, "state.db.lock: Is a directory");
}

static void test_one_that_became_newer_is_written_to_no_more(UNUSED void **state)
{
    CLEANUP_STORE struct store *old = new_store(&first);
    CLEANUP_STORE struct store *new = new_store(&second);
    struct error error = ERROR_INIT;

    must_add(old, "one");
    must_add(new, "two");
    assert_false(add(old, "three", &error));
    assert_contains(error.text, "made by a newer twatfs (its version is 2, this one knows 1)");
    assert_int_equal(count(new), 2);
    must_add(new, "four");
}

static void test_one_that_became_newer_is_read_no_more(UNUSED void **state)
{
    CLEANUP_STORE struct store *old = new_store(&first);
    CLEANUP_STORE struct store *new = new_store(&second);
    struct error error = ERROR_INIT;

    must_add(old, "one");
    assert_int_equal(count(old), 1);
    must_add(new, "two");
    assert_false(store_begin(old, STORE_READ, &error));
    assert_contains(error.text, "made by a newer twatfs");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_told_of_damage_can_use_it),
        TEST(test_who_makes_it_and_hangs_is_not_waited_for_for_good),
        TEST(test_one_that_is_damaged_stays_while_another_has_the_lock),
        TEST(test_a_lock_that_cannot_be_had_is_told_as_such),
        TEST(test_one_that_became_newer_is_written_to_no_more),
        TEST(test_one_that_became_newer_is_read_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
