/* source.c: the file that is uploaded, read once and watched while it is read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>

#include <twatfs/provider.h>

#include "base/read.h"
#include "base/write.h"

#define BEGINNING      (64u << 10) /* bytes that tell text from what is none */
#define NAME_MAX_BYTES 255         /* of a file name, POSIX NAME_MAX on the systems we run on */
#define READ_BLOCK     (UINT64_C(256) << 10)

/* ---- Hashing in passing ---- */

static bool hash_finish(struct source *source)
{
    bool done = digest_finish(source->digest, source->sha256);

    digest_free(source->digest);
    source->digest = NULL;
    return done;
}

/* ---- Opening ---- */

static bool refuse_directory(const char *path, struct error *error)
{
    CLEANUP_FREE char *real = realpath(path, NULL);
    const char *slash = real != NULL ? strrchr(real, '/') : NULL;
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : "files";

    error_class(error, TWATFS_LOCAL,
                "%s: is a directory: name its files, or pack it: tar -cz %s | twatfs upload - "
                "--name %s.tar.gz",
                path, path, name);
    error->code = EISDIR;
    return false;
}

/* How the input is called in messages. */
static const char *shown_name(const struct source_input *input)
{
    if (input->memory != NULL)
        return input->name != NULL ? input->name : "memory";
    if (input->fd >= 0)
        return input->name != NULL ? input->name : "descriptor";
    return strcmp(input->path, "-") == 0 ? "standard input" : input->path;
}

/* Whether the input's descriptor belongs to others too. */
static bool is_shared(const struct source_input *input)
{
    return input->fd >= 0 || strcmp(input->path, "-") == 0;
}

