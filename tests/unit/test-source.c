/* test-source.c: a file read once and watched, a stream read in order or spooled.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <pthread.h>
#include <signal.h>

#include "transfer/source.h"

static struct scratch scratch;
static struct cancel cancel;
static struct source source;
static char bytes[300000];
static char bytes_sha256[DIGEST_HEX_SIZE];

#define SHA256_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void sha256_of(const void *data, size_t length, char hex[DIGEST_HEX_SIZE])
{
    CLEANUP_DIGEST struct digest *digest = digest_new("sha256");

    assert_non_null(digest);
    assert_true(digest_update(digest, data, length) && digest_finish(digest, hex));
}

static int make_bytes(UNUSED void **state)
{
    signal(SIGPIPE, SIG_IGN); /* of a writer whose reader leaves */
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i / 7 + i);
    sha256_of(bytes, sizeof bytes, bytes_sha256);
    return 0;
}

static int open_scratch(UNUSED void **state)
{
    scratch_open(&scratch);
    write_file(scratch_path(&scratch, "file"), bytes, sizeof bytes, 0600);
    return cancel_open(&cancel, NULL) ? 0 : -1;
}

static int close_scratch(UNUSED void **state)
{
    cancel_close(&cancel);
    scratch_close(&scratch);
    return 0;
}

static void open_source(const char *path)
{
    struct error error = ERROR_INIT;

    if (!source_open(&source, &SOURCE_PATH(path), &cancel, &error))
        fail_msg("%s", error.text);
}

static void open_file(void)
{
    open_source(scratch_path(&scratch, "file"));
    assert_int_equal(source.size, sizeof bytes);
}

static void expect_not_opened(const char *path, const char *reason)
{
    struct error error = ERROR_INIT;

    assert_false(source_open(&source, &SOURCE_PATH(path), &cancel, &error));
    source_close(&source);
    assert_int_equal(error.status, TWATFS_LOCAL);
    assert_contains(error.text, reason);
}

static void expect_read(uint64_t offset, uint64_t length, int64_t expected)
{
    CLEANUP_FREE char *block = malloc(length > 0 ? length : 1);
    struct error error = ERROR_INIT;
    int64_t got = source_read(&source, block, length, offset, &error);

    if (got != expected)
        fail_msg("read %lld at %llu: %s", (long long)got, (unsigned long long)offset, error.text);
    if (got > 0)
        assert_memory_equal(block, bytes + offset, (size_t)got);
}

static void expect_sha256(const char *expected)
{
    struct error error = ERROR_INIT;
    char hex[DIGEST_HEX_SIZE];

    if (!source_sha256(&source, hex, &error))
        fail_msg("%s", error.text);
    assert_string_equal(hex, expected);
}

/* ---- Opening ---- */

static void test_what_is_no_file(UNUSED void **state)
{
    expect_not_opened("", "empty");
    expect_not_opened(scratch.path, "is a directory: name its files, or pack it");
    expect_not_opened(scratch_path(&scratch, "none"), "/none: No such file or directory");
    expect_not_opened(scratch_path(&scratch, "file/x"), "/file/x: Not a directory");
}

static void test_empty_file(UNUSED void **state)
{
    write_file(scratch_path(&scratch, "empty"), "", 0, 0600);
    open_source(scratch_path(&scratch, "empty"));
    assert_int_equal(source.size, 0);
    expect_read(0, 10, 0);
    expect_sha256(SHA256_EMPTY);
    assert_true(source_unchanged(&source, NULL));
    source_close(&source);
}

/* ---- Regular files ---- */

static void test_read_any_part(UNUSED void **state)
{
    open_file();
    expect_read(0, sizeof bytes, sizeof bytes);
    expect_read(12345, 678, 678);
    expect_read(sizeof bytes - 5, 100, 5);
    expect_read(sizeof bytes, 100, 0);
    expect_read(UINT64_MAX, 100, 0);
    expect_read(5, 0, 0);
    source_close(&source);
}

