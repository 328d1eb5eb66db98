/* test-note.c: the manifest's note, in files good, foreign, damaged and hostile.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <elf.h>
#include <link.h>
#include <sys/mman.h>

#include "base/text.h"
#include "catalogue/note.h"
#include "twatfs/provider.h"

typedef ElfW(Ehdr) object_header;
typedef ElfW(Phdr) segment_header;
typedef ElfW(Shdr) section_header;

extern const object_header __ehdr_start __attribute__((visibility("hidden")));

static unsigned char *good;
static size_t good_length;

static int read_good(void **state)
{
    (void)state;
    good = read_file(module_path("good"), &good_length);
    return 0;
}

static int free_good(void **state)
{
    (void)state;
    free(good);
    return 0;
}

/* ---- Reading bytes as if they were a file ---- */

static bool read_bytes(const void *bytes, size_t length, char **description, struct error *error)
{
    CLEANUP_CLOSE int fd = memfd_create("module", MFD_CLOEXEC);
    size_t size = 0;
    bool done;

    *description = NULL;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, length), length);
    done = note_read(fd, description, &size, error);
    if (done)
        assert_int_equal(strlen(*description), size);
    else
        assert_true(error->text[0] != '\0');
    return done;
}

static void expect_text(const struct buffer *file, const char *text)
{
    struct error error = ERROR_INIT;
    CLEANUP_FREE char *description = NULL;

    if (!read_bytes(file->data, file->length, &description, &error))
        fail_msg("refused: %s", error.text);
    assert_string_equal(description, text);
}

static void expect_refusal(const void *bytes, size_t length, const char *reason)
{
    struct error error = ERROR_INIT;
    CLEANUP_FREE char *description = NULL;

    if (read_bytes(bytes, length, &description, &error))
        fail_msg("accepted, expected \"%s\"", reason);
    assert_contains(error.text, reason);
}

/* ---- The real module ---- */

static void test_good(void **state)
{
    struct error error = ERROR_INIT;
    CLEANUP_FREE char *description = NULL;

    (void)state;
    assert_true(read_bytes(good, good_length, &description, &error));
    assert_true(text_starts_with(description, "{\"abi\":[1,1],\"manifest\":{"));
    assert_contains(description, "\"name\": \"good\"");
}

/* Where the last byte is that loading it needs. */
static size_t loaded_end(void)
{
    const object_header *header = (const void *)good;
    const segment_header *segments = (const void *)(good + header->e_phoff);
    size_t end = 0;

    for (size_t i = 0; i < header->e_phnum; i++)
        if (segments[i].p_type == PT_LOAD && segments[i].p_offset + segments[i].p_filesz > end)
            end = segments[i].p_offset + segments[i].p_filesz;
    return end;
}

static void test_every_truncation(void **state)
{
    size_t end = loaded_end();

    (void)state;
    assert_in_range(end, 1, good_length);
    for (size_t length = 0; length < end; length++) {
        struct error error = ERROR_INIT;
        CLEANUP_FREE char *description = NULL;

        if (read_bytes(good, length, &description, &error))
            fail_msg("%zu bytes of %zu were accepted", length, good_length);
        assert_contains(error.text, length == 0        ? "empty"
                                    : length < SELFMAG ? "not an ELF file"
                                                       : "truncated");
    }
}

/* Each byte of the first page set to other values: nothing may go wrong but the
 * answer.  (With sanitizers this says more.) */
static void test_every_byte_changed(void **state)
{
    size_t length = good_length < 1024 ? good_length : 1024;
    static const unsigned char changes[] = {0x01, 0x80, 0xff, 0x7f};

    (void)state;
    for (size_t i = 0; i < length; i++)
        for (size_t j = 0; j < ARRAY_LENGTH(changes); j++) {
            struct error error = ERROR_INIT;
            CLEANUP_FREE char *description = NULL;

            good[i] ^= changes[j];
            read_bytes(good, good_length, &description, &error);
            good[i] ^= changes[j];
        }
}

