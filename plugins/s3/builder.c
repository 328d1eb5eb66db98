/* builder.c: text that is put together piece by piece.
 *
 * SPDX-License-Identifier: MIT
 */
#include "builder.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

/* Not with realloc, which would leave the old bytes behind wherever it moves them. */
static bool grow(struct builder *builder, size_t wanted)
{
    size_t room = builder->room > 0 ? builder->room : 64;
    char *text;

    while (room < wanted)
        room = room > SIZE_MAX / 2 ? wanted : 2 * room;
    text = malloc(room);
    if (text == NULL)
        return false;
    if (builder->text != NULL) {
        memcpy(text, builder->text, builder->length + 1);
        OPENSSL_cleanse(builder->text, builder->length);
        free(builder->text);
    }
    builder->text = text;
    builder->room = room;
    return true;
}

void builder_add(struct builder *builder, const char *bytes, size_t length)
{
    if (builder->failed)
        return;
    if (length >= SIZE_MAX - builder->length) {
        builder->failed = true;
        return;
    }
    if (builder->length + length + 1 > builder->room &&
        !grow(builder, builder->length + length + 1)) {
        builder->failed = true;
        return;
    }
    memcpy(builder->text + builder->length, bytes, length);
    builder->length += length;
    builder->text[builder->length] = '\0';
}

void builder_puts(struct builder *builder, const char *text)
{
    builder_add(builder, text, strlen(text));
}

char *builder_steal(struct builder *builder)
{
    char *text = NULL;

    if (builder->text == NULL)
        builder_puts(builder, "");
    if (!builder->failed) {
        text = builder->text;
        builder->text = NULL;
    }
    builder_free(builder);
    return text;
}

void builder_free(struct builder *builder)
{
    if (builder->text != NULL)
        OPENSSL_cleanse(builder->text, builder->length);
    free(builder->text);
    *builder = (struct builder){0};
}

void secret_free(char **text)
{
    if (*text != NULL)
        OPENSSL_cleanse(*text, strlen(*text));
    free(*text);
    *text = NULL;
}