static void test_hash_comes_with_reading_in_order(UNUSED void **state)
{
    open_file();
    for (uint64_t at = 0; at < sizeof bytes; at += 1000)
        expect_read(at, 1000, 1000);
    assert_string_equal(source.sha256, bytes_sha256);
    /* Nothing has to be read for it: not even when there is nothing any more. */
    assert_int_equal(truncate(scratch_path(&scratch, "file"), 0), 0);
    expect_sha256(bytes_sha256);
    expect_sha256(bytes_sha256);
    source_close(&source);
}

static void test_hash_takes_each_byte_once(UNUSED void **state)
{
    open_file();
    expect_read(0, 1000, 1000);
    expect_read(0, 1000, 1000);
    assert_int_equal(source.hashed, 1000);
    expect_read(500, 1000, 1000); /* half of it new */
    assert_int_equal(source.hashed, 1500);
    expect_read(100, 200, 200);
    assert_int_equal(source.hashed, 1500);
    expect_read(0, sizeof bytes, sizeof bytes);
    expect_read(0, sizeof bytes, sizeof bytes);
    expect_sha256(bytes_sha256);
    source_close(&source);
}

static void test_hash_of_parts_out_of_order(UNUSED void **state)
{
    open_file();
    expect_read(200000, 100000, 100000);
    expect_read(100000, 100000, 100000);
    assert_int_equal(source.hashed, 0);
    expect_read(0, 100000, 100000);
    assert_int_equal(source.hashed, 100000);
    assert_string_equal(source.sha256, "");
    expect_sha256(bytes_sha256);
    source_close(&source);
}

static void test_hash_without_any_reading(UNUSED void **state)
{
    open_file();
    expect_sha256(bytes_sha256);
    expect_read(0, 1000, 1000);
    expect_sha256(bytes_sha256);
    source_close(&source);
}

static void *read_odd_blocks(UNUSED void *data)
{
    char block[1000];

    for (uint64_t at = 1000; at < sizeof bytes; at += 2000)
        source_read(&source, block, sizeof block, at, NULL);
    return NULL;
}

static void test_hash_of_parts_read_by_several_threads(UNUSED void **state)
{
    pthread_t thread;

    open_file();
    assert_int_equal(pthread_create(&thread, NULL, read_odd_blocks, NULL), 0);
    for (uint64_t at = 0; at < sizeof bytes; at += 2000)
        expect_read(at, 1000, 1000);
    assert_int_equal(pthread_join(thread, NULL), 0);
    expect_sha256(bytes_sha256);
    source_close(&source);
}

static void test_other_digests(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    char hex[DIGEST_HEX_SIZE];

    write_file(scratch_path(&scratch, "abc"), "abc", 3, 0600);
    open_source(scratch_path(&scratch, "abc"));
    assert_true(source_digest(&source, "md5", hex, &error));
    assert_string_equal(hex, "900150983cd24fb0d6963f7d28e17f72");
    assert_true(source_digest(&source, "sha1", hex, &error));
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_true(source_digest(&source, "sha256", hex, &error));
    assert_string_equal(hex, source.sha256);
    assert_false(source_digest(&source, "crc32", hex, &error));
    assert_string_equal(error.text, "crc32: unknown digest");
    source_close(&source);
}

static void test_file_that_becomes_shorter(UNUSED void **state)
{
    CLEANUP_FREE char *block = malloc(sizeof bytes);
    struct error error = ERROR_INIT;
    char hex[DIGEST_HEX_SIZE];

    open_file();
    expect_read(0, 1000, 1000);
    assert_int_equal(truncate(scratch_path(&scratch, "file"), 1500), 0);
    assert_int_equal(source_read(&source, block, 1000, 1000, &error), -1);
    assert_int_equal(error.status, TWATFS_LOCAL);
    assert_contains(error.text, "became shorter");
    assert_false(source_sha256(&source, hex, &error));
    assert_false(source_unchanged(&source, &error));
    assert_contains(error.text, "changed while it was sent");
    source_close(&source);
}

