/* xml.h: what an S3 server says in XML, through expat.
 *
 * SPDX-License-Identifier: MIT
 *
 * The documents are small and flat: an answer is the list of its leaves, each with the path of its
 * elements, in the order of the document, namespaces ignored.
 */
#ifndef S3_XML_H
#define S3_XML_H

#include <stdbool.h>
#include <stddef.h>

/* An element that holds no other. */
struct xml_leaf {
    char *path;  /* "ListPartsResult/Part/PartNumber", prefixes such as "s3:" left out */
    char *text;  /* all of it, white space too; text beside elements belongs to no leaf */
    size_t item; /* which element directly below the root it is in, from 1: leaves of one <Part>
                    share a number; 0: the root itself */
};

struct xml_answer {
    char *root; /* name of the root element; NULL when the text is no XML */
    struct xml_leaf *leaves;
    size_t count;
};

/* Parse UTF-8; bounded in depth, in leaves and in text, no entities beyond the five of XML, no DTD.
 * Leading white space (keep-alives) is skipped. False when it is no well-formed document, or memory
 * is short; answer is empty then. Whatever answer held before is not freed. */
bool xml_parse(const char *text, size_t length, struct xml_answer *answer);
void xml_free(struct xml_answer *answer);

/* The text of the first leaf of that path; NULL without. */
const char *xml_text(const struct xml_answer *answer, const char *path);

#endif
