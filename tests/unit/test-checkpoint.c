/* test-checkpoint.c: what was saved comes back whole, or not at all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/write.h"
#include "state/checkpoint.h"

static struct scratch scratch;
static char folder[256];

static int begin(UNUSED void **state)
{
    scratch_open(&scratch);
    snprintf(folder, sizeof folder, "%s/state/twatfs", scratch.path);
    return 0;
}

static int end(UNUSED void **state)
{
    scratch_close(&scratch);
    return 0;
}

static bool open_one(struct checkpoint_file *checkpoint, bool create)
{
    struct error error = ERROR_INIT;
    bool done = checkpoint_open(checkpoint, folder, "s3", "key", "/a/file", create, &error);

    if (!done && create)
        fail_msg("%s", error.text);
    return done;
}

static void save(const struct checkpoint_file *checkpoint, const char *text)
{
    struct error error = ERROR_INIT;

    if (!checkpoint_write(checkpoint, text, strlen(text), &error))
        fail_msg("%s", error.text);
}

static void expect_saved(const struct checkpoint_file *checkpoint, const char *text)
{
    CLEANUP_BUFFER struct buffer data = BUFFER_INIT;
    struct error error = ERROR_INIT;

    assert_true(checkpoint_read(checkpoint, &data, &error));
    assert_string_equal(data.data != NULL ? data.data : "", text);
}

static void test_the_last_one_comes_back(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;

    assert_false(open_one(&checkpoint, false));
    assert_true(open_one(&checkpoint, true));
    expect_saved(&checkpoint, "");
    save(&checkpoint, "one");
    save(&checkpoint, "another");
    expect_saved(&checkpoint, "another");
    checkpoint_close(&checkpoint, false);
    assert_true(open_one(&checkpoint, false));
    expect_saved(&checkpoint, "another");
    checkpoint_close(&checkpoint, true);
    assert_false(open_one(&checkpoint, false));
}

static void test_one_at_a_time(UNUSED void **state)
{
    struct checkpoint_file first = CHECKPOINT_FILE_INIT, second = CHECKPOINT_FILE_INIT;
    struct error error = ERROR_INIT;

    assert_true(open_one(&first, true));
    assert_false(checkpoint_open(&second, folder, "s3", "key", "f", true, &error));
    assert_contains(error.text, "in use by another upload");
    assert_true(checkpoint_open(&second, folder, "s3", "other key", "f", true, &error));
    checkpoint_close(&second, true);
    checkpoint_close(&first, false);
    assert_true(open_one(&second, false));
    checkpoint_close(&second, true);
}

/* Whatever a power failure leaves of the end, what was saved before it is there. */
static void test_every_cut(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    struct stat before, after;

    assert_true(open_one(&checkpoint, true));
    save(&checkpoint, "the first");
    assert_int_equal(fstat(checkpoint.fd, &before), 0);
    save(&checkpoint, "the second, which is longer");
    assert_int_equal(fstat(checkpoint.fd, &after), 0);
    for (off_t size = after.st_size - 1; size >= before.st_size; size--) {
        assert_int_equal(ftruncate(checkpoint.fd, size), 0);
        expect_saved(&checkpoint, "the first");
    }
    /* A cut into what there was first leaves nothing. */
    assert_int_equal(ftruncate(checkpoint.fd, before.st_size - 1), 0);
    expect_saved(&checkpoint, "");
    checkpoint_close(&checkpoint, true);
}

static void test_every_changed_byte(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    struct stat before, after;
    CLEANUP_CLOSE int fd = -1;

    assert_true(open_one(&checkpoint, true));
    save(&checkpoint, "the first");
    assert_int_equal(fstat(checkpoint.fd, &before), 0);
    save(&checkpoint, "the second");
    assert_int_equal(fstat(checkpoint.fd, &after), 0);
    fd = open(checkpoint.path, O_RDWR | O_CLOEXEC);
    for (off_t at = before.st_size; at < after.st_size; at++) {
        unsigned char byte, changed;

        assert_int_equal(pread(fd, &byte, 1, at), 1);
        changed = byte ^ 0x20;
        assert_int_equal(pwrite(fd, &changed, 1, at), 1);
        expect_saved(&checkpoint, "the first");
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    }
    expect_saved(&checkpoint, "the second");
    checkpoint_close(&checkpoint, true);
}

static void test_it_does_not_grow_for_ever(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    CLEANUP_FREE char *large = calloc(1, 400001);
    struct error error = ERROR_INIT;
    struct stat status;

    memset(large, 'x', 400000);
    assert_true(open_one(&checkpoint, true));
    for (int i = 0; i < 60; i++)
        save(&checkpoint, large);
    assert_int_equal(fstat(checkpoint.fd, &status), 0);
    assert_true(status.st_size < (9 << 20));
    expect_saved(&checkpoint, large);
    assert_false(checkpoint_write(&checkpoint, large, CHECKPOINT_MAX + 1, &error));
    checkpoint_close(&checkpoint, true);
}

