/* services.c: calls every service of the host and tells the first that disappoints.
 *
 * SPDX-License-Identifier: MIT
 *
 * Its endpoint is a stand-in that stores what is PUT and serves it again.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <twatfs/provider.h>

TWATFS_MANIFEST({
  "name": "services", "version": "1.0", "description": "Calls every service, for tests",
  "env": { "optional": ["TWATFS_TEST_SECRET", "TWATFS_TEST_EMPTY"] },
  "options": { "word": "a word" },
  "endpoint": { "env": "TWATFS_SERVICES_URL" }, "automatic": false
});

#define NEED(condition)                                                                            \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return twatfs_fail(call, TWATFS_PERMANENT, 0, "line %d: not so: %s", __LINE__,         \
                               #condition);                                                        \
    } while (0)

static twatfs_status check_surroundings(struct twatfs_call *call)
{
    char *piece;

    NEED(call->host->struct_size >= sizeof *call->host && call->host->abi_major == 1);
    NEED(TWATFS_HOST_HAS(call->host, fail));
    NEED(call->host->version != NULL);
    NEED(strcmp(twatfs_env(call, "TWATFS_TEST_SECRET"), "tell-nobody") == 0);
    NEED(twatfs_env(call, "TWATFS_TEST_EMPTY") == NULL);
    NEED(getenv("HOME") != NULL && twatfs_env(call, "HOME") == NULL);
    NEED(strcmp(twatfs_option(call, "word"), "two") == 0);
    NEED(twatfs_option(call, "nothing") == NULL);
    NEED(strcmp(twatfs_url_escape(call, "a b/ü~"), "a%20b%2F%C3%BC~") == 0);
    NEED(strcmp(twatfs_base64(call, "", 0), "") == 0);
    NEED(strcmp(twatfs_base64(call, "\xff\x00z", 3), "/wB6") == 0);
    NEED(strcmp(twatfs_base64(call, "ab", 2), "YWI=") == 0);
    NEED(strcmp(twatfs_json_quote(call, "a\"b\\\n\xc3\xbc"), "\"a\\\"b\\\\\\n\\u00FC\"") == 0);
    NEED(twatfs_json_quote(call, "\xff") == NULL);
    NEED(strcmp(twatfs_basic_auth(call, "user", "password"), "Basic dXNlcjpwYXNzd29yZA==") == 0);
    NEED(strcmp(twatfs_basic_auth(call, NULL, "key"), "Basic OmtleQ==") == 0);
    twatfs_log(call, TWATFS_LOG_WARNING, "the pair is %s", "dXNlcjpwYXNzd29yZA==");
    NEED(twatfs_parse_time(call, "2026-11-20T10:00:00Z") == 1795168800);
    NEED(twatfs_parse_time(call, "2026-11-20T10:00:00.123+02:00") == 1795161600);
    NEED(twatfs_parse_time(call, "Fri, 20 Nov 2026 10:00:00 GMT") == 1795168800);
    NEED(twatfs_parse_time(call, "2026-13-20T10:00:00Z") == -1);
    NEED(twatfs_parse_time(call, "2026-11-20T10:00:00") == -1);
    NEED(twatfs_parse_time(call, "soon") == -1);
    piece = (char *)call->host->scratch(call, 100000);
    NEED(piece != NULL);
    memset(piece, 'x', 100000);
    NEED(call->host->scratch(call, UINT64_MAX) == NULL);
    twatfs_log(call, TWATFS_LOG_WARNING, "the secret is %s", "tell-nobody");
    NEED(!twatfs_cancelled(call));
    NEED(call->host->wait(call, 10) == TWATFS_OK);
    return TWATFS_OK;
}

/* Of "A filefile o", and of no bytes. */
#define SHA256_OF_READS   "3d95fed8cf330706356fda32638fd6e24c2c78a1ed43f0dfd42f2b5038cfe90d"
#define SHA256_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static twatfs_status check_file(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    char bytes[7], hex[65];

    NEED(upload->struct_size >= sizeof *upload);
    NEED(strcmp(upload->name, "photo.txt") == 0);
    NEED(strcmp(upload->content_type, "text/plain") == 0);
    NEED(twatfs_read(call, bytes, 6, 0) == 6 && memcmp(bytes, "A file", 6) == 0);
    NEED(twatfs_read(call, bytes, 6, 2) == 6 && memcmp(bytes, "file o", 6) == 0);
    NEED(twatfs_read(call, bytes, 6, upload->size) == 0);
    NEED(twatfs_read(call, bytes, 6, upload->size - 2) == 2);
    NEED(twatfs_read_ready(call) == 1);
    NEED(twatfs_sha256_of_reads(call, hex) == 0); /* not begun; but now it is */
    NEED(twatfs_read(call, bytes, 6, 0) == 6 && twatfs_read(call, bytes, 6, 2) == 6);
    NEED(twatfs_sha256_of_reads(call, hex) == 1);
    NEED(strcmp(hex, SHA256_OF_READS) == 0);
    NEED(twatfs_sha256_of_reads(call, NULL) == 1 && twatfs_sha256_of_reads(call, hex) == 1);
    NEED(strcmp(hex, SHA256_OF_NOTHING) == 0);
    NEED(strlen(twatfs_digest(call, "sha256")) == 64);
    NEED(strlen(twatfs_digest(call, "md5")) == 32);
    NEED(strlen(twatfs_digest(call, "sha1")) == 40);
    NEED(twatfs_digest(call, "rot13") == NULL);
    return TWATFS_OK;
}

