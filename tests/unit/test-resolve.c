/* test-resolve.c: the addresses of a name.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/clock.h"
#include "state/resolve.h"

#define PATIENCE (60 * NANOSECONDS_PER_SECOND)

static void test_digits_are_their_own_address(UNUSED void **state)
{
    static const char *const digits[] = {"127.0.0.1", "::1", "2001:db8::1"};

    for (size_t i = 0; i < ARRAY_LENGTH(digits); i++) {
        struct addresses addresses;

        assert_true(resolve(digits[i], 0, &addresses, NULL));
        assert_int_equal(addresses.count, 1);
        assert_string_equal(addresses.text[0], digits[i]);
    }
}

static void test_this_machine(UNUSED void **state)
{
    struct addresses addresses;

    assert_true(resolve("localhost", PATIENCE, &addresses, NULL));
    assert_in_range(addresses.count, 1, RESOLVE_MOST);
    for (size_t i = 0; i < addresses.count; i++)
        assert_true(strcmp(addresses.text[i], "127.0.0.1") == 0 ||
                    strcmp(addresses.text[i], "::1") == 0);
}

static void test_no_name(UNUSED void **state)
{
    static const char *const names[] = {"", "a..b", "name with blanks"};

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        struct error error = ERROR_INIT;
        struct addresses addresses;

        assert_false(resolve(names[i], PATIENCE, &addresses, &error));
        assert_int_equal(addresses.count, 0);
        assert_true(error.text[0] != '\0');
    }
}

/* Nothing to wait with: whatever the resolver does, it is over at once. */
static void test_without_patience(UNUSED void **state)
{
    struct addresses addresses;
    struct error error = ERROR_INIT;

    for (int i = 0; i < 20; i++)
        if (!resolve("localhost", 0, &addresses, &error))
            assert_non_null(strstr(error.text, "the name was not found in time"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_are_their_own_address),
        cmocka_unit_test(test_this_machine),
        cmocka_unit_test(test_no_name),
        cmocka_unit_test(test_without_patience),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