static void test_file_that_grows(UNUSED void **state)
{
    struct error error = ERROR_INIT;

    open_file();
    assert_true(source_unchanged(&source, &error));
    assert_int_equal(truncate(scratch_path(&scratch, "file"), sizeof bytes + 1), 0);
    expect_read(sizeof bytes, 1, 0);
    expect_sha256(bytes_sha256); /* of what it was */
    assert_false(source_unchanged(&source, &error));
    assert_int_equal(error.status, TWATFS_LOCAL);
    source_close(&source);
}

static void test_file_written_to_without_growing(UNUSED void **state)
{
    const struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1, .tv_nsec = 1}};

    open_file();
    assert_int_equal(utimensat(AT_FDCWD, scratch_path(&scratch, "file"), times, 0), 0);
    assert_false(source_unchanged(&source, NULL));
    source_close(&source);
}

static void test_file_replaced_is_still_the_one_opened(UNUSED void **state)
{
    open_file();
    write_file(scratch_path(&scratch, "other"), "x", 1, 0600);
    assert_int_equal(rename(scratch_path(&scratch, "other"), scratch_path(&scratch, "file")), 0);
    expect_sha256(bytes_sha256);
    assert_true(source_unchanged(&source, NULL));
    source_close(&source);
}

/* ---- Streams ---- */

struct writer {
    pthread_t thread;
    char path[128];
    size_t blocks; /* of all bytes */
};

static void *write_stream(void *data)
{
    const struct writer *writer = data;
    int fd = open(writer->path, O_WRONLY | O_CLOEXEC);

    for (size_t i = 0; i < writer->blocks; i++)
        for (size_t at = 0; at < sizeof bytes;) {
            ssize_t written = write(fd, bytes + at, sizeof bytes - at);

            if (written <= 0) {
                close(fd);
                return NULL;
            }
            at += (size_t)written;
        }
    close(fd);
    return NULL;
}

/* A FIFO that someone writes the bytes to, so many times. */
static void open_stream(struct writer *writer, size_t blocks)
{
    snprintf(writer->path, sizeof writer->path, "%s", scratch_path(&scratch, "fifo"));
    writer->blocks = blocks;
    assert_int_equal(mkfifo(writer->path, 0600), 0);
    open_source(writer->path);
    assert_true(source.stream && source.size == TWATFS_SIZE_UNKNOWN);
    assert_int_equal(pthread_create(&writer->thread, NULL, write_stream, writer), 0);
}

static void close_stream(struct writer *writer)
{
    source_close(&source);
    assert_int_equal(pthread_join(writer->thread, NULL), 0);
}

static void read_stream_through(void)
{
    struct error error = ERROR_INIT;
    char block[10000];
    uint64_t at = 0;
    int64_t got;

    while ((got = source_read(&source, block, sizeof block, at, &error)) > 0) {
        assert_memory_equal(block, bytes + at, (size_t)got);
        at += (uint64_t)got;
    }
    if (got < 0)
        fail_msg("%s", error.text);
    assert_int_equal(at, sizeof bytes);
}

static void test_stream_in_order(UNUSED void **state)
{
    struct writer writer;

    open_stream(&writer, 1);
    read_stream_through();
    assert_int_equal(source.size, sizeof bytes);
    expect_sha256(bytes_sha256);
    expect_sha256(bytes_sha256);
    assert_true(source_unchanged(&source, NULL));
    close_stream(&writer);
}

static void test_stream_hashed_before_it_is_read_to_its_end(UNUSED void **state)
{
    struct writer writer;

    open_stream(&writer, 1);
    expect_read(0, 1, 1);
    expect_sha256(bytes_sha256);
    close_stream(&writer);
}

static void test_stream_out_of_order_is_refused(UNUSED void **state)
{
    static const uint64_t offsets[] = {0, 9, 11, UINT64_MAX};
    struct writer writer;
    char block[10];

    open_stream(&writer, 1);
    expect_read(0, 10, 10);
    for (size_t i = 0; i < ARRAY_LENGTH(offsets); i++) {
        struct error error = ERROR_INIT;

        assert_int_equal(source_read(&source, block, 10, offsets[i], &error), -1);
        assert_int_equal(error.status, TWATFS_LOCAL);
        assert_contains(error.text, "only once, and in order");
    }
    expect_read(10, 10, 10);
    expect_sha256(bytes_sha256);
    close_stream(&writer);
}

