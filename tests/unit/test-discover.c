/* test-discover.c: which files count as modules, in which order, and whom to trust.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/text.h"
#include "catalogue/discover.h"

static struct scratch scratch;

/* "NAME PATH" or "NAME refused: WHY" of each file visited. */
struct visits {
    struct string_list lines, problems;
    struct discovery discovery;
};

static bool note_visit(void *data, const struct found_file *file, struct error *error)
{
    struct visits *visits = data;
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    assert_int_equal(file->fd < 0, file->refusal != NULL);
    if (file->refusal != NULL)
        buffer_printf(&line, "%s refused: %s", file->name, file->refusal);
    else
        buffer_printf(&line, "%s %s", file->name, file->path);
    return string_list_add(&visits->lines, line.data) || error_memory(error);
}

static void visits_open(struct visits *visits)
{
    *visits = (struct visits){.lines = STRING_LIST_INIT};
    visits->discovery =
        (struct discovery){.visit = note_visit, .data = visits, .problems = &visits->problems};
}

static void visits_close(struct visits *visits)
{
    discovery_end(&visits->discovery);
    string_list_free(&visits->lines);
    string_list_free(&visits->problems);
}

static void search(struct visits *visits, const char *path, enum directory_origin origin)
{
    struct error error = ERROR_INIT;

    if (!discover_directory(&visits->discovery, path, origin, &error))
        fail_msg("%s", error.text);
}

static void search_path(struct visits *visits, const char *path)
{
    struct error error = ERROR_INIT;

    if (!discover_path(&visits->discovery, path, &error))
        fail_msg("%s", error.text);
}

static void add_module(const char *directory, const char *name, mode_t mode)
{
    write_file(scratch_path(&scratch, "%s/twatfs-provider-%s.so", directory, name), "x", 1, mode);
}

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

static void test_names(void **state)
{
    static const char *const others[] = {
        "twatfs-provider-.so",
        "twatfs-provider-A.so",
        "twatfs-provider-a_b.so",
        "twatfs-provider-a.so.1",
        "twatfs-provider-a.la",
        "libtwatfs-provider-a.so",
        "twatfs-provider--a.so",
        "twatfs-provider-a.b.so",
        "a.so",
        "twatfs-provider-abcdefghijklmnopqrstuvwxyz0123456.so",
    };
    struct visits visits;

    (void)state;
    add_module("one", "zeta", 0644);
    add_module("one", "a", 0644);
    add_module("one", "a-b", 0755);
    add_module("one", "a0", 0444);
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        write_file(scratch_path(&scratch, "one/%s", others[i]), "x", 1, 0644);
    visits_open(&visits);
    search(&visits, scratch_path(&scratch, "one//"), DIRECTORY_GIVEN);
    assert_int_equal(visits.problems.count, 0);
    assert_int_equal(visits.lines.count, 4);
    assert_true(text_starts_with(visits.lines.items[0], "a /"));
    assert_true(text_starts_with(visits.lines.items[1], "a-b /"));
    assert_true(text_starts_with(visits.lines.items[2], "a0 /"));
    assert_true(text_starts_with(visits.lines.items[3], "zeta /"));
    assert_contains(visits.lines.items[3], "/one/twatfs-provider-zeta.so");
    visits_close(&visits);
}

static void test_order_and_repetition(void **state)
{
    CLEANUP_BUFFER struct buffer path = BUFFER_INIT;
    struct visits visits;

    (void)state;
    add_module("one", "a", 0644);
    add_module("two", "a", 0644);
    assert_int_equal(symlink("two", scratch_path(&scratch, "again")), 0);
    buffer_printf(&path, ":%s/two::%s/one/:%s/two/.:%s/again:", scratch.path, scratch.path,
                  scratch.path, scratch.path);
    visits_open(&visits);
    search_path(&visits, path.data);
    search(&visits, "", DIRECTORY_GIVEN);
    assert_int_equal(visits.problems.count, 0);
    assert_int_equal(visits.lines.count, 2);
    assert_contains(visits.lines.items[0], "/two/twatfs-provider-a.so");
    assert_contains(visits.lines.items[1], "/one/twatfs-provider-a.so");
    visits_close(&visits);
}

static void test_relative(void **state)
{
    CLEANUP_FREE char *before = get_current_dir_name();
    struct visits visits;

    (void)state;
    add_module("one", "a", 0644);
    assert_int_equal(chdir(scratch.path), 0);
    visits_open(&visits);
    search_path(&visits, "one");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(visits.lines.count, 1);
    assert_true(text_starts_with(visits.lines.items[0], "a /"));
    assert_contains(visits.lines.items[0], "/one/twatfs-provider-a.so");
    visits_close(&visits);
}

/* The current directory is never searched by accident. */
static void test_empty_is_not_here(void **state)
{
    CLEANUP_FREE char *before = get_current_dir_name();
    struct visits visits;

    (void)state;
    add_module("one", "a", 0644);
    assert_int_equal(chdir(scratch_path(&scratch, "one")), 0);
    visits_open(&visits);
    search_path(&visits, "");
    search_path(&visits, ":");
    search_path(&visits, "::");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(visits.lines.count + visits.problems.count, 0);
    visits_close(&visits);
}