static void test_header_fields(void **state)
{
    object_header *header = (void *)good;
    object_header kept = *header;

#define EXPECT(field, value, reason)                                                               \
    do {                                                                                           \
        header->field = (value);                                                                   \
        expect_refusal(good, good_length, reason);                                                 \
        *header = kept;                                                                            \
    } while (0)
    (void)state;
    EXPECT(e_ident[EI_MAG0], 'M', "not an ELF file");
    EXPECT(e_ident[EI_CLASS], kept.e_ident[EI_CLASS] == ELFCLASS32 ? ELFCLASS64 : ELFCLASS32,
           "ELF class: found ");
    EXPECT(e_ident[EI_CLASS], 9, "an unknown one");
    EXPECT(e_ident[EI_DATA], kept.e_ident[EI_DATA] == ELFDATA2LSB ? ELFDATA2MSB : ELFDATA2LSB,
           "byte order: found ");
    EXPECT(e_ident[EI_VERSION], 2, "ELF version: found 2, need 1");
    EXPECT(e_machine, EM_68K, "machine: found ELF machine 4, need ");
    EXPECT(e_machine, kept.e_machine == EM_AARCH64 ? EM_X86_64 : EM_AARCH64, "machine: found ");
    EXPECT(e_type, ET_EXEC, "found a program, need a shared object");
    EXPECT(e_type, ET_REL, "found an object file, need a shared object");
    EXPECT(e_type, ET_CORE, "found a core dump");
    EXPECT(e_type, 0xfe00, "found an unknown one");
    EXPECT(e_phnum, 0, "program headers: found none");
    EXPECT(e_phnum, 65, "program headers: found 65, need at most 64");
    EXPECT(e_phnum, PN_XNUM, "need at most 64");
    EXPECT(e_phentsize, kept.e_phentsize - 1, "program headers: found entries of ");
    EXPECT(e_phoff, good_length, "program headers: truncated");
    EXPECT(e_phoff, (__typeof__(kept.e_phoff))-1, "program headers: truncated");
    EXPECT(e_phoff, good_length - 10, "program headers: truncated");
#undef EXPECT
}

static segment_header *find_segment(unsigned type)
{
    object_header *header = (void *)good;
    segment_header *segments = (void *)(good + header->e_phoff);

    for (size_t i = 0; i < header->e_phnum; i++)
        if (segments[i].p_type == type)
            return &segments[i];
    fail_msg("the good module has no segment of type %u", type);
    return NULL;
}

/* What objcopy --only-keep-debug leaves: the notes, and nothing to load. */
static void test_debug_only(void **state)
{
    segment_header *dynamic = find_segment(PT_DYNAMIC), kept = *dynamic;

    (void)state;
    dynamic->p_filesz = 0;
    expect_refusal(good, good_length, "debugging information only");
    *dynamic = kept;
}

static void test_load_beyond_end(void **state)
{
    segment_header *load = find_segment(PT_LOAD), kept = *load;

    (void)state;
    load->p_filesz = (__typeof__(load->p_filesz))-1;
    expect_refusal(good, good_length, "segment: truncated");
    *load = kept;
    load->p_offset = (__typeof__(load->p_offset))-1;
    expect_refusal(good, good_length, "segment: truncated");
    *load = kept;
}

/* ---- Files made here ---- */

static object_header native_header(void)
{
    object_header header = {.e_type = ET_DYN,
                            .e_machine = __ehdr_start.e_machine,
                            .e_version = EV_CURRENT,
                            .e_ehsize = sizeof header,
                            .e_phoff = sizeof header,
                            .e_phentsize = sizeof(segment_header),
                            .e_phnum = 1,
                            .e_shentsize = sizeof(section_header)};

    memcpy(header.e_ident, __ehdr_start.e_ident, EI_NIDENT);
    return header;
}

static void add_padding(struct buffer *bytes, size_t alignment)
{
    while (bytes->length % alignment != 0)
        buffer_append(bytes, "", 1);
}

static void add_raw_note(struct buffer *notes, uint32_t owner_size, const char *owner,
                         uint32_t size, const void *description, size_t length, uint32_t type,
                         size_t alignment)
{
    uint32_t head[3] = {owner_size, size, type};

    buffer_append(notes, head, sizeof head);
    buffer_append(notes, owner, strlen(owner) + 1);
    add_padding(notes, alignment);
    buffer_append(notes, description, length);
    add_padding(notes, alignment);
}

static void add_note(struct buffer *notes, const char *owner, uint32_t type, const char *text,
                     size_t alignment)
{
    add_raw_note(notes, (uint32_t)strlen(owner) + 1, owner, (uint32_t)strlen(text) + 1, text,
                 strlen(text) + 1, type, alignment);
}

/* A file with one PT_NOTE segment at offset gap after its headers. */
static void make_file(struct buffer *file, const struct buffer *notes, size_t alignment, size_t gap)
{
    object_header header = native_header();
    segment_header segment = {.p_type = PT_NOTE,
                              .p_offset = sizeof header + sizeof segment + gap,
                              .p_filesz = notes->length,
                              .p_align = alignment};

    buffer_append(file, &header, sizeof header);
    buffer_append(file, &segment, sizeof segment);
    for (size_t i = 0; i < gap; i++)
        buffer_append(file, "", 1);
    buffer_append(file, notes->data, notes->length);
}

