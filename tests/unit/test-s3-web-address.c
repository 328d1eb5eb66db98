/* test-s3-web-address.c: a URL that the user gave, taken apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-host.h"
#include "../../plugins/s3/web-address.h"

static struct s3_host host;

static int begin(UNUSED void **state)
{
    s3_host_open(&host);
    return 0;
}

static int end(UNUSED void **state)
{
    s3_host_close(&host);
    return 0;
}

static void expect_parts(const char *url, const char *scheme, const char *name,
                         const char *authority, const char *rest)
{
    struct web_address address;

    if (!web_address_parse(&host.call, url, &address))
        fail_msg("%s: refused", url);
    assert_string_equal(address.scheme, scheme);
    assert_string_equal(address.host, name);
    assert_string_equal(address.authority, authority);
    assert_string_equal(address.rest, rest);
}

static void test_parts(UNUSED void **state)
{
    expect_parts("https://a.example", "https", "a.example", "a.example", "/");
    expect_parts("http://a.example/b/c?d=e", "http", "a.example", "a.example", "/b/c?d=e");
    expect_parts("http://a?b", "http", "a", "a", "/?b");
    expect_parts("HTTPS://A.Example/Path", "https", "a.example", "a.example", "/Path");
    expect_parts("http://a_b-c.d", "http", "a_b-c.d", "a_b-c.d", "/");
    expect_parts("http://127.0.0.1:8080/x", "http", "127.0.0.1", "127.0.0.1:8080", "/x");
    expect_parts("http://[FD00:EC2::23]/v1", "http", "fd00:ec2::23", "[fd00:ec2::23]", "/v1");
    expect_parts("http://[::1]:9", "http", "::1", "[::1]:9", "/");
}

/* What is signed is what libcurl puts into Host. */
static void test_one_spelling(UNUSED void **state)
{
    expect_parts("http://[0:0:0:0:0:0:0:1]:9/x", "http", "::1", "[::1]:9", "/x");
    expect_parts("http://[FD00:0EC2:0::0023]", "http", "fd00:ec2::23", "[fd00:ec2::23]", "/");
    expect_parts("http://[::ffff:7f00:1]", "http", "::ffff:127.0.0.1", "[::ffff:127.0.0.1]", "/");
    expect_parts("http://a:08080/x", "http", "a", "a:8080", "/x");
    expect_parts("http://a:0080/x", "http", "a", "a", "/x");
}

static void test_the_schemes_own_port_is_left_out(UNUSED void **state)
{
    expect_parts("https://a:443/b", "https", "a", "a", "/b");
    expect_parts("http://a:80", "http", "a", "a", "/");
    expect_parts("http://a:443", "http", "a", "a:443", "/");
    expect_parts("https://[::1]:443/", "https", "::1", "[::1]", "/");
}

static void test_what_is_refused(UNUSED void **state)
{
    static const char *const urls[] = {
        "",
        "a",
        "//a",
        "ftp://a",
        "http:a",
        "http:/a",
        "http://",
        "http:///a",
        "http://:80",
        "http://user@a",
        "http://user:password@a",
        "http://127.0.0.1@evil.example/",
        "http://127.0.0.1\\@evil.example/",
        "http://evil.example\\.127.0.0.1/",
        "http://a#b",
        "http://a/#b",
        "http://a b",
        " http://a",
        "http://a/b c",
        "http://a/b\\c",
        "http://a/\"",
        "http://a/b\n",
        "http://a\r\nX: y/",
        "http://a%2eb",
        "http://a:",
        "http://a:0",
        "http://a:65536",
        "http://a:123456789012345678901",
        "http://a:8x",
        "http://a:-1",
        "http://a:80:80",
        "http://127.1/",
        "http://127.0.1:9000",
        "http://2130706433:9000",
        "http://0x7f.1",
        "http://0177.0.0.1",
        "http://[::1",
        "http://[::1]x",
        "http://[]",
        "http://[127.0.0.1]",
        "http://[fe80::1%25eth0]",
        "http://::1/",
        "http://\xc3\xbc.example/",
        "http://a/\xc3\xbc",
        "http://a/\x7f",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        struct web_address address;

        if (web_address_parse(&host.call, urls[i], &address))
            fail_msg("%s: taken", urls[i]);
    }
}

static bool is_loopback(const char *url)
{
    struct web_address address;

    assert_true(web_address_parse(&host.call, url, &address));
    return web_address_is_loopback(&address);
}

static void test_loopback(UNUSED void **state)
{
    assert_true(is_loopback("http://127.0.0.1/"));
    assert_true(is_loopback("http://127.255.0.9:1234/x"));
    assert_true(is_loopback("http://[::1]:80/"));
    assert_true(is_loopback("http://[0:0:0:0:0:0:0:1]/"));
    assert_true(is_loopback("http://LOCALHOST/"));
    assert_false(is_loopback("http://128.0.0.1/"));
    assert_false(is_loopback("http://0.0.0.0/"));
    assert_false(is_loopback("http://127.0.0.1.evil.example/"));
    assert_false(is_loopback("http://localhost.evil.example/"));
    assert_false(is_loopback("http://localhost./"));
    assert_false(is_loopback("http://[::]/"));
    assert_false(is_loopback("http://[::ffff:127.0.0.1]/"));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_parts),
        TEST(test_one_spelling),
        TEST(test_the_schemes_own_port_is_left_out),
        TEST(test_what_is_refused),
        TEST(test_loopback),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
