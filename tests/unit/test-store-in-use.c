/* test-store-in-use.c: others have the file too: this program, another one, a newer one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch-store.h"

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

static void test_who_is_told_of_damage_can_use_it(UNUSED void **state)
{
    CLEANUP_STORE struct store *store = new_store(&first);
    struct error error = ERROR_INIT;

    make_directory(scratch_path(&scratch, "state"), 0700);
    make_directory(scratch_path(&scratch, "state/twatfs"), 0700);
    write_garbage(100000);
    told_done = false;
    (void)log_use(&user);
    assert_true(add(store, "one", &error));
    assert_int_equal(warning_count, 1);
    if (!told_done)
        fail_msg("%s", told_error.text);
    assert_int_equal(count(store), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_told_of_damage_can_use_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