static void expect_notes(const struct buffer *notes, size_t alignment, const char *text)
{
    CLEANUP_BUFFER struct buffer file = BUFFER_INIT;

    make_file(&file, notes, alignment, 0);
    expect_text(&file, text);
}

static void refuse_notes(const struct buffer *notes, size_t alignment, const char *reason)
{
    CLEANUP_BUFFER struct buffer file = BUFFER_INIT;

    make_file(&file, notes, alignment, 0);
    expect_refusal(file.data, file.length, reason);
}

static void test_alignments(void **state)
{
    static const size_t alignments[] = {0, 1, 2, 4, 8};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(alignments); i++) {
        CLEANUP_BUFFER struct buffer notes = BUFFER_INIT;
        size_t padding = alignments[i] == 8 ? 8 : 4;

        add_note(&notes, "GNU", 1, "12345", padding);
        add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, "{\"a\":1}!", padding);
        add_note(&notes, "GNU", 2, "", padding);
        expect_notes(&notes, alignments[i], "{\"a\":1}!");
    }
}

/* The last note's padding, and the final NUL, may be missing. */
static void test_unpadded_end(void **state)
{
    CLEANUP_BUFFER struct buffer notes = BUFFER_INIT;

    (void)state;
    add_raw_note(&notes, 7, "twatfs", 5, "{   }", 5, TWATFS_NOTE_TYPE, 4);
    notes.length -= 3;
    expect_notes(&notes, 4, "{   }");
}

/* Segments beyond the first page take another way through the reader. */
static void test_far_segment(void **state)
{
    static const size_t gaps[] = {3000, 4096, 5000, 100000};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(gaps); i++) {
        CLEANUP_BUFFER struct buffer notes = BUFFER_INIT, file = BUFFER_INIT;
        CLEANUP_FREE char *text = malloc(2001);

        assert_non_null(text);
        memset(text, 'x', 2000);
        text[2000] = '\0';
        add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, text, 4);
        make_file(&file, &notes, 4, gaps[i]);
        expect_text(&file, text);
        expect_refusal(file.data, file.length - 4, "note segment: truncated");
        buffer_free(&notes);
        buffer_free(&file);
    }
}

static void test_bad_notes(void **state)
{
    static const struct {
        const char *owner;
        uint32_t owner_size, size;
        const char *text;
        size_t length;
        uint32_t type;
        const char *reason;
    } cases[] = {
        {"twatfs", 7, 3, "{}", 3, TWATFS_NOTE_TYPE + 1, "manifest format: found 2, need 1"},
        {"twatfs", 7, 3, "{}", 3, TWATFS_NOTE_TYPE + 254, "found 255, need 1: made for a newer"},
        {"twatfs", 7, 3, "{}", 3, 1, "note type: found 0x00000001, need 0x54574601"},
        {"twatfs", 7, 0, "", 0, TWATFS_NOTE_TYPE, "manifest: empty"},
        {"twatfs", 7, 4, "\0\0\0", 4, TWATFS_NOTE_TYPE, "manifest: empty"},
        {"twatfs", 7, 4, "{\0}", 4, TWATFS_NOTE_TYPE, "NUL byte within"},
        {"twatfs", 7, 400, "{}", 3, TWATFS_NOTE_TYPE, "runs past the end"},
        {"twatfs", 7, UINT32_MAX, "{}", 3, TWATFS_NOTE_TYPE, "runs past the end"},
        {"twatfs", UINT32_MAX, 3, "{}", 3, TWATFS_NOTE_TYPE, "runs past the end"},
        {"twatfs", UINT32_MAX, UINT32_MAX, "{}", 3, TWATFS_NOTE_TYPE, "runs past the end"},
        {"GNU", 4, UINT32_MAX - 3, "{}", 3, 1, "runs past the end"},
        {"twatfs", 6, 3, "{}", 3, TWATFS_NOTE_TYPE, "no twatfs manifest"},
        {"twatfz", 7, 3, "{}", 3, TWATFS_NOTE_TYPE, "no twatfs manifest"},
        {"", 0, 0, "", 0, 0, "no twatfs manifest"},
    };

    (void)state;
    for (size_t i = 0; i < 2 * ARRAY_LENGTH(cases); i++) {
        CLEANUP_BUFFER struct buffer notes = BUFFER_INIT;
        size_t alignment = i % 2 == 0 ? 4 : 8, n = i / 2;

        add_raw_note(&notes, cases[n].owner_size, cases[n].owner, cases[n].size, cases[n].text,
                     cases[n].length, cases[n].type, alignment);
        refuse_notes(&notes, alignment, cases[n].reason);
    }
}

