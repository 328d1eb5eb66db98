/* test-s3-sign.c: AWS Signature Version 4, against what AWS has published.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "../../plugins/s3/sign.h"

#define ACCESS_KEY "AKIAIOSFODNN7EXAMPLE"
#define SECRET_KEY "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

/* 2013-05-24, midnight: of the examples in the Amazon S3 API Reference. */
#define EXAMPLE_TIME INT64_C(1369353600)

/* 2015-08-30 12:36:00: of the AWS signing test suite, version 4. */
#define SUITE_TIME INT64_C(1440938160)

static const struct sign_identity example = {ACCESS_KEY, SECRET_KEY, NULL, "us-east-1", "s3", NULL};
static const struct sign_identity suite = {
    "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", NULL, "us-east-1", "service", NULL};

static struct sign_request example_request(const char *method, const char *path)
{
    return (struct sign_request){.method = method,
                                 .host = "examplebucket.s3.amazonaws.com",
                                 .path = path,
                                 .payload_sha256 = SIGN_EMPTY,
                                 .unix_s = EXAMPLE_TIME};
}

static void expect_headers(const struct sign_request *request, const struct sign_identity *identity,
                           const char *names, const char *signature)
{
    char date[SIGN_DATE_SIZE], expected[1024];
    CLEANUP_FREE char *value = sign_headers(request, identity, date);

    assert_non_null(value);
    snprintf(expected, sizeof expected,
             "AWS4-HMAC-SHA256 Credential=%s/%.8s/%s/%s/aws4_request, SignedHeaders=%s, "
             "Signature=%s",
             identity->access_key, date, identity->region, identity->service, names, signature);
    assert_string_equal(value, expected);
}

static void expect_signature(const struct sign_request *request,
                             const struct sign_identity *identity, const char *signature)
{
    char date[SIGN_DATE_SIZE];
    CLEANUP_FREE char *value = sign_headers(request, identity, date);
    const char *found;

    assert_non_null(value);
    found = strstr(value, "Signature=");
    assert_non_null(found);
    assert_string_equal(found + strlen("Signature="), signature);
}

/* ---- "Signature Calculations for the Authorization Header", Amazon S3 API Reference ---- */

