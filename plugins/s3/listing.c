/* listing.c: which parts of an upload the store has.
 *
 * SPDX-License-Identifier: MIT
 */
#include "listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "parts.h"

/* One <Part> of ListParts: it counts only if it is a part of this cut, whole. */
static void take_part(const struct cut *cut, const char *number_text, const char *size_text,
                      const char *etag, const char *crc)
{
    uint64_t number, size;
    struct piece *piece;

    if (!number_read(number_text, 1, cut->count, &number) ||
        !number_read(size_text, 0, PART_SIZE_MAX, &size) || etag == NULL ||
        strlen(etag) >= ETAG_SIZE)
        return;
    piece = cut->pieces[number - 1];
    if (size != piece->length)
        return;
    piece->arrived = true;
    strcpy(piece->etag, etag);
    snprintf(piece->listed, sizeof piece->listed, "%s", crc != NULL ? crc : "");
}

static void take_parts(const struct cut *cut, const struct xml_answer *xml)
{
    const char *number = NULL, *size = NULL, *etag = NULL, *crc = NULL;
    char crc_path[48];
    size_t item = 0;

    snprintf(crc_path, sizeof crc_path, "ListPartsResult/Part/Checksum%s",
             object_checksum_name(cut->object));
    for (size_t i = 0; i < xml->count; i++) {
        const struct xml_leaf *leaf = &xml->leaves[i];

        if (leaf->item != item) {
            take_part(cut, number, size, etag, crc);
            number = size = etag = crc = NULL;
            item = leaf->item;
        }
        if (strcmp(leaf->path, "ListPartsResult/Part/PartNumber") == 0)
            number = leaf->text;
        else if (strcmp(leaf->path, "ListPartsResult/Part/Size") == 0)
            size = leaf->text;
        else if (strcmp(leaf->path, "ListPartsResult/Part/ETag") == 0)
            etag = leaf->text;
        else if (strcmp(leaf->path, crc_path) == 0)
            crc = leaf->text;
    }
    take_part(cut, number, size, etag, crc);
}

/* Another 404, such as a proxy's, tells nothing of the upload; nor does a 403 because of wrong keys
 * or an old session tell that we never may. */
static enum listing read_refusal(const struct store_answer *answer)
{
    const struct s3_error *error = &answer->error;

    if (error->status == 404 && answer->verdict.remedy == S3_REMEDY_NO_UPLOAD)
        return LISTING_GONE;
    if (error->status == 405 || error->status == 501 ||
        (error->status == 403 && strcmp(error->code, "AccessDenied") == 0))
        return LISTING_REFUSED;
    return LISTING_DONE;
}

twatfs_status listing_read(struct multipart *multipart, enum listing *listing)
{
    char marker[24] = "0";

    for (unsigned page = 0; page <= PARTS_MAX / 1000 + 1; page++) {
        const char *const query[] = {"uploadId", multipart->id, "part-number-marker", marker, NULL};
        const struct store_request request = {
            .method = "GET", .key = multipart->object->key, .query = query};
        struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
        CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
        twatfs_status status =
            store_send(multipart->call, multipart->store, &request, 0, &response, &answer);
        const char *more, *next;
        uint64_t number;

        *listing = read_refusal(&answer);
        if (*listing != LISTING_DONE)
            return TWATFS_OK;
        if (status != TWATFS_OK)
            return status;
        take_parts(multipart->cut, &answer.xml);
        more = xml_text(&answer.xml, "ListPartsResult/IsTruncated");
        next = xml_text(&answer.xml, "ListPartsResult/NextPartNumberMarker");
        if (more == NULL || strcmp(more, "true") != 0 || !number_read(next, 0, PARTS_MAX, &number))
            return TWATFS_OK;
        snprintf(marker, sizeof marker, "%" PRIu64, number);
    }
    return TWATFS_OK;
}
