/* checkpoint.c: what a killed upload needs to go on, kept in files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/checkpoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/json.h"
#include "base/log.h"
#include "base/write.h"
#include "state/place.h"

#define HEADER_MAX     8192 /* bytes of the first line */
#define FILE_SHOWN_MAX 1024 /* bytes of the file's name there: six for each in JSON */
#define FILE_MAX       (UINT64_C(8) << 20)  /* a file that grew beyond it is begun anew */
#define MAGIC          UINT32_C(0x54574350) /* "TWCP" */

/* What stands before each thing saved. */
struct record_head {
    uint32_t magic;
    uint32_t length;
    char sha256[16]; /* the first digits: against a cut or a torn write, not against people */
};

/* ---- Where ---- */

char *checkpoint_folder(void)
{
    return state_path("checkpoints");
}

static bool hash(const void *bytes, size_t length, char hex[DIGEST_HEX_SIZE])
{
    CLEANUP_DIGEST struct digest *digest = digest_new("sha256");

    return digest != NULL && digest_update(digest, bytes, length) && digest_finish(digest, hex);
}

static char *path_of(const char *folder, const char *provider, const char *key)
{
    char hex[DIGEST_HEX_SIZE];
    char *path;

    if (!hash(key, strlen(key), hex) || asprintf(&path, "%s/%s-%.32s", folder, provider, hex) < 0)
        return NULL;
    return path;
}

/* ---- The first line ---- */

static bool write_header(int fd, const char *provider, const char *file, struct error *error)
{
    CLEANUP_JSON struct json *header = json_new_object();
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    /* A name may be no UTF-8, and longer than a line may be; the key has it as it is. */
    CLEANUP_FREE char *shown = utf8_valid(file, strlen(file)) && strlen(file) <= FILE_SHOWN_MAX
                                   ? strdup(file)
                                   : text_printable(file, strlen(file), FILE_SHOWN_MAX);

    if (header == NULL || shown == NULL || !json_set_text(header, "provider", provider) ||
        !json_set_text(header, "file", shown) || !json_write(header, false, &line) ||
        !buffer_puts(&line, "\n") || line.length > HEADER_MAX)
        return error_memory(error);
    return write_all(fd, line.data, line.length) || error_errno(error, "checkpoint: write");
}

/* The length of the first line; 0 when there is none. */
static size_t read_header(int fd, char text[HEADER_MAX + 1])
{
    ssize_t got = pread(fd, text, HEADER_MAX, 0);
    char *end;

    if (got <= 0)
        return 0;
    text[got] = '\0';
    end = memchr(text, '\n', (size_t)got);
    if (end == NULL)
        return 0;
    *end = '\0';
    return (size_t)(end - text) + 1;
}

/* ---- What was saved ---- */

/* Where what is whole ends, with the last thing saved in data; 0 without a first line, -1
 * without memory. */
static off_t scan(int fd, struct buffer *data)
{
    char header[HEADER_MAX + 1];
    off_t at = (off_t)read_header(fd, header);
    struct record_head head;

    while (at > 0 && pread(fd, &head, sizeof head, at) == (ssize_t)sizeof head) {
        CLEANUP_FREE char *bytes = NULL;
        char hex[DIGEST_HEX_SIZE];

        if (head.magic != MAGIC || head.length > CHECKPOINT_MAX)
            break;
        bytes = malloc(head.length + 1);
        if (bytes == NULL)
            return -1;
        if (pread(fd, bytes, head.length, at + (off_t)sizeof head) != (ssize_t)head.length ||
            !hash(bytes, head.length, hex) || memcmp(hex, head.sha256, sizeof head.sha256) != 0)
            break;
        at += (off_t)(sizeof head + head.length);
        buffer_clear(data);
        if (!buffer_append(data, bytes, head.length))
            return -1;
    }
    return at;
}

bool checkpoint_read(const struct checkpoint_file *checkpoint, struct buffer *data,
                     struct error *error)
{
    return scan(checkpoint->fd, data) >= 0 || error_memory(error);
}

/* ---- Opening ---- */