static twatfs_status check_checkpoint(struct twatfs_call *call)
{
    uint64_t length = 0;
    const char *first, *second;

    NEED(twatfs_checkpoint_place(call, "elsewhere") == 1);
    NEED(twatfs_checkpoint_place(call, "here") == 1);
    NEED(call->host->checkpoint_load(call, &length) == NULL);
    NEED(call->host->checkpoint_save(call, "one", 3) == TWATFS_OK);
    NEED(twatfs_checkpoint_place(call, "here") == 1);
    first = (const char *)call->host->checkpoint_load(call, &length);
    NEED(length == 3 && memcmp(first, "one", 3) == 0);
    NEED(call->host->checkpoint_save(call, "three", 5) == TWATFS_OK);
    second = (const char *)call->host->checkpoint_load(call, &length);
    NEED(length == 5 && memcmp(second, "three", 5) == 0 && memcmp(first, "one", 3) == 0);
    NEED(call->host->checkpoint_save(call, "", (1u << 20) + 1) != TWATFS_OK);
    return TWATFS_OK;
}

#define PIECES 12

/* Many requests at once: pieces of the file, each under a name of its own. */
static twatfs_status check_http_all(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    struct twatfs_http_request requests[PIECES];
    struct twatfs_http_response answers[PIECES];
    const struct twatfs_http_request *request_list[PIECES];
    struct twatfs_http_response *answer_list[PIECES];
    twatfs_status outcomes[PIECES];
    static const char *const broken[] = {"X-Line", "a\nb", NULL};
    uint64_t piece = upload->size / PIECES;

    for (uint32_t i = 0; i < PIECES; i++) {
        requests[i] = (struct twatfs_http_request)TWATFS_HTTP_REQUEST_INIT;
        answers[i] = (struct twatfs_http_response)TWATFS_HTTP_RESPONSE_INIT;
        requests[i].url = twatfs_printf(call, "%s/piece-%u", twatfs_endpoint(call), i);
        requests[i].use_source = 1;
        requests[i].source_offset = i * piece;
        requests[i].source_length = piece;
        request_list[i] = &requests[i];
        answer_list[i] = &answers[i];
    }
    NEED(call->host->http_all(call, request_list, answer_list, outcomes, PIECES, 4) == TWATFS_OK);
    for (uint32_t i = 0; i < PIECES; i++) {
        NEED(outcomes[i] == TWATFS_OK && answers[i].status == 201);
        NEED(strstr(answers[i].body, "http://") == answers[i].body);
    }
    call->host->release(call, &answers[0]);
    NEED(answers[0].owner == NULL);
    /* One that cannot even start is its own affair. */
    requests[1].headers = broken;
    NEED(call->host->http_all(call, request_list, answer_list, outcomes, PIECES, 4) ==
         TWATFS_PERMANENT);
    NEED(outcomes[1] == TWATFS_PERMANENT && outcomes[0] == TWATFS_OK && outcomes[11] == TWATFS_OK);
    requests[1].headers = NULL;
    /* One that cannot be reached tells so, and the others have their answers. */
    requests[0].url = "http://127.0.0.1:1/";
    NEED(call->host->http_all(call, request_list, answer_list, outcomes, PIECES, 4) ==
         TWATFS_TEMPORARY);
    NEED(outcomes[0] == TWATFS_TEMPORARY && outcomes[1] == TWATFS_OK);
    return TWATFS_OK;
}

