/* mime.c: the MIME type of a file, told from its name.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/mime.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/cleanup.h"

#define SYSTEM_TABLE "/etc/mime.types" /* of the package media-types */

/* What people share most, so that the answer does not hang on a package. The names are
 * IANA's, https://www.iana.org/assignments/media-types (2026-11). */
static const struct {
    const char *extension, *type;
} common[] = {
    {"7z", "application/x-7z-compressed"},
    {"avif", "image/avif"},
    {"bz2", "application/x-bzip2"},
    {"css", "text/css"},
    {"csv", "text/csv"},
    {"flac", "audio/flac"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"htm", "text/html"},
    {"html", "text/html"},
    {"ico", "image/vnd.microsoft.icon"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript"},
    {"json", "application/json"},
    {"log", "text/plain"},
    {"m4a", "audio/mp4"},
    {"md", "text/markdown"},
    {"mkv", "video/x-matroska"},
    {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"ogg", "audio/ogg"},
    {"opus", "audio/ogg"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"txt", "text/plain"},
    {"wav", "audio/x-wav"},
    {"webm", "video/webm"},
    {"webp", "image/webp"},
    {"xml", "application/xml"},
    {"xz", "application/x-xz"},
    {"zip", "application/zip"},
    {"zst", "application/zstd"},
};

/* The system table: "type/subtype ext ext …" a line, '#' begins a comment. */
static char *system_type(const char *extension)
{
    CLEANUP_FILE FILE *table = fopen(SYSTEM_TABLE, "re");
    CLEANUP_FREE char *line = NULL;
    size_t size = 0;

    while (table != NULL && getline(&line, &size, table) > 0) {
        char *rest = NULL, *type, *word;

        line[strcspn(line, "#")] = '\0';
        type = strtok_r(line, " \t\n", &rest);
        while (type != NULL && (word = strtok_r(NULL, " \t\n", &rest)) != NULL)
            if (strcasecmp(word, extension) == 0)
                return strdup(type);
    }
    return NULL;
}

char *mime_type(const char *name)
{
    const char *dot = strrchr(name, '.');
    char *type;

    if (dot == NULL || dot == name || dot[1] == '\0')
        return strdup("application/octet-stream");
    for (size_t i = 0; i < ARRAY_LENGTH(common); i++)
        if (strcasecmp(common[i].extension, dot + 1) == 0)
            return strdup(common[i].type);
    type = system_type(dot + 1);
    return type != NULL ? type : strdup("application/octet-stream");
}