/* What is saved after a power failure is found by the run that follows, too. */
static void test_saving_goes_on_behind_every_cut(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    struct stat before, after;

    assert_true(open_one(&checkpoint, true));
    save(&checkpoint, "the first");
    assert_int_equal(fstat(checkpoint.fd, &before), 0);
    save(&checkpoint, "the second");
    assert_int_equal(fstat(checkpoint.fd, &after), 0);
    checkpoint_close(&checkpoint, false);
    for (off_t size = after.st_size - 1; size >= 0; size--) {
        assert_true(open_one(&checkpoint, true));
        assert_int_equal(ftruncate(checkpoint.fd, 0), 0);
        checkpoint_close(&checkpoint, false);
        assert_true(open_one(&checkpoint, true));
        save(&checkpoint, "the first");
        save(&checkpoint, "the second");
        assert_int_equal(ftruncate(checkpoint.fd, size), 0);
        checkpoint_close(&checkpoint, false);
        /* As one that goes on opens it, and one that begins anew. */
        assert_true(open_one(&checkpoint, size % 2 == 0));
        save(&checkpoint, "the third");
        expect_saved(&checkpoint, "the third");
        checkpoint_close(&checkpoint, false);
    }
    assert_true(open_one(&checkpoint, false));
    expect_saved(&checkpoint, "the third");
    checkpoint_close(&checkpoint, true);
}

static void test_a_full_disk_hides_nothing(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    struct error error = ERROR_INIT;
    struct rlimit before, small;
    struct stat status;

    assert_true(open_one(&checkpoint, true));
    save(&checkpoint, "the first");
    assert_int_equal(fstat(checkpoint.fd, &status), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = (rlim_t)status.st_size + 5;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_false(checkpoint_write(&checkpoint, "the second", 10, &error));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_true(error.text[0] != '\0');
    expect_saved(&checkpoint, "the first");
    save(&checkpoint, "the third");
    expect_saved(&checkpoint, "the third");
    checkpoint_close(&checkpoint, true);
}

static void test_any_name_can_be_saved(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    CLEANUP_CHECKPOINT_LIST struct checkpoint_list list = {0};
    struct error error = ERROR_INIT;
    char name[4096];

    memset(name, '\1', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_true(checkpoint_open(&checkpoint, folder, "s3", "key", name, true, &error));
    checkpoint_close(&checkpoint, true);
    assert_true(checkpoint_open(&checkpoint, folder, "s3", "key", "/a/caf\xe9", true, &error));
    checkpoint_close(&checkpoint, false);
    assert_true(checkpoint_list(&list, folder, &error));
    assert_int_equal(list.count, 1);
    assert_contains(list.items[0].file, "/a/caf");
}

static void test_they_are_listed(UNUSED void **state)
{
    struct checkpoint_file one = CHECKPOINT_FILE_INIT, two = CHECKPOINT_FILE_INIT;
    CLEANUP_CHECKPOINT_LIST struct checkpoint_list list = {0}, none = {0};
    struct error error = ERROR_INIT;

    assert_true(checkpoint_list(&none, folder, &error));
    assert_int_equal(none.count, 0);
    assert_true(open_one(&one, true));
    assert_true(checkpoint_open(&two, folder, "tus", "key", "a\n\"b\"", true, &error));
    checkpoint_close(&two, false);
    assert_true(checkpoint_list(&list, folder, &error));
    assert_int_equal(list.count, 2);
    for (size_t i = 0; i < 2; i++) {
        bool first = strcmp(list.items[i].provider, "s3") == 0;

        assert_string_equal(list.items[i].file, first ? "/a/file" : "a\n\"b\"");
        assert_int_equal(list.items[i].busy, first);
        assert_true(list.items[i].saved_unix_s > 1700000000);
    }
    checkpoint_close(&one, true);
}

static void test_a_link_is_not_followed(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    struct error error = ERROR_INIT;
    CLEANUP_FREE char *path = NULL;

    assert_true(open_one(&checkpoint, true));
    path = strdup(checkpoint.path);
    checkpoint_close(&checkpoint, true);
    assert_int_equal(symlink("/dev/null", path), 0);
    assert_false(checkpoint_open(&checkpoint, folder, "s3", "key", "f", true, &error));
    assert_true(error.text[0] != '\0');
}

static void test_anothers_is_not_gone_on_with(UNUSED void **state)
{
    struct checkpoint_file checkpoint = CHECKPOINT_FILE_INIT;
    CLEANUP_CHECKPOINT_LIST struct checkpoint_list list = {0};
    struct error error = ERROR_INIT;

    if (geteuid() != 0)
        skip(); /* nobody else can give a file away */
    assert_true(open_one(&checkpoint, true));
    save(&checkpoint, "elsewhere");
    assert_int_equal(fchown(checkpoint.fd, 1, 1), 0);
    checkpoint_close(&checkpoint, false);
    assert_false(checkpoint_open(&checkpoint, folder, "s3", "key", "f", false, &error));
    assert_contains(error.text, "belongs to another user");
    assert_true(checkpoint_list(&list, folder, &error));
    assert_int_equal(list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_last_one_comes_back, begin, end),
        cmocka_unit_test_setup_teardown(test_one_at_a_time, begin, end),
        cmocka_unit_test_setup_teardown(test_every_cut, begin, end),
        cmocka_unit_test_setup_teardown(test_every_changed_byte, begin, end),
        cmocka_unit_test_setup_teardown(test_it_does_not_grow_for_ever, begin, end),
        cmocka_unit_test_setup_teardown(test_saving_goes_on_behind_every_cut, begin, end),
        cmocka_unit_test_setup_teardown(test_a_full_disk_hides_nothing, begin, end),
        cmocka_unit_test_setup_teardown(test_any_name_can_be_saved, begin, end),
        cmocka_unit_test_setup_teardown(test_they_are_listed, begin, end),
        cmocka_unit_test_setup_teardown(test_a_link_is_not_followed, begin, end),
        cmocka_unit_test_setup_teardown(test_anothers_is_not_gone_on_with, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