/* Puts pieces until FLOW have arrived; the third is sent to nowhere the first time, and the
 * fifth waits for its turn. */
#define FLOW 8
struct pieces {
    const char *endpoint;
    char urls[FLOW][128];
    uint32_t next, under_way, most, done, failures;
    int32_t again; /* the piece to be sent once more, -1: none */
    int32_t waited;
};

static int32_t next_piece(struct twatfs_call *call, void *data, struct twatfs_http_request *request,
                          uint64_t *number, uint64_t *wait_ms)
{
    struct pieces *pieces = data;
    uint32_t piece = pieces->next;

    (void)call;
    if (pieces->again >= 0) {
        piece = (uint32_t)pieces->again;
        pieces->again = -1;
    } else if (pieces->next == FLOW) {
        return 0;
    } else if (pieces->next == 4 && pieces->waited++ == 0) {
        *wait_ms = 20;
        return 0;
    } else {
        pieces->next++;
    }
    snprintf(pieces->urls[piece], sizeof pieces->urls[piece], "%s/flow-%u",
             piece == 2 && pieces->failures == 0 ? "http://127.0.0.1:1" : pieces->endpoint, piece);
    request->url = pieces->urls[piece];
    request->use_source = 1;
    request->source_offset = piece;
    request->source_length = 1;
    *number = piece;
    if (++pieces->under_way > pieces->most)
        pieces->most = pieces->under_way;
    return 1;
}

static twatfs_status piece_done(struct twatfs_call *call, void *data, uint64_t number,
                                twatfs_status outcome, struct twatfs_http_response *response)
{
    struct pieces *pieces = data;

    pieces->under_way--;
    if (outcome == TWATFS_TEMPORARY) {
        pieces->failures++;
        pieces->again = (int32_t)number;
        return TWATFS_OK;
    }
    NEED(outcome == TWATFS_OK && twatfs_check_answer(call, response) == TWATFS_OK);
    NEED(twatfs_find_url(call, response) != NULL);
    pieces->done++;
    return TWATFS_OK;
}

static twatfs_status stop_at_once(struct twatfs_call *call, void *data, uint64_t number,
                                  twatfs_status outcome, struct twatfs_http_response *response)
{
    (void)data;
    (void)number;
    (void)outcome;
    (void)response;
    return twatfs_fail(call, TWATFS_REFUSED, 0, "enough");
}

static twatfs_status check_flow(struct twatfs_call *call)
{
    struct twatfs_http_flow flow = TWATFS_HTTP_FLOW_INIT;
    struct pieces pieces = {.endpoint = twatfs_endpoint(call), .again = -1};

    flow.concurrency = 3;
    flow.data = &pieces;
    flow.next = next_piece;
    NEED(twatfs_http_each(call, &flow) == TWATFS_PERMANENT); /* nobody hears of their end */
    flow.done = piece_done;
    NEED(twatfs_http_each(call, &flow) == TWATFS_OK);
    NEED(pieces.done == FLOW && pieces.failures == 1 && pieces.waited > 1);
    NEED(pieces.most == 3 && pieces.under_way == 0);
    pieces = (struct pieces){.endpoint = twatfs_endpoint(call), .again = -1, .failures = 1};
    flow.done = stop_at_once;
    NEED(twatfs_http_each(call, &flow) == TWATFS_REFUSED);
    NEED(pieces.next < FLOW);
    return TWATFS_OK;
}

/* Connects at once, and answers never: nobody accepts. */
static int listen_silently(char *url, size_t size)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, 8) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0)
        return -1;
    snprintf(url, size, "http://127.0.0.1:%u/", ntohs(address.sin_port));
    return fd;
}

struct silence {
    char url[64];
    uint32_t next, dropped;
    int32_t spoil; /* the third is no request */
};

/* Two that never end; then one that is none, or both are dropped. */
static int32_t next_silence(struct twatfs_call *call, void *data,
                            struct twatfs_http_request *request, uint64_t *number,
                            uint64_t *wait_ms)
{
    struct silence *silence = data;

    (void)wait_ms;
    *number = silence->next++;
    if (*number < 2)
        request->url = silence->url;
    else if (*number == 2 && !silence->spoil)
        for (uint64_t i = 0; i < 2; i++)
            call->host->http_drop(call, i);
    return *number < 2 || silence->spoil;
}

static twatfs_status silence_done(struct twatfs_call *call, void *data, uint64_t number,
                                  twatfs_status outcome, struct twatfs_http_response *response)
{
    struct silence *silence = data;

    (void)number;
    (void)response;
    NEED(outcome == TWATFS_TEMPORARY);
    silence->dropped++;
    return TWATFS_OK;
}

