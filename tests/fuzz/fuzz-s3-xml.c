/* fuzz-s3-xml.c: XML that an S3 server may answer with.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/text.h"

#include "../../plugins/s3/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define CLEANUP_XML CLEANUP(xml_free)

static void require(bool held)
{
    if (!held)
        abort();
}

static void check_path(const char *path, const char *root)
{
    size_t length = strlen(root), slashes = 0;

    require(strlen(path) < 512);
    require(strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0'));
    for (const char *at = path; *at != '\0'; at++)
        slashes += *at == '/' ? 1 : 0;
    require(slashes < 16);
}

static void check_answer(const struct xml_answer *answer, size_t length)
{
    size_t text = 0, item = 0;

    require(answer->root != NULL && answer->count > 0 && answer->count <= 100000);
    for (size_t i = 0; i < answer->count; i++) {
        const struct xml_leaf *leaf = &answer->leaves[i];

        check_path(leaf->path, answer->root);
        require(utf8_valid(leaf->path, strlen(leaf->path)));
        require(utf8_valid(leaf->text, strlen(leaf->text)));
        text += strlen(leaf->text);
        require(leaf->item >= item && (leaf->item > 0) == (strchr(leaf->path, '/') != NULL));
        item = leaf->item;
        require(xml_text(answer, leaf->path) != NULL);
    }
    require(text <= length);
}

static bool same(const struct xml_answer *one, const struct xml_answer *other)
{
    bool same = one->count == other->count;

    for (size_t i = 0; same && i < one->count; i++)
        same = strcmp(one->leaves[i].path, other->leaves[i].path) == 0 &&
               strcmp(one->leaves[i].text, other->leaves[i].text) == 0 &&
               one->leaves[i].item == other->leaves[i].item;
    return same;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *text = (const char *)bytes;
    CLEANUP_XML struct xml_answer answer = {0}, again = {0};
    CLEANUP_FREE char *kept_alive = malloc(length + 2);
    bool good = xml_parse(text, length, &answer);

    if (kept_alive == NULL)
        return 0;
    if (good)
        check_answer(&answer, length);
    else
        require(answer.root == NULL && answer.leaves == NULL && answer.count == 0);
    /* White space that keeps a connection alive changes nothing. */
    memcpy(kept_alive, " \n", 2);
    if (length > 0)
        memcpy(kept_alive + 2, text, length);
    require(xml_parse(kept_alive, length + 2, &again) == good && same(&answer, &again));
    return 0;
}