static void test_stream_begun_cannot_be_spooled(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    struct writer writer;

    open_stream(&writer, 1);
    expect_read(0, 10, 10);
    assert_false(source_spool(&source, &error));
    assert_int_equal(error.status, TWATFS_LOCAL);
    expect_sha256(bytes_sha256);
    close_stream(&writer);
}

static void *ask(UNUSED void *data)
{
    usleep(20000);
    cancel_request(&cancel);
    return NULL;
}

static void test_stream_tells_whether_there_is_something_to_read(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    char byte = 'x';
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_true(source_open(&source, &(struct source_input){.fd = ends[0]}, &cancel, &error));
    assert_false(source_ready(&source));
    assert_int_equal(write(ends[1], &byte, 1), 1);
    assert_true(source_ready(&source));
    assert_int_equal(source_read(&source, &byte, 1, 0, &error), 1);
    assert_false(source_ready(&source));
    close(ends[1]); /* its end is something to read too */
    assert_true(source_ready(&source));
    source_close(&source);
    close(ends[0]);
}

/* A terminal's end is none for good: what is typed after it is not the file's. */
static void test_terminal_ends_where_its_user_says(UNUSED void **state)
{
    static const char typed[] = "one line\n\004another\n";
    CLEANUP_CLOSE int keyboard = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct error error = ERROR_INIT;
    char sha256[DIGEST_HEX_SIZE], block[100];

    if (keyboard < 0 || grantpt(keyboard) != 0 || unlockpt(keyboard) != 0) {
        print_message("no pseudo-terminal to be had\n");
        skip();
    }
    open_source(ptsname(keyboard));
    assert_int_equal(write(keyboard, typed, strlen(typed)), strlen(typed));
    assert_int_equal(source_read(&source, block, sizeof block, 0, &error), strlen("one line\n"));
    for (int i = 0; i < 2; i++)
        assert_int_equal(source_read(&source, block, sizeof block, strlen("one line\n"), &error),
                         0);
    assert_true(source_ready(&source));
    sha256_of("one line\n", strlen("one line\n"), sha256);
    expect_sha256(sha256);
    source_close(&source);
}

static void test_stream_nobody_writes_to_can_be_left(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    pthread_t thread;
    char byte;

    assert_int_equal(mkfifo(scratch_path(&scratch, "fifo"), 0600), 0);
    open_source(scratch_path(&scratch, "fifo"));
    assert_int_equal(pthread_create(&thread, NULL, ask, NULL), 0);
    assert_int_equal(source_read(&source, &byte, 1, 0, &error), -1);
    assert_int_equal(error.status, TWATFS_CANCELLED);
    assert_false(source_spool(&source, &error));
    assert_int_equal(error.status, TWATFS_CANCELLED);
    assert_int_equal(pthread_join(thread, NULL), 0);
    source_close(&source);
}

/* ---- Spooling ---- */

static void test_small_spool_stays_in_memory(UNUSED void **state)
{
    struct writer writer;

    open_stream(&writer, 1);
    assert_true(source_spool(&source, NULL));
    assert_true(source.in_memory && !source.stream);
    assert_int_equal(source.size, sizeof bytes);
    assert_int_equal(source.fd, -1);
    expect_read(200000, 1000, 1000);
    expect_read(0, sizeof bytes, sizeof bytes);
    expect_read(0, sizeof bytes, sizeof bytes);
    expect_read(sizeof bytes, 1, 0);
    expect_sha256(bytes_sha256);
    assert_true(source_unchanged(&source, NULL));
    assert_true(source_spool(&source, NULL)); /* nothing is left to do */
    close_stream(&writer);
}

static size_t files_within(const char *folder)
{
    CLEANUP_BUFFER struct buffer command = BUFFER_INIT;
    FILE *list;
    size_t count = 0;

    buffer_printf(&command, "ls -A '%s'", folder);
    list = popen(command.data, "r");
    assert_non_null(list);
    for (int c; (c = getc(list)) != EOF;)
        count += c == '\n' ? 1 : 0;
    pclose(list);
    return count;
}

