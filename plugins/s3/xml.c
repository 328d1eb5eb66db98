/* xml.c: what an S3 server says in XML, through expat.
 *
 * SPDX-License-Identifier: MIT
 *
 * The text is a stranger's: it is bounded before anything is made of it, and a document type
 * declaration ends the reading, so that no entity is ever declared or expanded.
 */
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "xml.h"

/* The longest answer of S3 is a list of 1,000 items (ListParts and ListObjectsV2 in the Amazon S3
 * API Reference, 2026), about 1 MiB and at most five elements deep. */
#define TEXT_MAX   (16u << 20)
#define DEPTH_MAX  16
#define LEAVES_MAX 100000
#define PATH_SIZE  512 /* each leaf has one: names must not multiply the document */

#define CLEANUP(function) __attribute__((cleanup(function)))

struct reader {
    XML_Parser parser;
    struct xml_answer answer;
    size_t leaves_room; /* leaves that there is memory for */
    char *text;         /* of the innermost element so far */
    size_t text_length;
    size_t text_room;
    char path[PATH_SIZE];    /* of the innermost element */
    size_t outer[DEPTH_MAX]; /* for each open element, the length of the path around it */
    size_t depth;            /* open elements */
    size_t item;             /* elements opened directly below the root */
    bool leaf;               /* nothing was opened within the innermost element */
    bool stopped;            /* expat may still end an empty element whose beginning was refused */
};

static void reader_free(struct reader *reader)
{
    if (reader->parser != NULL)
        XML_ParserFree(reader->parser);
    xml_free(&reader->answer);
    free(reader->text);
}

/* XML_Parse returns an error after this. */
static void stop(struct reader *reader)
{
    reader->stopped = true;
    XML_StopParser(reader->parser, XML_FALSE);
}

/* Append a name to the path; false when it does not fit. */
static bool path_enter(struct reader *reader, const char *name)
{
    size_t length = strlen(reader->path), name_length = strlen(name);
    const char *slash = reader->depth > 0 ? "/" : "";

    if (reader->depth == DEPTH_MAX || name_length >= PATH_SIZE - length - strlen(slash))
        return false;
    reader->outer[reader->depth++] = length;
    strcpy(reader->path + length, slash);
    strcat(reader->path + length, name);
    return true;
}

static void XMLCALL element_begins(void *data, const char *name, const char **attributes)
{
    struct reader *reader = data;
    const char *colon = strrchr(name, ':');

    (void)attributes;
    if (!path_enter(reader, colon != NULL ? colon + 1 : name)) {
        stop(reader);
        return;
    }
    if (reader->depth == 1 && (reader->answer.root = strdup(reader->path)) == NULL)
        stop(reader);
    if (reader->depth == 2)
        reader->item++;
    reader->leaf = true;
    reader->text_length = 0;
}

static bool leaves_grow(struct reader *reader)
{
    size_t room = reader->leaves_room > 0 ? 2 * reader->leaves_room : 16;
    struct xml_leaf *leaves;

    if (reader->answer.count < reader->leaves_room)
        return true;
    leaves = realloc(reader->answer.leaves, room * sizeof *leaves);
    if (leaves == NULL)
        return false;
    reader->answer.leaves = leaves;
    reader->leaves_room = room;
    return true;
}

static bool leaf_add(struct reader *reader)
{
    struct xml_leaf *leaf;

    if (reader->answer.count == LEAVES_MAX || !leaves_grow(reader))
        return false;
    leaf = &reader->answer.leaves[reader->answer.count++];
    leaf->path = strdup(reader->path);
    leaf->text = strndup(reader->text, reader->text_length);
    leaf->item = reader->item;
    return leaf->path != NULL && leaf->text != NULL;
}

static void XMLCALL element_ends(void *data, const char *name)
{
    struct reader *reader = data;

    (void)name;
    if (reader->stopped)
        return;
    if (reader->leaf && !leaf_add(reader))
        stop(reader);
    reader->leaf = false;
    reader->path[reader->outer[--reader->depth]] = '\0';
}

static void XMLCALL text_comes(void *data, const char *text, int length)
{
    struct reader *reader = data;

    if ((size_t)length > reader->text_room - reader->text_length) {
        stop(reader);
        return;
    }
    memcpy(reader->text + reader->text_length, text, (size_t)length);
    reader->text_length += (size_t)length;
}

/* Called before the first declaration within it. */
static void XMLCALL doctype_begins(void *data, const char *name, const char *system,
                                   const char *public, int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    stop(data);
}

bool xml_parse(const char *text, size_t length, struct xml_answer *answer)
{
    CLEANUP(reader_free) struct reader reader = {0};

    *answer = (struct xml_answer){0};
    /* Expat would read UTF-16, in which "<" has a NUL, whatever encoding it is told. */
    if (length == 0 || length > TEXT_MAX || memchr(text, '\0', length) != NULL)
        return false;
    /* Complete may be answered with white space for minutes, and XML allows none before its
     * declaration (CompleteMultipartUpload in the Amazon S3 API Reference, 2026). */
    while (length > 0 && strchr(" \t\r\n", *text) != NULL) {
        text++;
        length--;
    }
    /* In UTF-8 nothing is longer as text than it was in the document. */
    reader.text_room = length;
    reader.text = malloc(length + 1);
    reader.parser = XML_ParserCreate("UTF-8");
    if (reader.text == NULL || reader.parser == NULL)
        return false;
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, element_begins, element_ends);
    XML_SetCharacterDataHandler(reader.parser, text_comes);
    XML_SetStartDoctypeDeclHandler(reader.parser, doctype_begins);
    if (XML_Parse(reader.parser, text, (int)length, XML_TRUE) != XML_STATUS_OK)
        return false;
    *answer = reader.answer;
    reader.answer = (struct xml_answer){0};
    return true;
}

void xml_free(struct xml_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        free(answer->leaves[i].path);
        free(answer->leaves[i].text);
    }
    free(answer->leaves);
    free(answer->root);
    *answer = (struct xml_answer){0};
}

const char *xml_text(const struct xml_answer *answer, const char *path)
{
    for (size_t i = 0; i < answer->count; i++)
        if (strcmp(answer->leaves[i].path, path) == 0)
            return answer->leaves[i].text;
    return NULL;
}