/* Whether an upload has it; asking takes no lock, which an upload that begins would meet. */
static bool is_locked(int fd)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    return fcntl(fd, F_OFD_GETLK, &all) == 0 && all.l_type != F_UNLCK;
}

/* Locked, this user's, and still the file of that name: whoever finished meanwhile has removed
 * it, and then nothing is wrong. */
static bool lock(int fd, const char *path, struct error *error)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct stat ours, theirs;

    if (fcntl(fd, F_OFD_SETLK, &all) != 0)
        return errno == EAGAIN || errno == EACCES
                   ? error_set(error, "%s: in use by another upload", path)
                   : error_errno(error, "%s: lock", path);
    if (fstat(fd, &ours) != 0 || stat(path, &theirs) != 0 || ours.st_ino != theirs.st_ino ||
        ours.st_dev != theirs.st_dev || !S_ISREG(ours.st_mode))
        return false;
    /* Where an upload goes on is told by what stands in it. */
    return ours.st_uid == geteuid() || error_set(error, "%s: belongs to another user", path);
}

static bool open_path(struct checkpoint_file *checkpoint, const char *path, int flags,
                      struct error *error)
{
    CLEANUP_CLOSE int fd =
        open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_APPEND | O_NONBLOCK | flags, 0600);

    if (fd < 0)
        return errno == ENOENT ? false : error_errno(error, "%s", path);
    if (!lock(fd, path, error))
        return false;
    checkpoint->path = strdup(path);
    if (checkpoint->path == NULL)
        return error_memory(error);
    checkpoint->fd = steal_fd(&fd);
    return true;
}

/* What is to be appended to ends with what is whole: behind a torn end nothing would ever be
 * found.  A first line that is torn is written anew. */
static bool cut_torn(const struct checkpoint_file *checkpoint, const char *provider,
                     const char *file, struct error *error)
{
    CLEANUP_BUFFER struct buffer data = BUFFER_INIT;
    off_t end = scan(checkpoint->fd, &data);

    if (end < 0)
        return error_memory(error);
    if (ftruncate(checkpoint->fd, end) != 0)
        return error_errno(error, "%s", checkpoint->path);
    if (end > 0 || write_header(checkpoint->fd, provider, file, error))
        return true;
    unlink(checkpoint->path); /* nobody could read it */
    return false;
}

bool checkpoint_open(struct checkpoint_file *checkpoint, const char *folder, const char *provider,
                     const char *key, const char *file, bool create, struct error *error)
{
    CLEANUP_FREE char *path = path_of(folder, provider, key);

    if (path == NULL)
        return error_memory(error);
    if (create && !state_make_folders(folder, error))
        return false;
    /* Where an upload goes on, and who is told to end it, is what stands there. */
    if (!state_folder_is_ours(folder, error))
        return false;
    if (!open_path(checkpoint, path, create ? O_CREAT : 0, error))
        return false;
    if (cut_torn(checkpoint, provider, file, error))
        return true;
    checkpoint_close(checkpoint, false);
    return false;
}

bool checkpoint_open_entry(struct checkpoint_file *checkpoint, const struct checkpoint_entry *entry,
                           struct error *error)
{
    return open_path(checkpoint, entry->path, 0, error);
}

void checkpoint_close(struct checkpoint_file *checkpoint, bool done)
{
    if (checkpoint->fd < 0)
        return;
    if (done)
        unlink(checkpoint->path);
    cleanup_close(&checkpoint->fd);
    free(checkpoint->path);
    *checkpoint = (struct checkpoint_file)CHECKPOINT_FILE_INIT;
}

/* ---- Saving ---- */

/* So many records that it is time to begin anew; a cut in between loses what was saved, which
 * is what a cut may do.  *end is where the next one goes. */
static bool shrink(const struct checkpoint_file *checkpoint, uint64_t more, off_t *end)
{
    char header[HEADER_MAX + 1];
    struct stat status;

    if (fstat(checkpoint->fd, &status) != 0)
        return false;
    *end = status.st_size;
    if ((uint64_t)status.st_size + more <= FILE_MAX)
        return true;
    *end = (off_t)read_header(checkpoint->fd, header);
    return ftruncate(checkpoint->fd, *end) == 0;
}