static void test_large_spool_is_a_file_without_a_name(UNUSED void **state)
{
    static const size_t blocks = SOURCE_SPOOL_MEMORY / sizeof bytes + 2;
    CLEANUP_BUFFER struct buffer whole = BUFFER_INIT;
    char hex[DIGEST_HEX_SIZE];
    struct writer writer;
    char block[1000];

    make_directory(scratch_path(&scratch, "tmp"), 0700);
    assert_int_equal(setenv("TMPDIR", scratch_path(&scratch, "tmp"), 1), 0);
    for (size_t i = 0; i < blocks; i++)
        buffer_append(&whole, bytes, sizeof bytes);
    sha256_of(whole.data, whole.length, hex);
    open_stream(&writer, blocks);
    assert_true(source_spool(&source, NULL));
    assert_int_equal(unsetenv("TMPDIR"), 0);
    assert_false(source.in_memory || source.stream);
    assert_int_equal(source.size, whole.length);
    assert_int_equal(files_within(scratch_path(&scratch, "tmp")), 0);
    assert_int_equal(source_read(&source, block, sizeof block, whole.length - 10, NULL), 10);
    assert_memory_equal(block, whole.data + whole.length - 10, 10);
    assert_int_equal(source_read(&source, block, sizeof block, SOURCE_SPOOL_MEMORY - 500, NULL),
                     1000);
    assert_memory_equal(block, whole.data + SOURCE_SPOOL_MEMORY - 500, 1000);
    expect_sha256(hex);
    assert_true(source_unchanged(&source, NULL));
    close_stream(&writer);
}

static void test_spool_without_a_folder_for_it(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    struct writer writer;

    assert_int_equal(setenv("TMPDIR", scratch_path(&scratch, "none"), 1), 0);
    open_stream(&writer, SOURCE_SPOOL_MEMORY / sizeof bytes + 1);
    assert_false(source_spool(&source, &error));
    assert_int_equal(unsetenv("TMPDIR"), 0);
    assert_int_equal(error.status, TWATFS_LOCAL);
    assert_contains(error.text, "temporary file in ");
    assert_contains(error.text, "/none");
    close_stream(&writer);
}

/* Standard input that someone else has begun to read is a stream like any other. */
static void test_file_half_read_on_standard_input(UNUSED void **state)
{
    CLEANUP_CLOSE int before = dup(STDIN_FILENO);
    CLEANUP_CLOSE int fd = open(scratch_path(&scratch, "file"), O_RDONLY | O_CLOEXEC);
    char hex[DIGEST_HEX_SIZE];

    assert_int_equal(truncate(scratch_path(&scratch, "file"), SOURCE_SPOOL_MEMORY + 100), 0);
    assert_int_equal(lseek(fd, SOURCE_SPOOL_MEMORY + 90, SEEK_SET), SOURCE_SPOOL_MEMORY + 90);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    open_source("-");
    assert_true(source.stream);
    assert_true(source_spool(&source, NULL));
    assert_int_equal(source.size, 10);
    source_close(&source);
    assert_int_equal(lseek(fd, 1, SEEK_SET), 1);
    open_source("-");
    assert_true(source_spool(&source, NULL));
    assert_int_equal(source.size, SOURCE_SPOOL_MEMORY + 99);
    assert_true(source_sha256(&source, hex, NULL));
    assert_true(source_unchanged(&source, NULL)); /* the spool is not what was opened */
    source_close(&source);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    open_source("-");
    assert_false(source.stream); /* from its beginning it is a file */
    assert_string_equal(source.path, "standard input");
    source_close(&source);
    if (before >= 0)
        dup2(before, STDIN_FILENO);
    else
        close(STDIN_FILENO);
}

static void test_empty_spool(UNUSED void **state)
{
    struct writer writer;

    open_stream(&writer, 0);
    assert_true(source_spool(&source, NULL));
    assert_int_equal(source.size, 0);
    expect_read(0, 10, 0);
    expect_sha256(SHA256_EMPTY);
    close_stream(&writer);
}