/* A head whose owner would lie beyond the segment. */
static void test_owner_beyond_end(void **state)
{
    (void)state;
    for (size_t missing = 1; missing <= 8; missing++) {
        CLEANUP_BUFFER struct buffer notes = BUFFER_INIT;

        add_raw_note(&notes, 7, "twatfs", 0, "", 0, TWATFS_NOTE_TYPE, 4);
        notes.length -= missing;
        refuse_notes(&notes, 4, missing == 1 ? "manifest: empty" : "runs past the end");
    }
}

static void test_two_notes(void **state)
{
    CLEANUP_BUFFER struct buffer notes = BUFFER_INIT;

    (void)state;
    add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, "{}", 4);
    add_note(&notes, "GNU", 1, "between", 4);
    add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, "{}", 4);
    refuse_notes(&notes, 4, "found two twatfs notes, need one");
}

static void test_sizes(void **state)
{
    CLEANUP_BUFFER struct buffer notes = BUFFER_INIT, vast = BUFFER_INIT;
    CLEANUP_FREE char *text = malloc(NOTE_DESCRIPTION_MAX + 1);

    (void)state;
    assert_non_null(text);
    memset(text, 'x', NOTE_DESCRIPTION_MAX);
    text[NOTE_DESCRIPTION_MAX - 1] = '\0';
    add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, text, 4);
    expect_notes(&notes, 4, text);

    text[NOTE_DESCRIPTION_MAX - 1] = 'x';
    text[NOTE_DESCRIPTION_MAX] = '\0';
    buffer_clear(&notes);
    add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, text, 4);
    refuse_notes(&notes, 4, "manifest: found 16385 bytes, need at most 16384");

    for (size_t i = 0; i < 5; i++)
        add_note(&vast, "GNU", 1, text, 4);
    refuse_notes(&vast, 4, "note segment: found ");
}

/* ---- Sections, where segments tell nothing ---- */

/* Headers, one segment that is no note, then the notes, the names and three
 * section headers: none, the notes, the names. */
static void make_sections(struct buffer *file, unsigned type, const struct buffer *notes)
{
    static const char names[] = "\0.shstrtab\0" TWATFS_NOTE_SECTION;
    object_header header = native_header();
    segment_header segment = {.p_type = PT_NULL};
    section_header sections[3] = {{.sh_type = SHT_NULL}};

    header.e_shnum = 3;
    header.e_shstrndx = 2;
    sections[1].sh_type = type;
    sections[1].sh_name = 11;
    sections[1].sh_addralign = 4;
    sections[1].sh_offset = sizeof header + sizeof segment;
    sections[1].sh_size = notes->length;
    sections[2].sh_type = SHT_STRTAB;
    sections[2].sh_name = 1;
    sections[2].sh_offset = sections[1].sh_offset + notes->length;
    sections[2].sh_size = sizeof names;
    header.e_shoff = (sections[2].sh_offset + sizeof names + 7) / 8 * 8;
    buffer_append(file, &header, sizeof header);
    buffer_append(file, &segment, sizeof segment);
    buffer_append(file, notes->data, notes->length);
    buffer_append(file, names, sizeof names);
    while (file->length < header.e_shoff)
        buffer_append(file, "", 1);
    buffer_append(file, sections, sizeof sections);
}

static void test_sections(void **state)
{
    CLEANUP_BUFFER struct buffer notes = BUFFER_INIT, file = BUFFER_INIT, debug = BUFFER_INIT;

    (void)state;
    add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, "{moved}", 4);
    make_sections(&file, SHT_NOTE, &notes);
    expect_text(&file, "{moved}");
    make_sections(&debug, SHT_NOBITS, &notes);
    expect_refusal(debug.data, debug.length, "debugging information only");
    expect_refusal(file.data, file.length - 1, "section headers: truncated");
}