bool checkpoint_write(const struct checkpoint_file *checkpoint, const void *data, uint64_t length,
                      struct error *error)
{
    CLEANUP_BUFFER struct buffer record = BUFFER_INIT;
    struct record_head head = {.magic = MAGIC, .length = (uint32_t)length};
    char hex[DIGEST_HEX_SIZE];
    off_t end;

    if (length > CHECKPOINT_MAX)
        return error_set(error, "checkpoint: longer than 1 MiB");
    if (!hash(data, length, hex))
        return error_memory(error);
    memcpy(head.sha256, hex, sizeof head.sha256);
    if (!buffer_append(&record, &head, sizeof head) || !buffer_append(&record, data, length))
        return error_memory(error);
    if (!shrink(checkpoint, record.length, &end))
        return error_errno(error, "%s", checkpoint->path);
    if (!write_all(checkpoint->fd, record.data, record.length)) {
        error_errno(error, "%s", checkpoint->path);
        /* Half a record would hide all that are saved once there is room again. */
        if (ftruncate(checkpoint->fd, end) != 0)
            log_debug("%s: %s", checkpoint->path, strerror(errno));
        return false;
    }
    return fdatasync(checkpoint->fd) == 0 || error_errno(error, "%s", checkpoint->path);
}

/* ---- All of them ---- */

void checkpoint_list_free(struct checkpoint_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].path);
        free(list->items[i].provider);
        free(list->items[i].file);
    }
    free(list->items);
    *list = (struct checkpoint_list){0};
}

static bool add_entry(struct checkpoint_list *list, const char *path, struct error *error)
{
    CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    char header[HEADER_MAX + 1];
    size_t length = fd >= 0 ? read_header(fd, header) : 0;
    CLEANUP_JSON struct json *document =
        length > 1 ? json_parse(header, length - 1, 2, true, NULL) : NULL;
    const char *provider = json_get_text(document, "provider");
    const char *file = json_get_text(document, "file");
    struct checkpoint_entry *items;
    struct stat status;

    /* What is no checkpoint is none of ours. */
    if (provider == NULL || file == NULL || fstat(fd, &status) != 0 || status.st_uid != geteuid())
        return true;
    items = reallocarray(list->items, list->count + 1, sizeof *items);
    if (items == NULL)
        return error_memory(error);
    list->items = items;
    items[list->count] = (struct checkpoint_entry){
        .path = strdup(path),
        .provider = strdup(provider),
        .file = strdup(file),
        .saved_unix_s = (int64_t)status.st_mtim.tv_sec,
        .busy = is_locked(fd),
    };
    list->count++;
    return (items[list->count - 1].path != NULL && items[list->count - 1].provider != NULL &&
            items[list->count - 1].file != NULL) ||
           error_memory(error);
}

static int by_age(const void *left, const void *right)
{
    const struct checkpoint_entry *a = left, *b = right;

    if (a->saved_unix_s != b->saved_unix_s)
        return a->saved_unix_s < b->saved_unix_s ? -1 : 1;
    return strcmp(a->path, b->path);
}

DEFINE_CLEANUP(directory, DIR, closedir)

bool checkpoint_list(struct checkpoint_list *list, const char *folder, struct error *error)
{
    CLEANUP(cleanup_directory) DIR *directory = opendir(folder);
    const struct dirent *entry;

    *list = (struct checkpoint_list){0};
    if (directory == NULL)
        return errno == ENOENT || error_errno(error, "%s", folder);
    if (!state_folder_is_ours(folder, error))
        return false;
    while ((entry = readdir(directory)) != NULL) {
        CLEANUP_FREE char *path = NULL;

        if (entry->d_name[0] == '.')
            continue;
        if (asprintf(&path, "%s/%s", folder, entry->d_name) < 0) {
            path = NULL;
            return error_memory(error);
        }
        if (!add_entry(list, path, error))
            return false;
    }
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, by_age);
    return true;
}