/* ---- Names ---- */

static void expect_name(const char *path, const char *chosen, const char *expected)
{
    CLEANUP_FREE char *name = source_name(&SOURCE_PATH(path), chosen);

    assert_string_equal(name, expected);
}

static void test_name_is_the_last_component(UNUSED void **state)
{
    expect_name("a.txt", NULL, "a.txt");
    expect_name("/x/y/a b.txt", NULL, "a b.txt");
    expect_name("-", NULL, "stdin");
    expect_name("./-", NULL, "-");
    expect_name("x", "chosen", "chosen");
    expect_name("-", "../../etc/passwd", "passwd");
    expect_name(".hidden", NULL, ".hidden");
}

static void test_name_of_nothing(UNUSED void **state)
{
    expect_name("", NULL, "file");
    expect_name("/", NULL, "file");
    expect_name("a/", NULL, "file");
    expect_name("..", NULL, "file");
    expect_name("a/.", NULL, "file");
    expect_name("a", "", "file");
    expect_name("...", NULL, "...");
}

static void test_name_without_control_characters(UNUSED void **state)
{
    expect_name("a\nb\r\x1b\x7f.txt", NULL, "a_b___.txt");
    expect_name("a\xc2\x80\xc2\x9fz", NULL, "a__z");
    expect_name("a\xc2\xa0z", NULL, "a\xc2\xa0z");
}

static void test_name_is_utf8(UNUSED void **state)
{
    expect_name("é€😀", NULL, "é€😀");
    expect_name("a\xff\xfez", NULL, "a__z");
    expect_name("\xc0\xae\xc0\xae", NULL, "____"); /* dots, overlong */
    expect_name("a\xc3", NULL, "a_");
}

static void expect_name_length(const char *piece, size_t shift, size_t expected)
{
    CLEANUP_BUFFER struct buffer path = BUFFER_INIT;
    CLEANUP_FREE char *name = NULL;

    for (size_t i = 0; i < shift; i++)
        buffer_puts(&path, "x");
    while (path.length < 400)
        buffer_puts(&path, piece);
    name = source_name(&SOURCE_PATH(path.data), NULL);
    assert_true(utf8_valid(name, strlen(name)));
    assert_int_equal(strlen(name), expected);
}

static void test_name_is_cut_at_the_border_of_a_character(UNUSED void **state)
{
    expect_name_length("x", 0, 255);
    expect_name_length("é", 0, 254);
    expect_name_length("é", 1, 255);
    expect_name_length("€", 0, 255);
    expect_name_length("€", 1, 253);
    expect_name_length("€", 2, 254);
    expect_name_length("😀", 0, 252);
    expect_name_length("😀", 3, 255);
    expect_name_length("\xff", 0, 255);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_no_file, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_empty_file, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_read_any_part, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_hash_comes_with_reading_in_order, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_hash_takes_each_byte_once, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_hash_of_parts_out_of_order, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_hash_without_any_reading, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_hash_of_parts_read_by_several_threads, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_other_digests, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_file_that_becomes_shorter, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_file_that_grows, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_file_written_to_without_growing, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_file_replaced_is_still_the_one_opened, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_stream_in_order, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_stream_hashed_before_it_is_read_to_its_end,
                                        open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_stream_out_of_order_is_refused, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_stream_begun_cannot_be_spooled, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_stream_tells_whether_there_is_something_to_read,
                                        open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_terminal_ends_where_its_user_says, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_stream_nobody_writes_to_can_be_left, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_small_spool_stays_in_memory, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_large_spool_is_a_file_without_a_name, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_spool_without_a_folder_for_it, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_file_half_read_on_standard_input, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_empty_spool, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_name_is_the_last_component, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_name_of_nothing, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_name_without_control_characters, open_scratch,
                                        close_scratch),
        cmocka_unit_test_setup_teardown(test_name_is_utf8, open_scratch, close_scratch),
        cmocka_unit_test_setup_teardown(test_name_is_cut_at_the_border_of_a_character, open_scratch,
                                        close_scratch),
    };

    return cmocka_run_group_tests(tests, make_bytes, NULL);
}
