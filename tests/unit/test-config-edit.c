/* test-config-edit.c: one setting is changed in a configuration, and nothing else in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/config.h"
#include "cli/config-edit.h"

/* ---- What a file says ---- */

struct sense {
    struct buffer order;  /* "VALUE;" of each "order" and "provider" that is a setting */
    struct buffer others; /* "SECTION/KEY=VALUE;" of everything else */
};

static bool note_key(void *data, const char *section, const char *key, const char *value,
                     UNUSED unsigned long line, UNUSED struct error *error)
{
    struct sense *sense = data;

    if (*section == '\0' && (strcmp(key, "order") == 0 || strcmp(key, "provider") == 0))
        return buffer_printf(&sense->order, "%s=%s;", key, value);
    return buffer_printf(&sense->others, "%s/%s=%s;", section, key, value);
}

static bool read_sense(struct sense *sense, const struct buffer *text)
{
    *sense = (struct sense){BUFFER_INIT, BUFFER_INIT};
    buffer_puts(&sense->order, "");
    buffer_puts(&sense->others, "");
    return config_read_text("text", text->data, text->length, note_key, sense, NULL);
}

static void sense_free(struct sense *sense)
{
    buffer_free(&sense->order);
    buffer_free(&sense->others);
}

/* ---- Changing ---- */

/* What becomes of a text when "order = new" is put into it. */
static void expect_edit(const char *before, const char *after)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;
    struct error error = ERROR_INIT;

    edit.path = strdup("text");
    buffer_puts(&edit.before, before);
    if (!config_edit_set(&edit, "order", "new", "provider", &error))
        fail_msg("%s", error.text);
    assert_string_equal(edit.after.data, after);
}

static void test_a_value_goes_on_behind_blank_lines_and_comments(UNUSED void **state)
{
    expect_edit("retries = 4\nprovider = local\n# and then\n  local\n",
                "retries = 4\n# and then\norder = new\n");
    expect_edit("order = local\n\n  local\n", "order = new\n\n");
    expect_edit("retries = 4\n\n  5\norder = local\n", "retries = 4\n\n  5\norder = new\n");
}

static void test_a_first_line_may_begin_with_blanks(UNUSED void **state)
{
    expect_edit("  provider = local\n", "order = new\n");
    expect_edit("# mine\n\tprovider = local\nretries = 4\n", "# mine\nretries = 4\norder = new\n");
}

static void test_a_byte_order_mark_stays_the_first(UNUSED void **state)
{
    expect_edit("\xef\xbb\xbfprovider = local\n", "\xef\xbb\xbforder = new\n");
    expect_edit("\xef\xbb\xbf[catbox]\n", "\xef\xbb\xbforder = new\n[catbox]\n");
    expect_edit("\xef\xbb\xbf", "\xef\xbb\xbforder = new\n");
}

static void test_what_looks_like_a_section_may_be_a_value(UNUSED void **state)
{
    expect_edit("order = [\n  [local]\nretries = 4\n", "order = new\nretries = 4\n");
    expect_edit("  [catbox]\nprovider = a\n", "order = new\n[catbox]\nprovider = a\n");
}

/* ---- Whatever is in the file ---- */

static const char *const samples[] = {
    "order = a, b\n", "provider : c\n", "retries = 4\n", "  local\n", "  order = d\n",
    "  [x]\n",        "[catbox]\n",     "# note\n",      "\n",
};
#define LINES_MOST 4

/* The file says "order = new" then, and of everything else what it said before; what is no file
 * for settings is left alone. */
static void check(const struct buffer *before)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;
    CLEANUP(sense_free) struct sense old, new;
    bool sound = read_sense(&old, before);
    struct error error = ERROR_INIT;

    edit.path = strdup("text");
    buffer_append(&edit.before, before->data, before->length);
    assert_int_equal(config_edit_set(&edit, "order", "new", "provider", &error), sound);
    if (!read_sense(&new, &edit.after) || !sound)
        assert_false(sound);
    else if (strcmp(new.order.data, "order=new;") != 0 ||
             strcmp(new.others.data, old.others.data) != 0)
        fail_msg("--- before\n%s--- after\n%s", edit.before.data, edit.after.data);
}

static void test_every_file_of_a_few_lines(UNUSED void **state)
{
    for (size_t lines = 0, files = 1; lines <= LINES_MOST;
         lines++, files *= ARRAY_LENGTH(samples)) {
        for (size_t file = 0; file < 2 * files; file++) {
            CLEANUP_BUFFER struct buffer text = BUFFER_INIT;

            buffer_puts(&text, file < files ? "" : "\xef\xbb\xbf");
            for (size_t i = 0, rest = file; i < lines; i++, rest /= ARRAY_LENGTH(samples))
                buffer_puts(&text, samples[rest % ARRAY_LENGTH(samples)]);
            check(&text);
        }
    }
}

