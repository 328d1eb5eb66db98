/* local.c: publish a file into a folder of this machine.
 *
 * SPDX-License-Identifier: MIT
 *
 * The folder is TWATFS_LOCAL_DIR; the link is below TWATFS_LOCAL_URL, where a web
 * server shows that folder, or else a file:// URL.  A file appears under its name
 * only when it is whole: it is written without a name first, so that a failure or a
 * kill leaves nothing behind.
 *
 * The token that deletes it says which file it is, and in which folder: what has its name later, or
 * was changed, is somebody else's and stays; and what is not there is gone only from that folder.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <twatfs/provider.h>

#include "draft.h"

TWATFS_MANIFEST({
  "name": "local",
  "version": "0.1.0",
  "description": "a folder of this machine, shown by its web server or as file://",
  "env": { "any_of": [], "optional": ["TWATFS_LOCAL_DIR", "TWATFS_LOCAL_URL", "XDG_DATA_HOME", "HOME"],
           "public": ["TWATFS_LOCAL_DIR", "TWATFS_LOCAL_URL", "XDG_DATA_HOME", "HOME"] },
  "endpoint": { "env": "TWATFS_LOCAL_URL" },
  "schemes": ["http", "https", "file"],
  "supports": ["delete", "remote-path", "overwrite", "unique", "unknown-size"],
  "retention": "permanent",
  "threads": "parallel",
  "automatic": false,
  "setup": "Nothing is needed. Set TWATFS_LOCAL_DIR to the folder, and TWATFS_LOCAL_URL to the URL at which a web server shows it."
});

#define BLOCK        (256u << 10) /* bytes read at once */
#define NAMES_MAX    1000         /* NAME, NAME-2, … until one is free */
#define URL_SIZE_MAX 8000         /* bytes of a link that twatfs takes */
#define MARK_SIZE    64

/* ---- Small helpers ---- */

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static void free_text(char **text)
{
    free(*text);
}

#define CLEANUP(function) __attribute__((cleanup(function)))

static twatfs_status out_of_memory(struct twatfs_call *call)
{
    return twatfs_fail(call, TWATFS_LOCAL, 0, "out of memory");
}

static twatfs_status failed(struct twatfs_call *call, const char *what)
{
    return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s: %s%s", what, strerror(errno),
                       errno == ENOSPC || errno == EDQUOT
                           ? ": make room, or set TWATFS_LOCAL_DIR to another folder"
                           : "");
}

/* ---- Where it goes ---- */

static const char *folder_of(struct twatfs_call *call)
{
    const char *folder = twatfs_env(call, "TWATFS_LOCAL_DIR");

    if (folder != NULL)
        return folder;
    folder = twatfs_env(call, "XDG_DATA_HOME");
    if (folder != NULL && folder[0] == '/')
        return twatfs_printf(call, "%s/twatfs/public", folder);
    folder = twatfs_env(call, "HOME");
    return folder != NULL ? twatfs_printf(call, "%s/.local/share/twatfs/public", folder) : NULL;
}

/* The path below the folder: what the user asked for, or the file's own name. */
static const char *relative_path(struct twatfs_call *call, const struct twatfs_upload *upload)
{
    const char *path = upload->remote_path;
    char unique[LOCAL_RANDOM_SIZE];
    size_t length;

    if (path == NULL || path[0] == '\0')
        path = upload->name;
    length = strlen(path);
    if (path[length - 1] == '/')
        path = twatfs_printf(call, "%s%s", path, upload->name);
    if (path != NULL && (upload->flags & TWATFS_UPLOAD_UNIQUE) != 0)
        path = local_random_name(unique) ? twatfs_printf(call, "%s/%s", unique, path) : NULL;
    return path;
}

/* Whether a path stays below where it begins. */
static bool stays_below(const char *path)
{
    if (path[0] == '/' || path[0] == '\0')
        return false;
    while (*path != '\0') {
        size_t length = strcspn(path, "/");

        if (length == 0 || (length == 1 && path[0] == '.') ||
            (length == 2 && path[0] == '.' && path[1] == '.'))
            return false;
        path += length;
        path += *path == '/' ? 1 : 0;
    }
    return true;
}