static void test_reference_get_object(UNUSED void **state)
{
    const char *const headers[] = {"Range", "bytes=0-9", NULL};
    struct sign_request request = example_request("GET", "/test.txt");

    request.headers = headers;
    expect_headers(&request, &example, "host;range;x-amz-content-sha256;x-amz-date",
                   "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

static void test_reference_put_object(UNUSED void **state)
{
    const char *const headers[] = {"Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class",
                                   "REDUCED_REDUNDANCY", NULL};
    struct sign_request request = example_request("PUT", "/test$file.text");
    char payload[SIGN_HEX_SIZE];

    assert_true(sign_payload("Welcome to Amazon S3.", 21, payload));
    request.headers = headers;
    request.payload_sha256 = payload;
    expect_headers(&request, &example,
                   "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                   "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

static void test_reference_get_bucket_lifecycle(UNUSED void **state)
{
    const char *const query[] = {"lifecycle", "", NULL};
    struct sign_request request = example_request("GET", "/");

    request.query = query;
    expect_headers(&request, &example, "host;x-amz-content-sha256;x-amz-date",
                   "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
}

static void test_reference_list_objects(UNUSED void **state)
{
    const char *const query[] = {"prefix", "J", "max-keys", "2", NULL};
    struct sign_request request = example_request("GET", "/");

    request.query = query;
    expect_headers(&request, &example, "host;x-amz-content-sha256;x-amz-date",
                   "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

/* "Authenticating Requests: Using Query Parameters", at the same place. */
static void test_reference_presigned_get(UNUSED void **state)
{
    struct sign_request request = example_request("GET", "/test.txt");
    CLEANUP_FREE char *url = NULL;

    request.payload_sha256 = SIGN_UNSIGNED;
    url = sign_url("https", &request, &example, 86400);
    assert_non_null(url);
    assert_string_equal(
        url, "https://examplebucket.s3.amazonaws.com/test.txt"
             "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
             "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
             "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
             "&X-Amz-Signature="
             "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

/* ---- The AWS signing test suite, version 4 ---- */

struct suite_case {
    const char *name, *method, *path; /* NULL: GET, "/" */
    const char *query[7], *headers[9];
    const char *in_headers, *in_query; /* signatures */
};

static const struct suite_case suite_cases[] = {
    {.name = "get-vanilla",
     .in_headers = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
     .in_query = "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"},
    {.name = "post-vanilla",
     .method = "POST",
     .in_headers = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
     .in_query = "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"},
    {.name = "get-utf8",
     .path = "/\xe1\x88\xb4",
     .in_headers = "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
     .in_query = "10eae3f14a260bd3911cc6d008d3c576d143b05b62f09782a7a4b37f52178e44"},
    {.name = "get-space-unnormalized",
     .path = "/example space/",
     .in_headers = "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
     .in_query = "7a1f416954786484c9824d93c1f26ef64acb9b1b6c9154d08c9f07d0e394abf6"},
    {.name = "get-unreserved",
     .path = "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
     .in_headers = "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
     .in_query = "95968482db1b9e0fadef6efc1bd24689f77c77d9ef56919c96a28cc92e0d6005"},
    {.name = "get-slashes-unnormalized",
     .path = "//example//",
     .in_headers = "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5",
     .in_query = "822a5a9ba28072c5ab2bb4a6307d0c88276d40e49fec6b724c03fb4d4ba60fc2"},
    {.name = "get-slash-dot-slash-unnormalized",
     .path = "/./",
     .in_headers = "68714168e6557f8f2de0ef956fc24dc2593a4bd2961f8df51898d8a134695145",
     .in_query = "a9b13e8f3484d9505bf1a6f347219f8f35b0fe8f128ceea597efc146a3dfe90c"},
    {.name = "get-relative-unnormalized",
     .path = "/example/..",
     .in_headers = "eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282",
     .in_query = "cbcb213b928a077e43275df47b500f1dfaa864ab3f5a18f6b95f4ff0938167ee"},
    {.name = "get-vanilla-utf8-query",
     .query = {"\xe1\x88\xb4", "bar", NULL},
     .in_headers = "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
     .in_query = "0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600"},
    {.name = "get-vanilla-query-order-key-case",
     .query = {"Param2", "value2", "Param1", "value1", NULL},
     .in_headers = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
     .in_query = "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5"},
    {.name = "get-vanilla-query-order-encoded",
     .query = {"Param-3", "Value3", "Param", "Value2", "\xe1\x88\xb4", "Value1", NULL},
     .in_headers = "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
     .in_query = "c5f1848ceec943ac2ca68ee720460c23aaae30a2300586597ada94c4a65e4787"},
    {.name = "get-vanilla-query-unreserved",
     .query = {"-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
               "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", NULL},
     .in_headers = "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
     .in_query = "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf"},
    {.name = "get-header-key-duplicate",
     .headers = {"My-Header1", "value2", "My-Header1", "value2", "My-Header1", "value1", NULL},
     .in_headers = "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
     .in_query = "3349ee0b81b4b589da0ff28a395c3591e04de515651dd74f298fa992d1507a97"},
    {.name = "get-header-value-order",
     .headers = {"My-Header1", "value4", "My-Header1", "value1", "My-Header1", "value3",
                 "My-Header1", "value2", NULL},
     .in_headers = "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
     .in_query = "313720e71ca6202fdcfa9b20f88de01a4eb0638a83c833b1c184359a4eda864e"},
    {.name = "get-header-value-trim",
     .headers = {"My-Header1", " value1", "My-Header2", " \"a   b   c\"", NULL},
     .in_headers = "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
     .in_query = "e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4"},
};

static struct sign_request suite_request(const struct suite_case *one)
{
    return (struct sign_request){.method = one->method != NULL ? one->method : "GET",
                                 .host = "example.amazonaws.com",
                                 .path = one->path != NULL ? one->path : "/",
                                 .query = one->query,
                                 .headers = one->headers,
                                 .payload_sha256 = SIGN_EMPTY,
                                 .unix_s = SUITE_TIME};
}

static void expect_url_signature(const struct sign_request *request,
                                 const struct sign_identity *identity, int64_t expires_s,
                                 const char *signature)
{
    CLEANUP_FREE char *url = sign_url("https", request, identity, expires_s);
    const char *found;

    assert_non_null(url);
    found = strstr(url, "&X-Amz-Signature=");
    assert_non_null(found);
    assert_string_equal(found + strlen("&X-Amz-Signature="), signature);
}

static void test_suite_in_headers(UNUSED void **state)
{
    for (size_t i = 0; i < ARRAY_LENGTH(suite_cases); i++) {
        struct sign_request request = suite_request(&suite_cases[i]);

        print_message("# %s\n", suite_cases[i].name);
        expect_signature(&request, &suite, suite_cases[i].in_headers);
    }
}

static void test_suite_in_the_query(UNUSED void **state)
{
    for (size_t i = 0; i < ARRAY_LENGTH(suite_cases); i++) {
        struct sign_request request = suite_request(&suite_cases[i]);

        print_message("# %s\n", suite_cases[i].name);
        expect_url_signature(&request, &suite, 3600, suite_cases[i].in_query);
    }
}

static void test_suite_session_token(UNUSED void **state)
{
    struct sign_identity identity = suite;
    struct sign_request request = suite_request(&suite_cases[0]);

    identity.session_token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
    expect_headers(&request, &identity, "host;x-amz-date;x-amz-security-token",
                   "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
    expect_url_signature(&request, &identity, 3600,
                         "7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c");
}

static void test_suite_session_token_with_slashes(UNUSED void **state)
{
    struct sign_identity identity = suite;
    struct sign_request request = suite_request(&suite_cases[1]);

    identity.session_token =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxf"
        "pSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPk"
        "yQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBA"
        "z+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
    expect_signature(&request, &identity,
                     "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    expect_url_signature(&request, &identity, 3600,
                         "46c2e3c63c1dbe7d39f8ada16fe7f001c1f56c5791441565323677f96308871c");
}

static void test_suite_form(UNUSED void **state)
{
    char payload[SIGN_HEX_SIZE];
    const char *const headers[] = {"Content-Type",
                                   "application/x-www-form-urlencoded",
                                   "Content-Length",
                                   "13",
                                   "X-Amz-Content-Sha256",
                                   payload,
                                   NULL};
    const char *const without_digest[] = {headers[0], headers[1], headers[2], headers[3], NULL};
    struct sign_request request = suite_request(&suite_cases[1]);

    assert_true(sign_payload("Param1=value1", 13, payload));
    assert_string_equal(payload,
                        "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e");
    request.headers = headers;
    request.payload_sha256 = payload;
    expect_headers(&request, &suite,
                   "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
                   "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
    request.headers = without_digest;
    expect_url_signature(&request, &suite, 3600,
                         "89a40deed0f26f9461242825a082d2222717248abc7ab41f552ad84a94ad46e9");
}

/* ---- Corners; these signatures are botocore's ---- */

static void test_hostile_path(UNUSED void **state)
{
    struct sign_request request = example_request("PUT", "/=+()@!'*$&,;: %/\xc3\xbc//../.");
    CLEANUP_FREE char *target = sign_target(request.path, NULL);

    assert_string_equal(target, "/%3D%2B%28%29%40%21%27%2A%24%26%2C%3B%3A%20%25/%C3%BC//../.");
    expect_signature(&request, &example,
                     "8629beea470cdf0669b3831d3b18e211990341b88b7a898f3c56946e4f7f4e2a");
}

static void test_headers_that_share_a_prefix(UNUSED void **state)
{
    const char *const headers[] = {"x-amz-server-side-encryption-aws-kms-key-id",
                                   "k1",
                                   "x-amz-meta-a-b",
                                   "2",
                                   "x-amz-server-side-encryption",
                                   "aws:kms",
                                   "x-amz-meta-a",
                                   "1",
                                   NULL};
    struct sign_request request = example_request("PUT", "/k");

    request.headers = headers;
    expect_headers(&request, &example,
                   "host;x-amz-content-sha256;x-amz-date;x-amz-meta-a;x-amz-meta-a-b;"
                   "x-amz-server-side-encryption;x-amz-server-side-encryption-aws-kms-key-id",
                   "c6c540eeb5803d82ae173744a84b4c1026094014f2be44bdcc6f1bfac4eb51df");
}

static void test_query_of_a_part(UNUSED void **state)
{
    const char *const query[] = {"uploadId", "a/b+c==", "partNumber", "2", NULL};
    struct sign_request request = example_request("PUT", "/k");

    request.query = query;
    expect_signature(&request, &example,
                     "cd03599f8ebfd92d71a2459cc2555511af4023b2957f4081ad0597f90aff3c15");
}

static void test_query_without_a_value(UNUSED void **state)
{
    const char *const query[] = {"uploads", "", NULL};
    struct sign_request request = example_request("POST", "/k");
    CLEANUP_FREE char *target = sign_target("/k", query);

    request.query = query;
    assert_string_equal(target, "/k?uploads=");
    expect_signature(&request, &example,
                     "fb22c0ab449a4e3c08cf7a5b311e4aa1caefbc2fb1ef2b37a958101960b686ee");
}

static void test_access_key_with_a_colon_and_secret_with_a_slash(UNUSED void **state)
{
    const struct sign_identity identity = {"test:tester", "tes/ting+", NULL,
                                           "us-east-1",   "s3",        NULL};
    struct sign_request request = example_request("GET", "/k");
    CLEANUP_FREE char *url = sign_url("http", &request, &identity, 60);

    expect_headers(&request, &identity, "host;x-amz-content-sha256;x-amz-date",
                   "784b7ac7309ccc5ab92a1be318f97bb4766a2a90ae45efd5b4f9363d52c700f2");
    assert_non_null(url);
    assert_contains(url, "X-Amz-Credential=test%3Atester%2F20130524%2F");
}

/* ---- Targets ---- */

static void test_target_without_a_query(UNUSED void **state)
{
    const char *const none[] = {NULL};
    CLEANUP_FREE char *bare = sign_target("/a/b", NULL), *empty = sign_target("/a/b", none);

    assert_string_equal(bare, "/a/b");
    assert_string_equal(empty, "/a/b");
}

static void test_query_is_sorted_as_encoded(UNUSED void **state)
{
    /* '-' is below letters and '%' is below '-', whatever the bytes were. */
    const char *const query[] = {"a-b", "1", "a", "2", "a\xc3\xbc", "3", "A", "4", "aa", "5", NULL};
    CLEANUP_FREE char *target = sign_target("/", query);

    assert_string_equal(target, "/?A=4&a=2&a%C3%BC=3&a-b=1&aa=5");
}

static void test_query_of_one_name_is_sorted_by_value(UNUSED void **state)
{
    const char *const query[] = {"a", "z", "a", "b", "a", "", NULL};
    CLEANUP_FREE char *target = sign_target("/", query);

    assert_string_equal(target, "/?a=&a=b&a=z");
}

static void test_query_encodes_slashes(UNUSED void **state)
{
    const char *const query[] = {"prefix", "a/b c&d=e", "left out", NULL, NULL};
    CLEANUP_FREE char *target = sign_target("/", query);

    assert_string_equal(target, "/?prefix=a%2Fb%20c%26d%3De");
}

static void test_encode_every_byte(UNUSED void **state)
{
    char bytes[256], expected[4];
    const char *unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    for (unsigned byte = 1; byte < 256; byte++) {
        CLEANUP_FREE char *encoded = NULL, *kept = NULL;

        bytes[0] = (char)byte;
        bytes[1] = '\0';
        encoded = sign_encode(bytes, false);
        kept = sign_encode(bytes, true);
        if (strchr(unreserved, (int)byte) != NULL)
            snprintf(expected, sizeof expected, "%c", (char)byte);
        else
            snprintf(expected, sizeof expected, "%%%02X", byte & 0xff);
        assert_string_equal(encoded, expected);
        assert_string_equal(kept, byte == '/' ? "/" : expected);
    }
}

static void test_encode_nothing(UNUSED void **state)
{
    CLEANUP_FREE char *encoded = sign_encode("", false);

    assert_string_equal(encoded, "");
}

/* ---- Headers ---- */

static void expect_same_signature(const struct sign_request *a, const struct sign_request *b)
{
    char date[SIGN_DATE_SIZE];
    CLEANUP_FREE char *first = sign_headers(a, &example, date);
    CLEANUP_FREE char *second = sign_headers(b, &example, date);

    assert_non_null(first);
    assert_non_null(second);
    assert_string_equal(first, second);
}

static void test_blanks_of_a_header_are_collapsed(UNUSED void **state)
{
    const char *const tidy[] = {"x-amz-meta-a", "b c d", NULL};
    const char *const untidy[] = {"X-Amz-Meta-A", "\t b  c \t d  ", NULL};
    struct sign_request a = example_request("PUT", "/k"), b = a;

    a.headers = tidy;
    b.headers = untidy;
    expect_same_signature(&a, &b);
}

static void test_header_without_a_value_is_left_out(UNUSED void **state)
{
    const char *const headers[] = {"x-amz-acl", NULL, "x-amz-meta-a", "", NULL};
    struct sign_request request = example_request("PUT", "/k");
    char date[SIGN_DATE_SIZE];
    CLEANUP_FREE char *value = NULL;

    request.headers = headers;
    value = sign_headers(&request, &example, date);
    assert_contains(value, "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-meta-a,");
}

static void test_port_of_the_host_is_signed(UNUSED void **state)
{
    struct sign_request a = example_request("GET", "/k"), b = a;
    char date[SIGN_DATE_SIZE];
    CLEANUP_FREE char *first = NULL, *second = NULL;

    b.host = "examplebucket.s3.amazonaws.com:9000";
    first = sign_headers(&a, &example, date);
    second = sign_headers(&b, &example, date);
    assert_string_not_equal(first, second);
}

static void test_date_is_told(UNUSED void **state)
{
    struct sign_request request = example_request("GET", "/k");
    char date[SIGN_DATE_SIZE];
    CLEANUP_FREE char *value = sign_headers(&request, &example, date);

    assert_non_null(value);
    assert_string_equal(date, "20130524T000000Z");
}

static void test_time_without_a_date_is_refused(UNUSED void **state)
{
    struct sign_request request = example_request("GET", "/k");
    char date[SIGN_DATE_SIZE];

    request.unix_s = INT64_MAX;
    assert_null(sign_headers(&request, &example, date));
    request.unix_s = INT64_C(253402300800); /* the year 10000 */
    assert_null(sign_headers(&request, &example, date));
    assert_null(sign_url("https", &request, &example, 60));
}

static void test_only_s3_has_its_payload_as_a_header(UNUSED void **state)
{
    const char *const services[] = {"sts", "service", "s3", "s3express"};
    struct sign_request request = example_request("GET", "/k");

    for (size_t i = 0; i < ARRAY_LENGTH(services); i++) {
        struct sign_identity identity = example;
        char date[SIGN_DATE_SIZE];
        CLEANUP_FREE char *value = NULL;

        identity.service = services[i];
        value = sign_headers(&request, &identity, date);
        assert_non_null(value);
        assert_int_equal(strstr(value, "x-amz-content-sha256") != NULL, i >= 2);
    }
}

/* What was kept for one day, region or secret serves no other. */
static void test_kept_key_is_used_for_what_it_was_made_for(UNUSED void **state)
{
    struct sign_request request = example_request("GET", "/k");
    struct sign_identity identity = example;
    struct sign_key key = {.scope = ""};

    for (unsigned turn = 0; turn < 4; turn++) {
        char date[SIGN_DATE_SIZE];
        CLEANUP_FREE char *fresh = NULL, *kept = NULL;

        if (turn == 2)
            request.unix_s += 86400;
        if (turn == 3)
            identity.region = "eu-west-3";
        identity.key = NULL;
        fresh = sign_headers(&request, &identity, date);
        identity.key = &key;
        kept = sign_headers(&request, &identity, date);
        assert_string_equal(fresh, kept);
        assert_contains(kept, key.scope);
    }
    key.bytes[0] ^= 1; /* it is what signs, and not the secret */
    {
        char date[SIGN_DATE_SIZE];
        CLEANUP_FREE char *kept = sign_headers(&request, &identity, date), *fresh = NULL;

        identity.key = NULL;
        fresh = sign_headers(&request, &identity, date);
        assert_string_not_equal(fresh, kept);
    }
    sign_key_forget(&key);
    assert_string_equal(key.scope, "");
}

/* ---- Presigned URLs ---- */

static void test_url_expires_within_a_week(UNUSED void **state)
{
    struct sign_request request = example_request("GET", "/k");
    CLEANUP_FREE char *shortest = sign_url("https", &request, &example, 1);
    CLEANUP_FREE char *longest = sign_url("https", &request, &example, 604800);

    assert_non_null(shortest);
    assert_non_null(longest);
    assert_contains(longest, "&X-Amz-Expires=604800&");
    assert_null(sign_url("https", &request, &example, 0));
    assert_null(sign_url("https", &request, &example, -1));
    assert_null(sign_url("https", &request, &example, 604801));
}

static void test_url_holds_the_session_token_encoded(UNUSED void **state)
{
    struct sign_identity identity = example;
    struct sign_request request = example_request("GET", "/k");
    CLEANUP_FREE char *url = NULL;

    identity.session_token = "a/b+c==";
    url = sign_url("https", &request, &identity, 60);
    assert_contains(url, "&X-Amz-Security-Token=a%2Fb%2Bc%3D%3D&X-Amz-SignedHeaders=host&");
    assert_null(strstr(url, "x-amz-security-token"));
}

static void test_url_keeps_the_query_of_the_request(UNUSED void **state)
{
    const char *const query[] = {"response-content-disposition", "inline", "versionId", "v", NULL};
    struct sign_request request = example_request("GET", "/a b");
    CLEANUP_FREE char *url = NULL;

    request.query = query;
    request.host = "localhost:9000";
    url = sign_url("http", &request, &example, 60);
    assert_int_equal(strncmp(url, "http://localhost:9000/a%20b?X-Amz-Algorithm=", 44), 0);
    assert_contains(url, "&X-Amz-SignedHeaders=host&response-content-disposition=inline"
                         "&versionId=v&X-Amz-Signature=");
}

static void test_url_names_its_signed_headers(UNUSED void **state)
{
    const char *const headers[] = {"Content-Type", "text/plain", NULL};
    struct sign_request request = example_request("PUT", "/k");
    CLEANUP_FREE char *url = NULL;

    request.headers = headers;
    url = sign_url("https", &request, &example, 60);
    assert_contains(url, "&X-Amz-SignedHeaders=content-type%3Bhost&");
}

static void test_payload_of_nothing(UNUSED void **state)
{
    char payload[SIGN_HEX_SIZE];

    assert_true(sign_payload("", 0, payload));
    assert_string_equal(payload, SIGN_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference_get_object),
        cmocka_unit_test(test_reference_put_object),
        cmocka_unit_test(test_reference_get_bucket_lifecycle),
        cmocka_unit_test(test_reference_list_objects),
        cmocka_unit_test(test_reference_presigned_get),
        cmocka_unit_test(test_suite_in_headers),
        cmocka_unit_test(test_suite_in_the_query),
        cmocka_unit_test(test_suite_session_token),
        cmocka_unit_test(test_suite_session_token_with_slashes),
        cmocka_unit_test(test_suite_form),
        cmocka_unit_test(test_hostile_path),
        cmocka_unit_test(test_headers_that_share_a_prefix),
        cmocka_unit_test(test_query_of_a_part),
        cmocka_unit_test(test_query_without_a_value),
        cmocka_unit_test(test_access_key_with_a_colon_and_secret_with_a_slash),
        cmocka_unit_test(test_target_without_a_query),
        cmocka_unit_test(test_query_is_sorted_as_encoded),
        cmocka_unit_test(test_query_of_one_name_is_sorted_by_value),
        cmocka_unit_test(test_query_encodes_slashes),
        cmocka_unit_test(test_encode_every_byte),
        cmocka_unit_test(test_encode_nothing),
        cmocka_unit_test(test_blanks_of_a_header_are_collapsed),
        cmocka_unit_test(test_header_without_a_value_is_left_out),
        cmocka_unit_test(test_port_of_the_host_is_signed),
        cmocka_unit_test(test_date_is_told),
        cmocka_unit_test(test_time_without_a_date_is_refused),
        cmocka_unit_test(test_only_s3_has_its_payload_as_a_header),
        cmocka_unit_test(test_kept_key_is_used_for_what_it_was_made_for),
        cmocka_unit_test(test_url_expires_within_a_week),
        cmocka_unit_test(test_url_holds_the_session_token_encoded),
        cmocka_unit_test(test_url_keeps_the_query_of_the_request),
        cmocka_unit_test(test_url_names_its_signed_headers),
        cmocka_unit_test(test_payload_of_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
