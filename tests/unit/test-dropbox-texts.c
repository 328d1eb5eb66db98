/* test-dropbox-texts.c: links, headers and challenges of the provider dropbox.
 *
 * SPDX-License-Identifier: MIT
 */
#include "dropbox-call.h"

#include "../../plugins/dropbox/api.h"
#include "../../plugins/dropbox/authorize.h"
#include "../../plugins/dropbox/link.h"

static void test_direct_links(UNUSED void **state)
{
    static const char *const links[][2] = {
        {"https://d/scl/fi/a/b.txt?rlkey=k&dl=0", "https://d/scl/fi/a/b.txt?rlkey=k&dl=1"},
        {"https://d/scl/fi/a/b.txt?dl=0&rlkey=k&st=s",
         "https://d/scl/fi/a/b.txt?rlkey=k&st=s&dl=1"},
        {"https://d/s/a/b.txt", "https://d/s/a/b.txt?dl=1"},
        {"https://d/s/a/b.txt?", "https://d/s/a/b.txt?dl=1"},
        {"https://d/s/a/b.txt?raw=1&e=1#x", "https://d/s/a/b.txt?e=1&dl=1"},
        {"https://d/s/a/b%3Fdl=0.txt?rlkey=dl=0&&xdl=0",
         "https://d/s/a/b%3Fdl=0.txt?rlkey=dl=0&xdl=0&dl=1"},
        {"https://d/s/a#x?dl=0", "https://d/s/a?dl=1"},
    };
    CLEANUP(dropbox_call_close) struct dropbox_call call;

    dropbox_call_open(&call);
    for (size_t i = 0; i < ARRAY_LENGTH(links); i++)
        assert_string_equal(dropbox_link_direct(&call.call, links[i][0]), links[i][1]);
}

static void test_header_texts(UNUSED void **state)
{
    CLEANUP_FREE char *plain = dropbox_api_header_text("{\"path\":\"/\\u00e9\"}");
    CLEANUP_FREE char *escaped = dropbox_api_header_text("\x7f{\"a\x7f\x7f\"}");

    assert_string_equal(plain, "{\"path\":\"/\\u00e9\"}");
    assert_string_equal(escaped, "\\u007f{\"a\\u007f\\u007f\"}");
}

/* RFC 7636, appendix B. */
static void test_challenge(UNUSED void **state)
{
    CLEANUP(dropbox_call_close) struct dropbox_call call;

    dropbox_call_open(&call);
    assert_string_equal(
        dropbox_authorize_challenge(&call.call, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_direct_links),
        cmocka_unit_test(test_header_texts),
        cmocka_unit_test(test_challenge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