/* Make a folder and those above it. */
static bool make_folders(const char *path)
{
    CLEANUP(free_text) char *copy = strdup(path);

    if (copy == NULL)
        return false;
    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return mkdir(copy, 0777) == 0 || errno == EEXIST;
}

/* The folder that the file goes into, opened; *name is the last part of path. */
static int open_folder(struct twatfs_call *call, const char *root, const char *path,
                       const char **folder, const char **name)
{
    const char *slash = strrchr(path, '/');

    *name = slash != NULL ? slash + 1 : path;
    *folder =
        slash != NULL ? twatfs_printf(call, "%s/%.*s", root, (int)(slash - path), path) : root;
    if (*folder == NULL || !make_folders(*folder))
        return -1;
    return open(*folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
}

/* ---- Writing ---- */

static twatfs_status copy_file(struct twatfs_call *call, struct local_draft *draft,
                               const char *folder)
{
    char *block = call->host->scratch(call, BLOCK);
    uint64_t offset = 0;
    int64_t got;

    if (block == NULL)
        return out_of_memory(call);
    while ((got = twatfs_read(call, block, BLOCK, offset)) > 0) {
        if (twatfs_cancelled(call))
            return TWATFS_CANCELLED;
        if (!local_draft_write(draft, block, (size_t)got))
            return failed(call, folder);
        offset += (uint64_t)got;
        call->host->progress(call, offset);
    }
    if (got < 0)
        return TWATFS_LOCAL;
    /* A link to a file that a power failure empties would not be a working link. */
    return fdatasync(draft->fd) == 0 ? TWATFS_OK : failed(call, folder);
}

/* ---- Publishing ---- */

/* Whether the file of that name holds the same bytes as the one to upload. */
static bool same_bytes(struct twatfs_call *call, int folder, const char *name, uint64_t size)
{
    CLEANUP(close_fd) int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    char *there = call->host->scratch(call, BLOCK), *here = call->host->scratch(call, BLOCK);
    struct stat status;
    uint64_t offset = 0;

    if (fd < 0 || there == NULL || here == NULL || fstat(fd, &status) != 0 ||
        !S_ISREG(status.st_mode) || (uint64_t)status.st_size != size)
        return false;
    while (offset < size) {
        int64_t got = twatfs_read(call, here, BLOCK, offset);

        if (got <= 0 || pread(fd, there, (size_t)got, (off_t)offset) != got ||
            memcmp(here, there, (size_t)got) != 0)
            return false;
        offset += (uint64_t)got;
    }
    return true;
}

/* NAME.EXT, NAME-2.EXT, NAME-3.EXT, …, none longer than a file name may be. */
static void numbered_name(char target[NAME_MAX + 1], const char *name, unsigned number)
{
    const char *dot = strrchr(name, '.');
    const char *extension = dot != NULL && dot != name ? dot : "";
    size_t stem = strlen(name) - strlen(extension);
    char suffix[16];

    snprintf(suffix, sizeof suffix, "-%u", number);
    if (strlen(extension) + sizeof suffix > NAME_MAX)
        extension = "";
    if (stem > NAME_MAX - strlen(extension) - strlen(suffix))
        stem = NAME_MAX - strlen(extension) - strlen(suffix);
    while (stem > 0 && ((unsigned char)name[stem] & 0xc0) == 0x80)
        stem--; /* not within a UTF-8 character */
    snprintf(target, NAME_MAX + 1, "%.*s%s%s", (int)stem, name, suffix, extension);
}

/* A token is FILE@FOLDER.  Which file it is: another one of that name differs in this, and so does
 * a changed one. */
static bool mark_of_file(int fd, char mark[MARK_SIZE])
{
    struct stat status;

    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    snprintf(mark, MARK_SIZE, "%" PRIxMAX "-%" PRIxMAX "-%" PRIxMAX ".%09ld",
             (uintmax_t)status.st_ino, (uintmax_t)status.st_size, (uintmax_t)status.st_mtim.tv_sec,
             status.st_mtim.tv_nsec);
    return true;
}

/* Which folder the file was published below. */
static bool mark_of_folder(int fd, char mark[MARK_SIZE])
{
    struct stat status;

    if (fstat(fd, &status) != 0)
        return false;
    snprintf(mark, MARK_SIZE, "%" PRIxMAX "-%" PRIxMAX, (uintmax_t)status.st_dev,
             (uintmax_t)status.st_ino);
    return true;
}

static twatfs_status leave_token(struct twatfs_call *call, const char *root, int file)
{
    CLEANUP(close_fd) int top = open(root, O_DIRECTORY | O_PATH | O_CLOEXEC);
    char mark[MARK_SIZE], folder[MARK_SIZE];
    const char *token;

    if (top < 0 || !mark_of_file(file, mark) || !mark_of_folder(top, folder))
        return failed(call, root);
    token = twatfs_printf(call, "%s@%s", mark, folder);
    return token != NULL ? twatfs_set_delete(call, token) : out_of_memory(call);
}

/* Nothing is ever replaced unasked: a name in use is shared when it holds the same
 * bytes (then it is not ours), else the next free number is added. */
static twatfs_status publish(struct twatfs_call *call, struct local_draft *draft,
                             const char *folder, const char *name,
                             const struct twatfs_upload *upload, char published[NAME_MAX + 1],
                             bool *ours)
{
    if (strlen(name) > NAME_MAX)
        return twatfs_fail(call, TWATFS_REFUSED, 0, "name: longer than %d bytes", NAME_MAX);
    strcpy(published, name);
    if ((upload->flags & TWATFS_UPLOAD_FORCE) != 0) {
        *ours = local_draft_replace(draft, name);
        return *ours ? TWATFS_OK : failed(call, folder);
    }
    for (unsigned number = 1; number <= NAMES_MAX; number++) {
        if (number > 1)
            numbered_name(published, name, number);
        *ours = local_draft_link(draft, published);
        if (*ours)
            return TWATFS_OK;
        if (errno == EOPNOTSUPP)
            return twatfs_fail(call, TWATFS_PERMANENT, 0,
                               "%s: the file system can only replace: use --force, or set "
                               "TWATFS_LOCAL_DIR to another folder",
                               folder);
        if (errno != EEXIST)
            return failed(call, folder);
        if (upload->size != TWATFS_SIZE_UNKNOWN &&
            same_bytes(call, draft->folder, published, upload->size))
            return TWATFS_OK;
    }
    return twatfs_fail(call, TWATFS_REFUSED, 0,
                       "%s/%s: %d files of that name are there: use --force or --unique", folder,
                       name, NAMES_MAX);
}

/* Escape a path segment by segment. */
static const char *escape_path(struct twatfs_call *call, const char *path)
{
    const char *escaped = "";

    while (escaped != NULL && *path != '\0') {
        size_t length = strcspn(path, "/");
        const char *segment = twatfs_printf(call, "%.*s", (int)length, path);

        segment = segment != NULL ? twatfs_url_escape(call, segment) : NULL;
        path += length;
        escaped = segment != NULL
                      ? twatfs_printf(call, "%s%s%s", escaped, segment, *path == '/' ? "/" : "")
                      : NULL;
        path += *path == '/' ? 1 : 0;
    }
    return escaped;
}

/* The link to a path below the folder, which is there; NULL without memory. */
static const char *link_to(struct twatfs_call *call, const char *root, const char *path)
{
    const char *base = twatfs_endpoint(call), *escaped = escape_path(call, path);
    CLEANUP(free_text) char *absolute = NULL;

    if (base == NULL) {
        absolute = realpath(root, NULL);
        base = absolute != NULL ? escape_path(call, absolute) : NULL;
        base = base != NULL ? twatfs_printf(call, "file://%s", base) : NULL;
    }
    if (base == NULL || escaped == NULL)
        return NULL;
    return twatfs_printf(call, "%s%s%s", base, base[strlen(base) - 1] == '/' ? "" : "/", escaped);
}

static twatfs_status set_link(struct twatfs_call *call, const char *root, const char *path,
                              const char *name, const char *published)
{
    const char *below = twatfs_printf(call, "%.*s%s", (int)(name - path), path, published);
    const char *link = below != NULL ? link_to(call, root, below) : NULL;

    return link != NULL ? twatfs_set_url(call, link) : out_of_memory(call);
}

/* Nothing is made, published or replaced where the host would not take the link afterwards. */
static twatfs_status judge_length(struct twatfs_call *call, const char *root, const char *path)
{
    const char *link = link_to(call, root, path);

    if (link == NULL)
        return out_of_memory(call);
    if (strlen(link) > URL_SIZE_MAX)
        return twatfs_fail(call, TWATFS_REFUSED, 0,
                           "the link would be longer than %d bytes: use a shorter --remote-path",
                           URL_SIZE_MAX);
    return TWATFS_OK;
}

/* A base that no link can begin with is told before there is a file: set_url knows. */
static twatfs_status local_open(struct twatfs_call *call, void **state)
{
    const char *base = twatfs_endpoint(call);

    (void)state;
    if (base == NULL || twatfs_set_url(call, base) == TWATFS_OK)
        return TWATFS_OK;
    return twatfs_fail(call, TWATFS_AUTH, 0,
                       "TWATFS_LOCAL_URL: no link can begin with it: set it to the http:// or "
                       "https:// URL, without a user name, at which a web server shows the folder");
}

static twatfs_status local_upload(struct twatfs_call *call, void *state,
                                  const struct twatfs_upload *upload)
{
    const char *root = folder_of(call), *path = relative_path(call, upload), *folder, *name;
    char published[NAME_MAX + 1];
    bool ours = false;
    CLEANUP(close_fd) int fd = -1;
    CLEANUP(local_draft_drop) struct local_draft draft = {.fd = -1};
    twatfs_status status;

    (void)state;
    if (root == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "no folder: set TWATFS_LOCAL_DIR");
    if (path == NULL)
        return out_of_memory(call);
    if (!stays_below(path))
        return twatfs_fail(
            call, TWATFS_REFUSED, 0,
            "remote path: %s: must be relative, without \".\", \"..\" or an empty part", path);
    if (!make_folders(root))
        return failed(call, root);
    status = judge_length(call, root, path);
    if (status != TWATFS_OK)
        return status;
    fd = open_folder(call, root, path, &folder, &name);
    if (fd < 0)
        return failed(call, folder != NULL ? folder : root);
    draft.folder = fd;
    if (!local_draft_open(&draft))
        return failed(call, folder);
    status = copy_file(call, &draft, folder);
    if (status == TWATFS_OK)
        status = publish(call, &draft, folder, name, upload, published, &ours);
    /* A file that was there before is another upload's to delete. */
    if (status == TWATFS_OK && ours)
        status = leave_token(call, root, draft.fd);
    if (status == TWATFS_OK)
        status = set_link(call, root, path, name, published);
    if (status != TWATFS_OK && ours)
        unlinkat(fd, published, 0); /* nobody would know of it */
    return status;
}

/* ---- Deleting ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In place; false for what is no encoding, or holds a NUL. */
static bool unescape(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '%') {
            int high = hex_digit(from[1]), low = high >= 0 ? hex_digit(from[2]) : -1;

            if (low < 0 || (high == 0 && low == 0))
                return false;
            *to++ = (char)(high << 4 | low);
            from += 2;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
    return true;
}

/* The path below the folder that a link leads to, the caller's; NULL when it leads elsewhere. */
static char *path_of(struct twatfs_call *call, const char *root, const char *url)
{
    const char *base = twatfs_endpoint(call);
    CLEANUP(free_text) char *absolute = realpath(root, NULL);
    CLEANUP(free_text) char *path = NULL;
    size_t length;
    char *found;

    if (base == NULL && absolute != NULL) {
        const char *escaped = escape_path(call, absolute);

        base = escaped != NULL ? twatfs_printf(call, "file://%s", escaped) : NULL;
    }
    if (base == NULL)
        return NULL;
    length = strlen(base);
    length -= base[length - 1] == '/' ? 1 : 0;
    if (strncmp(url, base, length) != 0 || url[length] != '/')
        return NULL;
    path = strdup(url + length + 1);
    if (path == NULL || !unescape(path) || !stays_below(path))
        return NULL;
    found = path;
    path = NULL;
    return found;
}

/* The folder below top that a file is in, opened; symbolic links are not followed on the way.
 * *name is the last part of path, whose slashes go. */
static int find_folder(int top, char *path, const char **name)
{
    int folder = openat(top, ".", O_DIRECTORY | O_RDONLY | O_CLOEXEC);
    char *slash;

    while (folder >= 0 && (slash = strchr(path, '/')) != NULL) {
        int below;

        *slash = '\0';
        below = openat(folder, path, O_DIRECTORY | O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        close(folder);
        folder = below;
        path = slash + 1;
    }
    *name = path;
    return folder;
}

/* What is not there is gone only if this is the folder that it was in.  Devices may be numbered
 * anew with each boot: then a person has to say that it is gone.  Older tokens tell no folder. */
static twatfs_status not_there(struct twatfs_call *call, const char *root, int top,
                               const char *token)
{
    const char *folder = strchr(token, '@');
    char mark[MARK_SIZE];

    if (folder == NULL || (mark_of_folder(top, mark) && strcmp(folder + 1, mark) == 0))
        return TWATFS_OK;
    return twatfs_fail(call, TWATFS_PERMANENT, 0,
                       "%s: is not the folder that it was published in: set TWATFS_LOCAL_DIR as it "
                       "was, or forget the link if the file is gone",
                       root);
}

/* Whether the file is the one that the token was left for. */
static bool is_of_token(int fd, const char *token)
{
    char mark[MARK_SIZE];

    return mark_of_file(fd, mark) && strlen(mark) == strcspn(token, "@") &&
           memcmp(token, mark, strlen(mark)) == 0;
}

static twatfs_status local_remove(struct twatfs_call *call, void *state,
                                  const struct twatfs_removal *removal)
{
    const char *root = folder_of(call), *name;
    CLEANUP(free_text) char *path = NULL;
    CLEANUP(close_fd) int top = -1;
    CLEANUP(close_fd) int folder = -1;
    CLEANUP(close_fd) int fd = -1;

    (void)state;
    if (root == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "no folder: set TWATFS_LOCAL_DIR");
    if (removal->token == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "there is no token that says which file it was: remove it from %s",
                           root);
    top = open(root, O_DIRECTORY | O_PATH | O_CLOEXEC);
    if (top < 0)
        return twatfs_fail(call, TWATFS_PERMANENT, 0, "%s: %s: set TWATFS_LOCAL_DIR as it was",
                           root, strerror(errno));
    path = path_of(call, root, removal->url);
    if (path == NULL)
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "the link does not lead into %s: set TWATFS_LOCAL_DIR and "
                           "TWATFS_LOCAL_URL as they were",
                           root);
    folder = find_folder(top, path, &name);
    if (folder >= 0)
        fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? not_there(call, root, top, removal->token) : failed(call, name);
    if (!is_of_token(fd, removal->token))
        return twatfs_fail(call, TWATFS_PERMANENT, 0,
                           "%s: is not the file that was uploaded any more: it stays", name);
    return unlinkat(folder, name, 0) == 0 || errno == ENOENT ? TWATFS_OK : failed(call, name);
}

TWATFS_PROVIDER(.open = local_open, .upload = local_upload, .remove = local_remove);