static void test_bad_sections(void **state)
{
    CLEANUP_BUFFER struct buffer notes = BUFFER_INIT, file = BUFFER_INIT;
    object_header *header, kept;
    section_header *sections, kept_sections[3];

    (void)state;
    add_note(&notes, "twatfs", TWATFS_NOTE_TYPE, "{moved}", 4);
    make_sections(&file, SHT_NOTE, &notes);
    header = (void *)file.data;
    kept = *header;
    sections = (void *)(file.data + kept.e_shoff);
    memcpy(kept_sections, sections, sizeof kept_sections);

#define EXPECT(change, reason)                                                                     \
    do {                                                                                           \
        change;                                                                                    \
        expect_refusal(file.data, file.length, reason);                                            \
        memcpy(header, &kept, sizeof kept);                                                        \
        memcpy(sections, kept_sections, sizeof kept_sections);                                     \
    } while (0)
    EXPECT(header->e_shnum = 4097, "section headers: found 4097, need at most 4096");
    EXPECT(header->e_shnum = 4, "section headers: truncated");
    EXPECT(header->e_shentsize = 1, "section headers: found entries of 1 bytes");
    EXPECT(header->e_shstrndx = 3, "no twatfs manifest");
    EXPECT(header->e_shoff = 0, "no twatfs manifest");
    EXPECT(header->e_shoff = (__typeof__(kept.e_shoff))-8, "section headers: truncated");
    EXPECT(sections[2].sh_offset = (__typeof__(kept.e_shoff))-8, "section names: truncated");
    EXPECT(sections[2].sh_size = 5, "no twatfs manifest");
    EXPECT(sections[1].sh_name = UINT32_MAX, "no twatfs manifest");
    EXPECT(sections[1].sh_offset = (__typeof__(kept.e_shoff))-8, "truncated");
    EXPECT(sections[1].sh_size = 100000, "need at most 65536");
    EXPECT(sections[1].sh_size = 60000, "truncated");
    EXPECT(sections[1].sh_size = 16, "runs past the end");
#undef EXPECT
}

/* ---- Other kinds of files ---- */

static void refuse_fd(int fd, const char *reason)
{
    struct error error = ERROR_INIT;
    char *description = NULL;
    size_t length;

    assert_true(fd >= 0);
    assert_false(note_read(fd, &description, &length, &error));
    assert_contains(error.text, reason);
    close(fd);
}

static void test_other_files(void **state)
{
    int ends[2], vast = memfd_create("vast", MFD_CLOEXEC);

    (void)state;
    assert_int_equal(pipe(ends), 0);
    refuse_fd(ends[0], "not a regular file");
    close(ends[1]);
    refuse_fd(open("/", O_RDONLY | O_CLOEXEC), "not a regular file");
    refuse_fd(open("/dev/null", O_RDONLY | O_CLOEXEC), "not a regular file");
    assert_int_equal(ftruncate(vast, (off_t)256 * 1024 * 1024 + 1), 0);
    refuse_fd(vast, "need at most 256 MiB");
    expect_refusal("#!/bin/sh\n", 10, "not an ELF file");
    expect_refusal("/* GNU ld script */ INPUT(x.so)", 31, "not an ELF file");
}

static void test_in_memory(void **state)
{
    struct {
        struct twatfs_note note;
        char text[8];
    } note = {{sizeof TWATFS_NOTE_OWNER, 3, TWATFS_NOTE_TYPE, TWATFS_NOTE_OWNER}, "{}"};
    struct error error = ERROR_INIT;
    const char *text;
    size_t length;

    (void)state;
    assert_true(note_in_memory(&note, &text, &length, &error));
    assert_int_equal(length, 2);
    assert_memory_equal(text, "{}", 2);
    note.note.type++;
    assert_false(note_in_memory(&note, &text, &length, &error));
    assert_contains(error.text, "manifest format: found 2");
    note.note.type--;
    note.note.description_size = 100000;
    assert_false(note_in_memory(&note, &text, &length, &error));
    note.note.owner[0] = 'x';
    assert_false(note_in_memory(&note, &text, &length, &error));
    assert_false(note_in_memory(NULL, &text, &length, &error));
    assert_contains(error.text, "no twatfs manifest");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_every_truncation),
        cmocka_unit_test(test_every_byte_changed),
        cmocka_unit_test(test_header_fields),
        cmocka_unit_test(test_debug_only),
        cmocka_unit_test(test_load_beyond_end),
        cmocka_unit_test(test_alignments),
        cmocka_unit_test(test_unpadded_end),
        cmocka_unit_test(test_far_segment),
        cmocka_unit_test(test_bad_notes),
        cmocka_unit_test(test_owner_beyond_end),
        cmocka_unit_test(test_two_notes),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_bad_sections),
        cmocka_unit_test(test_other_files),
        cmocka_unit_test(test_in_memory),
    };

    return cmocka_run_group_tests(tests, read_good, free_good);
}
