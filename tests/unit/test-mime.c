/* test-mime.c: the type of a file, told from its name.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "transfer/mime.h"

#define UNKNOWN "application/octet-stream"

static void expect_type(const char *name, const char *expected)
{
    CLEANUP_FREE char *type = mime_type(name);

    assert_string_equal(type, expected);
}

static void test_common_extensions(UNUSED void **state)
{
    expect_type("a.txt", "text/plain");
    expect_type("a.png", "image/png");
    expect_type("a.jpg", "image/jpeg");
    expect_type("a.jpeg", "image/jpeg");
    expect_type("a.7z", "application/x-7z-compressed");
    expect_type("a.zst", "application/zstd");
    expect_type("a.html", "text/html");
}

static void test_the_last_extension_counts(UNUSED void **state)
{
    expect_type("a.tar.gz", "application/gzip");
    expect_type("a.png.txt", "text/plain");
    expect_type("a..png", "image/png");
}

static void test_case_is_ignored(UNUSED void **state)
{
    expect_type("IMG_0001.JPG", "image/jpeg");
    expect_type("a.Pdf", "application/pdf");
}

static void test_names_without_an_extension(UNUSED void **state)
{
    expect_type("", UNKNOWN);
    expect_type("README", UNKNOWN);
    expect_type("png", UNKNOWN);
    expect_type("a.", UNKNOWN);
    expect_type(".", UNKNOWN);
    expect_type(".png", UNKNOWN); /* a hidden file of that name */
    expect_type("a.png.", UNKNOWN);
}

static void test_unknown_extensions(UNUSED void **state)
{
    expect_type("a.no-such-extension", UNKNOWN);
    expect_type("a.tx", UNKNOWN);
    expect_type("a.txt ", UNKNOWN);
    expect_type("a.#", UNKNOWN);
    expect_type("a.text/plain", UNKNOWN);
    expect_type("a.\xff\xfe", UNKNOWN);
}

static void test_system_table_where_there_is_one(UNUSED void **state)
{
    CLEANUP_FREE char *table = NULL;
    CLEANUP_FILE FILE *file = fopen("/etc/mime.types", "re");
    size_t size = 0;

    if (file == NULL || getdelim(&table, &size, '\0', file) < 0 ||
        strstr(table, "application/vnd.debian.binary-package") == NULL) {
        print_message("# SKIP: no /etc/mime.types, or one that is not Debian's\n");
        skip();
    }
    expect_type("a.deb", "application/vnd.debian.binary-package");
    expect_type("A.DEB", "application/vnd.debian.binary-package");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_common_extensions),
        cmocka_unit_test(test_the_last_extension_counts),
        cmocka_unit_test(test_case_is_ignored),
        cmocka_unit_test(test_names_without_an_extension),
        cmocka_unit_test(test_unknown_extensions),
        cmocka_unit_test(test_system_table_where_there_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
