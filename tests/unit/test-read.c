/* test-read.c: all of it, as far as the file goes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <errno.h>

#include "base/read.h"

static int open_text(const char *text)
{
    char path[] = "/tmp/twatfs-test-XXXXXX";
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    return fd;
}

static void all_that_is_asked_for_is_read(void **state)
{
    char bytes[4] = "";
    int fd = open_text("abcdef");

    (void)state;
    assert_int_equal(read_full(fd, bytes, 3, 2), 3);
    assert_string_equal(bytes, "cde");
    close(fd);
}

static void at_the_end_there_is_less(void **state)
{
    char bytes[16] = "";
    int fd = open_text("abcdef");

    (void)state;
    assert_int_equal(read_full(fd, bytes, sizeof bytes - 1, 4), 2);
    assert_string_equal(bytes, "ef");
    assert_int_equal(read_full(fd, bytes, sizeof bytes - 1, 6), 0);
    assert_int_equal(read_full(fd, bytes, sizeof bytes - 1, 1000), 0);
    close(fd);
}

static void what_cannot_be_read_says_why(void **state)
{
    int ends[2];
    char byte;

    (void)state;
    assert_int_equal(read_full(-1, &byte, 1, 0), -1);
    assert_int_equal(errno, EBADF);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(read_full(ends[0], &byte, 1, 0), -1);
    assert_int_equal(errno, ESPIPE);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_is_asked_for_is_read),
        cmocka_unit_test(at_the_end_there_is_less),
        cmocka_unit_test(what_cannot_be_read_says_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
