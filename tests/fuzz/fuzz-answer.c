/* fuzz-answer.c: what a server may answer, read in every way that answers are read.
 * The first line of the input is a path into a JSON answer, the rest is the answer:
 * headers up to an empty line, then a body.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "transfer/answer.h"
#include "transfer/http.h"
#include "transfer/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(bool held)
{
    if (!held)
        abort();
}

/* What may be printed as a link can do nothing to whoever reads it. */
static void check_url(const char *url)
{
    CLEANUP_FREE char *plain = url_unescape(url);
    CLEANUP_BUFFER struct buffer escaped = BUFFER_INIT;
    struct error error = ERROR_INIT;

    if (!url_clean(url, NULL, &error)) {
        require(error.text[0] != '\0' && utf8_valid(error.text, strlen(error.text)));
        return;
    }
    require(strlen(url) <= URL_MAX && strncasecmp(url, "http", 4) == 0);
    for (const char *at = url; *at != '\0'; at++)
        require(*at > ' ' && *at < 0x7f && *at != '"' && *at != '<' && *at != '>');
    if (plain == NULL)
        return;
    require(url_escape(&escaped, plain));
    CLEANUP_FREE char *again = url_unescape(escaped.data != NULL ? escaped.data : "");
    require(strcmp(again, plain) == 0);
}

static bool accepts_some(void *data, const char *url)
{
    require(strlen(url) <= URL_MAX);
    check_url(url);
    return ++*(unsigned *)data > 1;
}

static void check_text(const char *text, size_t length)
{
    CLEANUP_FREE char *whole = answer_whole(text, length);
    CLEANUP_FREE char *words = answer_words(text, length);
    unsigned found = 0;
    CLEANUP_FREE char *url = answer_find_url(text, length, accepts_some, &found);

    if (whole != NULL) {
        require(whole[0] != '\0' && strlen(whole) <= URL_MAX);
        check_url(whole);
    }
    require(words != NULL && strlen(words) <= 200 + strlen("…"));
    require(utf8_valid(words, strlen(words)));
    for (const char *at = words; *at != '\0'; at++)
        require((unsigned char)*at >= ' ' && *at != 0x7f);
    require((url != NULL) == (found > 1));
}

static void check_json(const char *text, size_t length, const char *path)
{
    struct error error = ERROR_INIT;
    CLEANUP_JSON struct json *value = json_parse(text, length, 0, false, &error);
    CLEANUP_BUFFER struct buffer scalar = BUFFER_INIT;
    CLEANUP_BUFFER struct buffer written = BUFFER_INIT;
    char hex[DIGEST_HEX_SIZE];

    require((value == NULL) == (error.text[0] != '\0'));
    if (value == NULL)
        return;
    if (json_scalar(json_path(value, path), &scalar)) {
        require(scalar.data != NULL && utf8_valid(scalar.data, scalar.length));
        check_url(scalar.data);
        digest_normalize("md5", scalar.data, hex);
        digest_normalize("sha256", scalar.data, hex);
    }
    require(json_write(value, false, &written));
    CLEANUP_JSON struct json *again = json_parse(written.data, written.length, 0, false, &error);
    require(again != NULL);
}

/* Header lines as the engine keeps them; returns where the body begins. */
static size_t check_headers(const char *text, size_t length)
{
    CLEANUP_HTTP_RESPONSE struct http_response response = HTTP_RESPONSE_INIT;
    size_t at = 0;

    while (at < length) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t line = end != NULL ? (size_t)(end - text) - at : length - at;

        if (line > 0 && memchr(text + at, '\0', line) == NULL) {
            buffer_append(&response.headers, text + at, line);
            buffer_append(&response.headers, "", 1);
            response.header_count++;
        }
        at += line < length - at ? line + 1 : line;
        if (line == 0)
            break;
    }
    require(http_retry_after_s(&response) >= 0);
    for (unsigned i = 0; i < 3; i++) {
        const char *location = http_header(&response, "Location", i);

        if (location != NULL)
            check_url(location);
    }
    http_header(&response, "", 0);
    return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *text = (const char *)bytes, *end;
    char path[256];
    size_t body;

    end = length > 0 ? memchr(text, '\n', length) : NULL;
    if (end == NULL || (size_t)(end - text) >= sizeof path)
        return 0;
    memcpy(path, text, (size_t)(end - text));
    path[end - text] = '\0';
    length -= (size_t)(end + 1 - text);
    text = end + 1;
    check_text(text, length);
    body = check_headers(text, length);
    check_text(text + body, length - body);
    check_json(text + body, length - body, path);
    return 0;
}
