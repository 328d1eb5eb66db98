/* test-s3-sign-botocore.c: the same signatures as botocore's, of many random requests.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "../../plugins/s3/sign.h"

#define DIFFERENCES 200

/* Reads a request a line, its texts in hex, and prints both signatures of each. */
static const char botocore_script[] =
    "import sys, urllib.parse\n"
    "from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth\n"
    "from botocore.awsrequest import AWSRequest\n"
    "from botocore.credentials import Credentials\n"
    "def text(part): return bytes.fromhex(part).decode()\n"
    "def pairs(part): return dict(tuple(map(text, pair.split(':'))) for pair in part.split(',')"
    " if pair)\n"
    "def signature(signer, request):\n"
    "    request.context['timestamp'] = '20130524T000000Z'\n"
    "    signer._modify_request_before_signing(request)\n"
    "    canonical = signer.canonical_request(request)\n"
    "    return signer.signature(signer.string_to_sign(request, canonical), request)\n"
    "for line in open(sys.argv[1]):\n"
    "    method, path, query, headers, body, access, secret, token = line.rstrip('\\n').split(' "
    "')\n"
    "    url = ('https://examplebucket.s3.amazonaws.com'\n"
    "           + urllib.parse.quote(text(path), safe='/-._~'))\n"
    "    who = Credentials(text(access), text(secret), text(token) or None)\n"
    "    def request(data, headers): return AWSRequest(method=method, url=url, data=data,\n"
    "        params=pairs(query), headers=headers)\n"
    "    print(signature(S3SigV4Auth(who, 's3', 'eu-west-3'),\n"
    "                    request(bytes.fromhex(body), pairs(headers))),\n"
    "          signature(S3SigV4QueryAuth(who, 's3', 'eu-west-3', expires=77), request(b'', "
    "{})))\n";

static uint32_t random_state;

/* The same numbers in each run (xorshift32). */
static uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % limit;
}

static void random_text(char text[64], const char *const *pieces, size_t count, uint32_t most)
{
    size_t length = 0;

    text[0] = '\0';
    for (uint32_t i = random_below(most + 1); i > 0; i--) {
        const char *piece = pieces[random_below((uint32_t)count)];

        if (length + strlen(piece) < 64)
            length += (size_t)snprintf(text + length, 64 - length, "%s", piece);
    }
}

static const char *const path_pieces[] = {
    "a", "B",        "0", "/", "//", ".", "..", "=",
    "+", "(",        ")", "@", "!",  "'", "*",  "$",
    "&", ",",        ";", ":", " ",  "%", "%2", "?",
    "#", "\xc3\xbc", "~", "_", "\t", "<", "\"", "\xf0\x9f\x98\x82"};
static const char *const header_pieces[] = {"a", "Z", "7", " ", "  ", ":",
                                            ";", ",", "/", "=", "\t"};

struct random_request {
    char path[65], query[3][2][64], headers[3][2][64], body[64], access[64], secret[64], token[64];
};

static void random_fill(struct random_request *one)
{
    const char *const *pieces = path_pieces;
    size_t count = ARRAY_LENGTH(path_pieces);

    one->path[0] = '/';
    random_text(one->path + 1, pieces, count, 20);
    for (size_t i = 0; i < 3; i++) {
        random_text(one->query[i][1], pieces, count, 6);
        random_text(one->query[i][0], pieces, count, 4);
        snprintf(one->query[i][0] + strlen(one->query[i][0]), 4, "%zu", i);
        random_text(one->headers[i][1], header_pieces, ARRAY_LENGTH(header_pieces), 12);
        snprintf(one->headers[i][0], 64, "X-Amz-Meta-A%.*s", (int)(2 * i), "-B-C");
    }
    random_text(one->body, pieces, count, 9);
    random_text(one->secret, pieces, count, 30);
    random_text(one->token, header_pieces, 3, 30);
    snprintf(one->access, sizeof one->access, "AK:%u", random_below(1000));
}