static twatfs_status check_silence(struct twatfs_call *call)
{
    struct twatfs_http_flow flow = TWATFS_HTTP_FLOW_INIT;
    struct silence silence = {.spoil = 0};
    int fd = listen_silently(silence.url, sizeof silence.url);
    time_t before = time(NULL);

    NEED(fd >= 0);
    flow.concurrency = 3;
    flow.data = &silence;
    flow.next = next_silence;
    flow.done = silence_done;
    NEED(twatfs_http_each(call, &flow) == TWATFS_OK && silence.dropped == 2);
    silence.next = 0;
    silence.spoil = 1;
    NEED(twatfs_http_each(call, &flow) == TWATFS_PERMANENT && silence.dropped == 2);
    NEED(time(NULL) - before < 5); /* nobody waits for those under way */
    close(fd);
    return TWATFS_OK;
}

/* Refused as a whole: what was this function's is gone when the link is checked. */
static twatfs_status check_check(struct twatfs_call *call)
{
    struct twatfs_check check = TWATFS_CHECK_INIT;
    const char *headers[19];

    for (size_t i = 0; i < 18; i++)
        headers[i] = "X-Name";
    headers[18] = NULL;
    check.headers = headers;
    NEED(call->host->set_check(call, &check) == TWATFS_PERMANENT);
    check.headers = headers + 2;
    NEED(call->host->set_check(call, &check) == TWATFS_OK);
    check.headers = headers;
    NEED(call->host->set_check(call, &check) == TWATFS_PERMANENT);
    check.headers = NULL;
    check.http_method = "PUT";
    NEED(call->host->set_check(call, &check) == TWATFS_PERMANENT);
    return TWATFS_OK;
}

static twatfs_status check_http(struct twatfs_call *call)
{
    static const char text[] = "see http://127.0.0.1:9/a.txt, or http://127.0.0.1:9/b.txt.";
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    static const char *const headers[] = {"X-One", "1", "X-None", NULL, NULL};
    const char *url = twatfs_printf(call, "%s/text.txt", twatfs_endpoint(call));

    request.url = url;
    request.body = text;
    request.body_length = sizeof text - 1;
    request.headers = headers;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_OK && answer.status == 201);
    NEED(twatfs_check_answer(call, &answer) == TWATFS_OK);
    NEED(twatfs_header(call, &answer, "content-LENGTH") != NULL);
    NEED(twatfs_header(call, &answer, "X-Absent") == NULL);
    request = (struct twatfs_http_request)TWATFS_HTTP_REQUEST_INIT;
    request.url = answer.body; /* the plain host answers with the URL alone */
    request.url = call->host->find_url(call, &answer);
    NEED(request.url != NULL);
    NEED(twatfs_http(call, &request, &answer) == TWATFS_OK && answer.status == 200);
    NEED(answer.body_length == sizeof text - 1 && strcmp(answer.body, text) == 0);
    NEED(strcmp(call->host->find_url(call, &answer), "http://127.0.0.1:9/a.txt") == 0);
    NEED(twatfs_json(call, &answer, "a.b") == NULL);
    request.max_response = 10;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    request.max_response = 0;
    request.url = twatfs_printf(call, "%s/absent", twatfs_endpoint(call));
    NEED(twatfs_http(call, &request, &answer) == TWATFS_OK && answer.status == 404);
    NEED(twatfs_check_answer(call, &answer) == TWATFS_PERMANENT);
    request.url = "gopher://127.0.0.1/";
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    request.url = NULL;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    return TWATFS_OK;
}

/* What a host does not know it refuses: it must not send something else instead. */
static twatfs_status check_unknown(struct twatfs_call *call)
{
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT, plain = request;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT, unmade;
    struct {
        struct twatfs_http_request known;
        uint64_t later;
    } longer = {TWATFS_HTTP_REQUEST_INIT, 0};
    struct twatfs_send send = TWATFS_SEND_INIT;

    plain.url = request.url = longer.known.url = twatfs_endpoint(call);
    request.flags = UINT32_C(1) << 31;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    request = plain;
    request.reserved = 7;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    request = plain;
    request.file_field = "file";
    request.source_length = 10;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    request.source_length = 0;
    request.use_source = 1;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_PERMANENT);
    longer.known.struct_size = (uint32_t)sizeof longer;
    NEED(twatfs_http(call, &longer.known, &answer) == TWATFS_OK);
    longer.later = 1;
    NEED(twatfs_http(call, &longer.known, &answer) == TWATFS_PERMANENT);
    NEED(answer.status == 0 && answer.body_length == 0);
    send.flags = UINT32_C(1) << 31;
    NEED(twatfs_send_file(call, &send, &answer) == TWATFS_PERMANENT);
    memset(&unmade, 0, sizeof unmade);
    NEED(twatfs_http(call, &plain, &unmade) == TWATFS_PERMANENT);
    return TWATFS_OK;
}