/* ---- The file ---- */

static struct scratch scratch;

static int open_scratch(UNUSED void **state)
{
    scratch_open(&scratch);
    return 0;
}

static int close_scratch(UNUSED void **state)
{
    scratch_close(&scratch);
    return 0;
}

static const char *config_path(void)
{
    return scratch_path(&scratch, "config");
}

static void put_file(const char *text)
{
    write_file(config_path(), text, strlen(text), 0640);
}

static void open_edit(struct config_edit *edit)
{
    assert_true(config_edit_open(edit, config_path(), NULL));
    assert_true(config_edit_set(edit, "order", "new", "provider", NULL));
}

/* What is in the folder: the file with this in it (NULL: it is not there), and nothing else. */
static void expect_file(const char *expected)
{
    if (expected != NULL) {
        size_t length;
        CLEANUP_FREE unsigned char *bytes = read_file(config_path(), &length);

        assert_int_equal(length, strlen(expected));
        assert_memory_equal(bytes, expected, length);
        assert_int_equal(unlink(config_path()), 0);
    }
    assert_int_equal(rmdir(scratch.path), 0);
    assert_int_equal(mkdir(scratch.path, 0700), 0);
}

static void expect_refusal(const struct config_edit *edit, const char *part)
{
    struct error error = ERROR_INIT;

    assert_false(config_edit_write(edit, &error));
    assert_true(text_starts_with(error.text, edit->path));
    assert_contains(error.text, part);
}

static void test_a_file_is_replaced(UNUSED void **state)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;
    struct stat status;

    put_file("retries = 4\n");
    open_edit(&edit);
    assert_true(config_edit_write(&edit, NULL));
    assert_int_equal(stat(config_path(), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    expect_file("retries = 4\norder = new\n");
}

static void test_what_others_write_meanwhile_stays(UNUSED void **state)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;

    put_file("retries = 4\n");
    open_edit(&edit);
    put_file("retries = 5\n"); /* as long */
    expect_refusal(&edit, ": was changed meanwhile");
    expect_file("retries = 5\n");
}

static void test_a_file_that_appears_meanwhile_stays(UNUSED void **state)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;

    open_edit(&edit);
    put_file("retries = 4\n");
    expect_refusal(&edit, ": was changed meanwhile");
    expect_file("retries = 4\n");
}

static void test_a_file_that_goes_meanwhile_is_not_made_again(UNUSED void **state)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;

    put_file("retries = 4\n");
    open_edit(&edit);
    assert_int_equal(unlink(config_path()), 0);
    expect_refusal(&edit, ": was changed meanwhile");
    expect_file(NULL);
}

#define SOMEBODY 65534

static void test_a_file_stays_with_its_owner(UNUSED void **state)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;
    struct stat status;

    put_file("retries = 4\n");
    if (chown(config_path(), SOMEBODY, SOMEBODY) != 0)
        skip(); /* only root can give it away */
    open_edit(&edit);
    assert_true(config_edit_write(&edit, NULL));
    assert_int_equal(stat(config_path(), &status), 0);
    assert_int_equal(status.st_uid, SOMEBODY);
    assert_int_equal(status.st_gid, SOMEBODY);
    assert_int_equal(status.st_mode & 0777, 0640);
    expect_file("retries = 4\norder = new\n");
}

static void test_a_file_that_cannot_stay_with_its_owner_is_left_alone(UNUSED void **state)
{
    CLEANUP_CONFIG_EDIT struct config_edit edit = CONFIG_EDIT_INIT;

    put_file("retries = 4\n");
    assert_int_equal(chmod(config_path(), 0644), 0);
    assert_int_equal(chmod(scratch.path, 0777), 0);
    if (seteuid(SOMEBODY) != 0)
        skip(); /* only root can be somebody else */
    open_edit(&edit);
    expect_refusal(&edit, ": cannot be kept for its owner");
    assert_int_equal(seteuid(0), 0);
    expect_file("retries = 4\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_goes_on_behind_blank_lines_and_comments),
        cmocka_unit_test(test_a_first_line_may_begin_with_blanks),
        cmocka_unit_test(test_a_byte_order_mark_stays_the_first),
        cmocka_unit_test(test_what_looks_like_a_section_may_be_a_value),
        cmocka_unit_test(test_every_file_of_a_few_lines),
        cmocka_unit_test_setup_teardown(test_a_file_is_replaced, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_what_others_write_meanwhile_stays, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_a_file_that_appears_meanwhile_stays, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_a_file_that_goes_meanwhile_is_not_made_again,
                                        open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_a_file_stays_with_its_owner, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_a_file_that_cannot_stay_with_its_owner_is_left_alone,
                                        open_scratch, close_scratch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