static void write_hex(FILE *file, const char *text, const char *behind)
{
    for (; *text != '\0'; text++)
        fprintf(file, "%02x", (unsigned char)*text);
    fputs(behind, file);
}

static void write_pairs(FILE *file, char pairs[3][2][64])
{
    for (size_t i = 0; i < 3; i++) {
        write_hex(file, pairs[i][0], ":");
        write_hex(file, pairs[i][1], i < 2 ? "," : " ");
    }
}

static void write_request(FILE *file, struct random_request *one)
{
    fputs("PUT ", file);
    write_hex(file, one->path, " ");
    write_pairs(file, one->query);
    write_pairs(file, one->headers);
    write_hex(file, one->body, " ");
    write_hex(file, one->access, " ");
    write_hex(file, one->secret, " ");
    write_hex(file, one->token, "\n");
}

/* The signature is the end of either form; the text is freed. */
static void expect_end(char *text, const char *signature)
{
    CLEANUP_FREE char *whole = text;

    assert_non_null(whole);
    assert_int_equal(strlen(signature), 64);
    assert_true(strlen(whole) > 64);
    assert_string_equal(whole + strlen(whole) - 64, signature);
}

static void expect_botocores_signatures(const struct random_request *one, const char *in_headers,
                                        const char *in_query)
{
    const char *query[7] = {NULL}, *headers[7] = {NULL};
    char payload[SIGN_HEX_SIZE], date[SIGN_DATE_SIZE];
    const struct sign_identity identity = {.access_key = one->access,
                                           .secret_key = one->secret,
                                           .session_token =
                                               one->token[0] != '\0' ? one->token : NULL,
                                           .region = "eu-west-3",
                                           .service = "s3"};
    struct sign_request request = {.method = "PUT",
                                   .host = "examplebucket.s3.amazonaws.com",
                                   .path = one->path,
                                   .query = query,
                                   .headers = headers,
                                   .payload_sha256 = payload,
                                   .unix_s = INT64_C(1369353600)};

    for (size_t i = 0; i < 6; i++) {
        query[i] = one->query[i / 2][i % 2];
        headers[i] = one->headers[i / 2][i % 2];
    }
    assert_true(sign_payload(one->body, strlen(one->body), payload));
    expect_end(sign_headers(&request, &identity, date), in_headers);
    request.headers = NULL;
    request.payload_sha256 = SIGN_UNSIGNED;
    expect_end(sign_url("https", &request, &identity, 77), in_query);
}

static void test_same_signatures_as_botocore(UNUSED void **state)
{
    static struct random_request requests[DIFFERENCES];
    struct scratch scratch;
    char command[256], in_headers[80], in_query[80];
    FILE *file, *answers;

    if (system("python3 -c 'import botocore.auth' >/dev/null 2>&1") != 0) {
        print_message("# SKIP: no python3-botocore\n");
        skip();
    }
    random_state = 20130524;
    scratch_open(&scratch);
    write_file(scratch_path(&scratch, "sign.py"), botocore_script, strlen(botocore_script), 0600);
    file = fopen(scratch_path(&scratch, "requests"), "we");
    assert_non_null(file);
    for (size_t i = 0; i < DIFFERENCES; i++) {
        random_fill(&requests[i]);
        write_request(file, &requests[i]);
    }
    assert_int_equal(fclose(file), 0);
    snprintf(command, sizeof command, "python3 %s/sign.py %s/requests", scratch.path, scratch.path);
    answers = popen(command, "re");
    assert_non_null(answers);
    for (size_t i = 0; i < DIFFERENCES; i++) {
        assert_int_equal(fscanf(answers, "%79s %79s", in_headers, in_query), 2);
        expect_botocores_signatures(&requests[i], in_headers, in_query);
    }
    assert_int_equal(pclose(answers), 0);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_signatures_as_botocore),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