static int open_input(const struct source_input *input)
{
    if (is_shared(input))
        return fcntl(input->fd >= 0 ? input->fd : STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    /* O_NONBLOCK: a FIFO without a writer opens at once, and the wait for one is a
     * poll that can be interrupted. */
    return open(input->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

static bool has_size(struct source *source, uint64_t size, struct error *error)
{
    source->size = size;
    return size > 0 || hash_finish(source) ||
           error_class(error, TWATFS_LOCAL, "%s: SHA-256: failed", source->path);
}

static bool lend_memory(struct source *source, const struct source_input *input,
                        struct error *error)
{
    source->in_memory = source->lent = true;
    source->memory.data = (char *)(uintptr_t)input->memory; /* only ever read */
    source->memory.length = input->length;
    return has_size(source, input->length, error);
}

bool source_open(struct source *source, const struct source_input *input,
                 const struct cancel *cancel, struct error *error)
{
    int flags;

    *source = (struct source){
        .fd = -1, .size = TWATFS_SIZE_UNKNOWN, .cancel = cancel, .memory = BUFFER_INIT};
    pthread_mutex_init(&source->lock, NULL);
    source->path = strdup(shown_name(input));
    source->digest = digest_new("sha256");
    if (source->path == NULL || source->digest == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    if (input->memory != NULL)
        return lend_memory(source, input, error);
    if (source->path[0] == '\0')
        return error_class(error, TWATFS_LOCAL,
                           "file name: empty: name a file, or - for standard "
                           "input");
    source->fd = open_input(input);
    if (source->fd < 0 || fstat(source->fd, &source->opened) != 0) {
        error_errno(error, "%s", source->path);
        error->status = TWATFS_LOCAL;
        return false;
    }
    if (S_ISDIR(source->opened.st_mode))
        return refuse_directory(source->path, error);
    if (S_ISREG(source->opened.st_mode)) {
        off_t at = is_shared(input) ? lseek(source->fd, 0, SEEK_CUR) : 0;
        char byte;

        /* Standard input may be a file that someone else has begun to read; a file of the
         * kernel's may claim to be empty and is not (proc(5)). */
        if (at == 0 && (source->opened.st_size > 0 || pread(source->fd, &byte, 1, 0) <= 0))
            return has_size(source, (uint64_t)source->opened.st_size, error);
    } else if (!S_ISFIFO(source->opened.st_mode) && !S_ISSOCK(source->opened.st_mode) &&
               !S_ISCHR(source->opened.st_mode)) {
        return error_class(error, TWATFS_LOCAL, "%s: not a file, a pipe or a terminal",
                           source->path);
    }
    source->stream = true;
    /* A shared descriptor keeps its own mode: other programs read it too. */
    flags = fcntl(source->fd, F_GETFL);
    if (!is_shared(input) && flags >= 0)
        (void)fcntl(source->fd, F_SETFL, flags | O_NONBLOCK);
    return true;
}

void source_close(struct source *source)
{
    cleanup_close(&source->fd);
    source->fd = -1;
    if (!source->lent)
        buffer_free(&source->memory);
    if (source->digest != NULL)
        digest_free(source->digest);
    source->digest = NULL;
    free(source->path);
    source->path = NULL;
    pthread_mutex_destroy(&source->lock);
}

/* Bytes [offset, offset + length) are at hand: the source's digest takes those that it has not
 * seen, if they begin where it stopped, and another one (or NULL) takes all. */
static bool hash_passing(struct source *source, const char *bytes, uint64_t length, uint64_t offset,
                         struct digest *other)
{
    bool done = true;

    pthread_mutex_lock(&source->lock);
    if (source->digest != NULL && offset <= source->hashed && length > source->hashed - offset) {
        uint64_t seen = source->hashed - offset;

        if (other != NULL)
            done = digest_update(other, bytes, seen) &&
                   digest_update_both(source->digest, other, bytes + seen, length - seen);
        else
            done = digest_update(source->digest, bytes + seen, length - seen);
        other = NULL;
        source->hashed += length - seen;
        if (source->hashed == source->size)
            done = hash_finish(source) && done;
    }
    pthread_mutex_unlock(&source->lock);
    return done && (other == NULL || digest_update(other, bytes, length));
}

/* ---- Reading ---- */

static int64_t read_failed(const struct source *source, struct error *error)
{
    error_errno(error, "%s: read", source->path);
    if (error != NULL)
        error->status = TWATFS_LOCAL;
    return -1;
}

/* The next bytes of a stream: waits for the first, then takes what is there. */
static int64_t read_stream(struct source *source, char *buffer, uint64_t length,
                           struct error *error)
{
    for (;;) {
        struct pollfd ready[2] = {{.fd = source->fd, .events = POLLIN},
                                  {.fd = source->cancel->fd, .events = POLLIN}};
        ssize_t got;

        if (cancel_requested(source->cancel)) {
            error_class(error, TWATFS_CANCELLED, "%s: read: interrupted", source->path);
            return -1;
        }
        if (poll(ready, 2, 500) < 0 && errno != EINTR)
            return read_failed(source, error);
        if (ready[0].revents == 0)
            continue;
        got = read(source->fd, buffer, length);
        if (got >= 0)
            return got;
        if (errno != EINTR && errno != EAGAIN)
            return read_failed(source, error);
    }
}

static int64_t hash_failed(const struct source *source, struct error *error)
{
    error_class(error, TWATFS_LOCAL, "%s: SHA-256: failed", source->path);
    return -1;
}

static int64_t read_next(struct source *source, char *buffer, uint64_t length, uint64_t offset,
                         struct digest *digest, struct error *error)
{
    int64_t got;

    if (offset != source->streamed) {
        error_class(error, TWATFS_LOCAL, "%s: read: its bytes can be read only once, and in order",
                    source->path);
        return -1;
    }
    /* The end is told once: a terminal goes on after it. */
    if (source->size != TWATFS_SIZE_UNKNOWN)
        return 0;
    got = read_stream(source, buffer, length, error);
    if (got < 0)
        return -1;
    source->streamed += (uint64_t)got;
    if (got == 0 && length > 0)
        source->size = source->streamed;
    return hash_passing(source, buffer, (uint64_t)got, offset, digest) ? got
                                                                       : hash_failed(source, error);
}

static bool read_file(const struct source *source, char *buffer, uint64_t length, uint64_t offset,
                      struct error *error)
{
    ssize_t got = read_full(source->fd, buffer, length, offset);

    if (got < 0)
        return read_failed(source, error) >= 0;
    return (uint64_t)got == length ||
           error_class(error, TWATFS_LOCAL, "%s: read: the file became shorter while it was sent",
                       source->path);
}

int64_t source_read_hashed(struct source *source, void *buffer, uint64_t length, uint64_t offset,
                           struct digest *digest, struct error *error)
{
    char *bytes = buffer;

    if (length > (uint64_t)SSIZE_MAX)
        length = (uint64_t)SSIZE_MAX;
    if (source->stream)
        return read_next(source, buffer, length, offset, digest, error);
    if (offset >= source->size)
        return 0;
    if (length > source->size - offset)
        length = source->size - offset;
    /* Block by block, so that what is hashed still is in the CPU's cache. */
    for (uint64_t done = 0; done < length;) {
        uint64_t block = length - done < READ_BLOCK ? length - done : READ_BLOCK;

        if (source->in_memory)
            memcpy(bytes + done, source->memory.data + offset + done, block);
        else if (!read_file(source, bytes + done, block, offset + done, error))
            return -1;
        if (!hash_passing(source, bytes + done, block, offset + done, digest))
            return hash_failed(source, error);
        done += block;
    }
    return (int64_t)length;
}

int64_t source_read(struct source *source, void *buffer, uint64_t length, uint64_t offset,
                    struct error *error)
{
    return source_read_hashed(source, buffer, length, offset, NULL, error);
}

bool source_ready(const struct source *source)
{
    struct pollfd ready = {.fd = source->fd, .events = POLLIN};

    return !source->stream || source->size != TWATFS_SIZE_UNKNOWN || poll(&ready, 1, 0) != 0;
}

bool source_is_binary(const struct source *source)
{
    CLEANUP_FREE char *beginning = NULL;
    size_t length = source->size < BEGINNING ? (size_t)source->size : BEGINNING;
    ssize_t got;

    if (source->stream)
        return false;
    if (source->in_memory)
        return length > 0 && memchr(source->memory.data, '\0', length) != NULL;
    beginning = malloc(BEGINNING);
    if (beginning == NULL)
        return false;
    got = pread(source->fd, beginning, length, 0);
    return got > 0 && memchr(beginning, '\0', (size_t)got) != NULL;
}

bool source_unchanged(const struct source *source, struct error *error)
{
    struct stat now;

    if (source->stream || source->in_memory || !S_ISREG(source->opened.st_mode))
        return true;
    if (fstat(source->fd, &now) != 0)
        return read_failed(source, error) >= 0;
    if (now.st_size != source->opened.st_size ||
        now.st_mtim.tv_sec != source->opened.st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != source->opened.st_mtim.tv_nsec)
        return error_class(error, TWATFS_LOCAL,
                           "%s: the file changed while it was sent: upload it again when nothing "
                           "writes to it",
                           source->path);
    return true;
}

/* ---- Digests ---- */

/* Read everything from offset on, giving it to digest when there is one; reading
 * alone moves the source's own SHA-256 on. */
static bool read_through(struct source *source, uint64_t offset, struct digest *digest,
                         struct error *error)
{
    CLEANUP_FREE char *block = malloc(READ_BLOCK);

    if (block == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    for (;;) {
        int64_t got = source_read(source, block, READ_BLOCK, offset, error);

        if (got < 0)
            return false;
        if (got == 0)
            return true;
        if (cancel_requested(source->cancel))
            return error_class(error, TWATFS_CANCELLED, "%s: read: interrupted", source->path);
        if (digest != NULL && !digest_update(digest, block, (size_t)got))
            return error_class(error, TWATFS_LOCAL, "%s: digest: failed", source->path);
        offset += (uint64_t)got;
    }
}

bool source_sha256(struct source *source, char hex[DIGEST_HEX_SIZE], struct error *error)
{
    uint64_t hashed;
    bool done = true;

    pthread_mutex_lock(&source->lock);
    hashed = source->hashed;
    pthread_mutex_unlock(&source->lock);
    /* A stream whose end was not seen is TWATFS_SIZE_UNKNOWN bytes long: more than any has. */
    if (source->sha256[0] == '\0' && hashed < source->size &&
        !read_through(source, hashed, NULL, error))
        return false;
    pthread_mutex_lock(&source->lock);
    if (source->sha256[0] == '\0') /* a stream had no size to end at */
        done = source->digest != NULL && hash_finish(source);
    memcpy(hex, source->sha256, DIGEST_HEX_SIZE);
    pthread_mutex_unlock(&source->lock);
    return done || error_class(error, TWATFS_LOCAL, "%s: SHA-256: failed", source->path);
}

bool source_digest(struct source *source, const char *algorithm, char hex[DIGEST_HEX_SIZE],
                   struct error *error)
{
    CLEANUP_DIGEST struct digest *digest = NULL;

    if (strcmp(algorithm, "sha256") == 0)
        return source_sha256(source, hex, error);
    digest = digest_new(algorithm);
    if (digest == NULL)
        return error_set(error, "%s: unknown digest", algorithm);
    return read_through(source, 0, digest, error) && digest_finish(digest, hex);
}

/* ---- Spooling ---- */

static int unlinked_file(const char *name, struct error *error)
{
    const char *folder = secure_getenv("TMPDIR");
    CLEANUP_FREE char *path = NULL;
    int fd;

    if (folder == NULL || folder[0] == '\0')
        folder = P_tmpdir;
    fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    /* Some file systems have no O_TMPFILE. */
    if (asprintf(&path, "%s/twatfs-XXXXXX", folder) < 0) {
        path = NULL;
        error_class(error, TWATFS_LOCAL, "out of memory");
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0) {
        error_errno(error, "%s: temporary file in %s", name, folder);
        error->status = TWATFS_LOCAL;
        return -1;
    }
    unlink(path);
    return fd;
}

static bool write_spool(const char *name, int fd, const char *bytes, size_t length,
                        struct error *error)
{
    if (write_all(fd, bytes, length))
        return true;
    error_errno(error, "%s: temporary file: set TMPDIR to a folder with room", name);
    error->status = TWATFS_LOCAL;
    return false;
}

bool source_spool(struct source *source, struct error *error)
{
    CLEANUP_FREE char *block = malloc(READ_BLOCK);
    CLEANUP_CLOSE int spool = -1;
    uint64_t total = 0;

    if (!source->stream)
        return true;
    if (source->streamed > 0)
        return error_class(error, TWATFS_LOCAL,
                           "%s: it has been read and cannot be read again: save it in a file first",
                           source->path);
    if (block == NULL)
        return error_class(error, TWATFS_LOCAL, "out of memory");
    for (;;) {
        int64_t got = read_stream(source, block, READ_BLOCK, error);

        if (got < 0)
            return false;
        if (got == 0)
            break;
        if (spool < 0 && total + (uint64_t)got <= SOURCE_SPOOL_MEMORY) {
            if (!buffer_append(&source->memory, block, (size_t)got))
                return error_class(error, TWATFS_LOCAL, "out of memory");
        } else {
            if (spool < 0) {
                spool = unlinked_file(source->path, error);
                if (spool < 0 || !write_spool(source->path, spool, source->memory.data,
                                              source->memory.length, error))
                    return false;
                buffer_free(&source->memory);
            }
            if (!write_spool(source->path, spool, block, (size_t)got, error))
                return false;
        }
        total += (uint64_t)got;
    }
    cleanup_close(&source->fd);
    source->fd = steal_fd(&spool);
    source->in_memory = source->fd < 0;
    source->stream = false;
    source->size = total;
    /* From here on the spool is the file, and nobody else can change it. */
    source->opened.st_mode = 0;
    return true;
}

/* ---- Names ---- */

static const char *own_name(const struct source_input *input)
{
    if (input->memory != NULL)
        return "data";
    return is_shared(input) ? "stdin" : input->path;
}

char *source_name(const struct source_input *input, const char *chosen)
{
    const char *base = chosen, *slash;
    struct buffer name = BUFFER_INIT;
    size_t length, bytes;
    uint32_t c;

    if (base == NULL)
        base = own_name(input);
    slash = strrchr(base, '/');
    if (slash != NULL)
        base = slash + 1;
    length = strlen(base);
    for (size_t i = 0; i < length; i += bytes) {
        bytes = utf8_character(base + i, length - i, &c);
        if (name.length + (bytes > 0 ? bytes : 1) > NAME_MAX_BYTES)
            break;
        if (bytes == 0 || utf8_is_control(c)) {
            buffer_puts(&name, "_");
            bytes = bytes > 0 ? bytes : 1;
        } else {
            buffer_append(&name, base + i, bytes);
        }
    }
    if (name.length == 0 || strcmp(name.data, ".") == 0 || strcmp(name.data, "..") == 0) {
        buffer_clear(&name);
        buffer_puts(&name, "file");
    }
    return buffer_steal(&name);
}