static twatfs_status check_json(struct twatfs_call *call)
{
    static const char text[] =
        "{\"files\":[{\"url\":\"http:\\/\\/h\\/x\",\"n\":12}],\"ok\":true,\"no\":null}";
    struct twatfs_http_request request = TWATFS_HTTP_REQUEST_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;

    request.url = twatfs_printf(call, "%s/answer.json", twatfs_endpoint(call));
    request.body = text;
    request.body_length = sizeof text - 1;
    NEED(twatfs_http(call, &request, &answer) == TWATFS_OK);
    request = (struct twatfs_http_request)TWATFS_HTTP_REQUEST_INIT;
    request.url = call->host->find_url(call, &answer);
    NEED(twatfs_http(call, &request, &answer) == TWATFS_OK);
    NEED(strcmp(twatfs_json(call, &answer, "files[0].url"), "http://h/x") == 0);
    NEED(strcmp(twatfs_json(call, &answer, "files[0].n"), "12") == 0);
    NEED(strcmp(twatfs_json(call, &answer, "ok"), "true") == 0);
    NEED(twatfs_json(call, &answer, "no") == NULL);
    NEED(twatfs_json(call, &answer, "files[1].url") == NULL);
    NEED(twatfs_json(call, &answer, "files") == NULL);
    return TWATFS_OK;
}

static twatfs_status check_result(struct twatfs_call *call)
{
    NEED(twatfs_set_url(call, NULL) == TWATFS_PERMANENT);
    NEED(twatfs_set_url(call, "") == TWATFS_PERMANENT);
    NEED(twatfs_set_url(call, "/relative") == TWATFS_PERMANENT);
    NEED(twatfs_set_url(call, "http://user@host/") == TWATFS_PERMANENT);
    NEED(twatfs_set_url(call, "http://host/tell-nobody") == TWATFS_PERMANENT);
    NEED(twatfs_set_url(call, "http://host/%zz") == TWATFS_PERMANENT);
    NEED(twatfs_set_digest(call, "sha256", "not a digest") == TWATFS_PERMANENT);
    NEED(twatfs_set_digest(call, NULL, NULL) == TWATFS_PERMANENT);
    NEED(twatfs_set_expiry(call, -1) == TWATFS_PERMANENT);
    NEED(twatfs_set_expiry(call, 4102444800) == TWATFS_OK);
    NEED(twatfs_set_delete(call, "") == TWATFS_PERMANENT);
    NEED(twatfs_set_delete(call, "delete-token") == TWATFS_OK);
    NEED(twatfs_set_url(call, "http://host/delete-token") == TWATFS_OK);
    return TWATFS_OK;
}

static twatfs_status services_upload(struct twatfs_call *call, void *state,
                                     const struct twatfs_upload *upload)
{
    struct twatfs_send send = TWATFS_SEND_INIT;
    struct twatfs_http_response answer = TWATFS_HTTP_RESPONSE_INIT;
    twatfs_status status;

    (void)state;
    if ((status = check_surroundings(call)) != TWATFS_OK ||
        (status = check_file(call, upload)) != TWATFS_OK ||
        (status = check_checkpoint(call)) != TWATFS_OK ||
        (status = check_http_all(call, upload)) != TWATFS_OK ||
        (status = check_flow(call)) != TWATFS_OK || (status = check_silence(call)) != TWATFS_OK ||
        (status = check_check(call)) != TWATFS_OK || (status = check_http(call)) != TWATFS_OK ||
        (status = check_unknown(call)) != TWATFS_OK || (status = check_json(call)) != TWATFS_OK ||
        (status = check_result(call)) != TWATFS_OK)
        return status;
    send.url = twatfs_printf(call, "%s/%s", twatfs_endpoint(call), upload->name);
    send.flags = TWATFS_SEND_FIND_URL;
    return twatfs_send_file(call, &send, &answer);
}

TWATFS_PROVIDER(.upload = services_upload);