static void test_missing(void **state)
{
    struct visits visits;

    (void)state;
    write_file(scratch_path(&scratch, "file"), "x", 1, 0644);
    visits_open(&visits);
    search(&visits, scratch_path(&scratch, "none"), DIRECTORY_DEFAULT);
    assert_int_equal(visits.problems.count, 0);
    search(&visits, scratch_path(&scratch, "none"), DIRECTORY_GIVEN);
    assert_int_equal(visits.problems.count, 1);
    assert_contains(visits.problems.items[0], "/none: plugin directory: No such file");
    search(&visits, scratch_path(&scratch, "file"), DIRECTORY_DEFAULT);
    assert_int_equal(visits.problems.count, 2);
    assert_contains(visits.problems.items[1], "/file: plugin directory: Not a directory");
    visits_close(&visits);
}

static void test_directory_trust(void **state)
{
    static const struct {
        mode_t mode;
        const char *who;
    } cases[] = {{0775, "its group may write"}, {0757, "everybody may write"}};

    (void)state;
    add_module("one", "a", 0644);
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct visits visits;

        assert_int_equal(chmod(scratch_path(&scratch, "one"), cases[i].mode), 0);
        visits_open(&visits);
        search(&visits, scratch_path(&scratch, "one"), DIRECTORY_GIVEN);
        assert_int_equal(visits.lines.count, 0);
        assert_int_equal(visits.problems.count, 1);
        assert_contains(visits.problems.items[0], cases[i].who);
        assert_contains(visits.problems.items[0], "not trusted");
        assert_contains(visits.problems.items[0], "chmod go-w /tmp/");
        assert_contains(visits.problems.items[0], cases[i].mode == 0775 ? "0775" : "0757");
        visits_close(&visits);

        /* The compiled-in directory is the distribution's affair, but for root. */
        visits_open(&visits);
        search(&visits, scratch_path(&scratch, "one"), DIRECTORY_DEFAULT);
        assert_int_equal(visits.lines.count, geteuid() == 0 ? 0 : 1);
        assert_int_equal(visits.problems.count, geteuid() == 0 ? 1 : 0);
        visits_close(&visits);
    }
}

static void test_file_trust(void **state)
{
    struct visits visits;

    (void)state;
    add_module("one", "bad", 0664);
    add_module("one", "good", 0644);
    add_module("one", "worse", 0646);
    assert_int_equal(
        symlink("twatfs-provider-bad.so", scratch_path(&scratch, "one/twatfs-provider-link.so")),
        0);
    visits_open(&visits);
    search(&visits, scratch_path(&scratch, "one"), DIRECTORY_GIVEN);
    assert_int_equal(visits.problems.count, 0);
    assert_int_equal(visits.lines.count, 4);
    assert_contains(visits.lines.items[0], "bad refused: ");
    assert_contains(visits.lines.items[0], "mode 0664");
    assert_contains(visits.lines.items[0], "chmod go-w");
    assert_true(text_starts_with(visits.lines.items[1], "good /"));
    assert_contains(visits.lines.items[2], "link refused: ");
    assert_contains(visits.lines.items[3], "everybody may write");
    visits_close(&visits);
}

/* Somebody else's: only root can make such a file. */
static void test_owner(void **state)
{
    struct visits visits;

    (void)state;
    if (geteuid() != 0) {
        print_message("# SKIP: needs root to make a file of somebody else's\n");
        skip();
    }
    add_module("one", "a", 0644);
    assert_int_equal(chown(scratch_path(&scratch, "one/twatfs-provider-a.so"), 12345, 0), 0);
    visits_open(&visits);
    search(&visits, scratch_path(&scratch, "one"), DIRECTORY_GIVEN);
    assert_int_equal(visits.lines.count, 1);
    assert_contains(visits.lines.items[0],
                    "owned by user 12345 (mode 0644), need root: chown root /");
    visits_close(&visits);
    assert_int_equal(chown(scratch_path(&scratch, "two"), 12345, 0), 0);
    visits_open(&visits);
    search(&visits, scratch_path(&scratch, "two"), DIRECTORY_GIVEN);
    assert_int_equal(visits.problems.count, 1);
    assert_contains(visits.problems.items[0], "owned by user 12345 (mode 0755)");
    visits_close(&visits);
}

/* Links are followed; what is no regular file is refused, and no FIFO waits. */
static void test_kinds_of_files(void **state)
{
    struct visits visits;

    (void)state;
    add_module("two", "target", 0644);
    assert_int_equal(symlink("../two/twatfs-provider-target.so",
                             scratch_path(&scratch, "one/twatfs-provider-a-link.so")),
                     0);
    assert_int_equal(
        symlink("nowhere", scratch_path(&scratch, "one/twatfs-provider-b-dangling.so")), 0);
    make_directory(scratch_path(&scratch, "one/twatfs-provider-c-directory.so"), 0755);
    assert_int_equal(mkfifo(scratch_path(&scratch, "one/twatfs-provider-d-fifo.so"), 0644), 0);
    assert_int_equal(
        symlink("/dev/zero", scratch_path(&scratch, "one/twatfs-provider-e-device.so")), 0);
    visits_open(&visits);
    search(&visits, scratch_path(&scratch, "one"), DIRECTORY_GIVEN);
    assert_int_equal(visits.lines.count, 5);
    assert_contains(visits.lines.items[0], "a-link /");
    assert_contains(visits.lines.items[1], "open: No such file or directory");
    assert_contains(visits.lines.items[2], "not a regular file");
    assert_contains(visits.lines.items[3], "not a regular file");
    assert_contains(visits.lines.items[4], "not a regular file");
    visits_close(&visits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_names, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_order_and_repetition, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_relative, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_empty_is_not_here, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_missing, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_directory_trust, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_file_trust, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_owner, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_kinds_of_files, open_scratch, close_scratch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
