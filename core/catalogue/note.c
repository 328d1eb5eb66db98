/* note.c: the ELF note that holds a provider's manifest, read without loading.
 *
 * SPDX-License-Identifier: MIT
 *
 * The file is read with pread: what is mapped can turn into SIGBUS when someone
 * shortens the file.  Every offset and length in it is a stranger's claim: all
 * are widened to 64 bits, and checked as a <= limit - b, which cannot wrap.
 *
 * Structures and numbers are those of the System V gABI, chapters "Object Files"
 * and "Program Header", as <elf.h> has them.
 */
#include "catalogue/note.h"

#include <elf.h>
#include <inttypes.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/read.h"
#include "base/text.h"
#include "twatfs/provider.h"

/* No provider comes near any of these; a file that does is not one. */
#define FILE_MAX    (UINT64_C(256) * 1024 * 1024)
#define SEGMENT_MAX (64 * 1024) /* bytes of one PT_NOTE segment */
#define HEADERS_MAX 64          /* program headers */
#define SECTION_MAX 4096        /* section headers */

/* Linkers place the headers and the notes first: most files are told from their
 * first page alone, with one pread. */
#define HEAD_SIZE 4096

typedef ElfW(Ehdr) object_header;
typedef ElfW(Phdr) segment_header;
typedef ElfW(Shdr) section_header;
typedef ElfW(Nhdr) note_header;

struct object {
    int fd;
    uint64_t size; /* of the file */
    size_t head_length;
    unsigned char head[HEAD_SIZE]; /* its first bytes */
    object_header header;
};

/* What the search has found so far. */
struct finding {
    char *description;
    size_t length;
    bool debug_only; /* its section is there without its bytes */
};

/* This program's own ELF header, which every ELF linker can place: what a module
 * must agree with to be loaded here. */
extern const object_header __ehdr_start __attribute__((visibility("hidden")));

/* ---- Bytes ---- */

static bool read_whole(int fd, void *target, size_t length, uint64_t offset, struct error *error)
{
    ssize_t count = read_full(fd, target, length, offset);

    if (count < 0)
        return error_errno(error, "read");
    return (size_t)count == length || error_set(error, "read: the file became shorter meanwhile");
}

/* what is the name of the place, for the message. */
static bool read_at(const struct object *object, const char *what, uint64_t offset, void *target,
                    size_t length, struct error *error)
{
    if (length > object->size || offset > object->size - length)
        return error_set(error,
                         "%s: truncated: %zu bytes at %" PRIu64 ", but the file has %" PRIu64
                         " bytes: install it anew",
                         what, length, offset, object->size);
    if (length <= object->head_length && offset <= object->head_length - length) {
        memcpy(target, object->head + offset, length);
        return true;
    }
    return read_whole(object->fd, target, length, offset, error);
}

static bool open_object(struct object *object, int fd, struct error *error)
{
    struct stat status;

    object->fd = fd;
    if (fstat(fd, &status) != 0)
        return error_errno(error, "stat");
    if (!S_ISREG(status.st_mode))
        return error_set(error, "file: not a regular file");
    if (status.st_size <= 0)
        return error_set(error, "file: empty: install it anew");
    object->size = (uint64_t)status.st_size;
    if (object->size > FILE_MAX) {
        char found[32], need[32];

        text_size(found, sizeof found, object->size);
        text_size(need, sizeof need, FILE_MAX);
        return error_set(error, "size: found %s, need at most %s", found, need);
    }
    object->head_length = object->size < HEAD_SIZE ? (size_t)object->size : HEAD_SIZE;
    return read_whole(fd, object->head, object->head_length, 0, error);
}

/* ---- The ELF header: is this a module for here? ---- */

static const char *machine_name(unsigned machine, char *number, size_t size)
{
    static const struct {
        unsigned machine;
        const char *name;
    } names[] = {
        {EM_386, "x86 (32 bits)"}, {EM_X86_64, "x86-64"}, {EM_ARM, "ARM (32 bits)"},
        {EM_AARCH64, "AArch64"},   {EM_RISCV, "RISC-V"},  {EM_PPC64, "PowerPC64"},
        {EM_S390, "S/390"},        {EM_MIPS, "MIPS"},     {EM_SPARCV9, "SPARC (64 bits)"},
    };

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (names[i].machine == machine)
            return names[i].name;
    snprintf(number, size, "ELF machine %u", machine);
    return number;
}

static bool check_kind(const struct object *object, struct error *error)
{
    const unsigned char *ident = object->header.e_ident;
    unsigned machine = object->header.e_machine, own_machine = __ehdr_start.e_machine;
    char found[32], need[32];

    if (ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS])
        return error_set(error, "ELF class: found %s, need %s: made for another system",
                         ident[EI_CLASS] == ELFCLASS32   ? "32 bits"
                         : ident[EI_CLASS] == ELFCLASS64 ? "64 bits"
                                                         : "an unknown one",
                         __ehdr_start.e_ident[EI_CLASS] == ELFCLASS32 ? "32 bits" : "64 bits");
    if (ident[EI_DATA] != __ehdr_start.e_ident[EI_DATA])
        return error_set(error, "byte order: found %s, need %s: made for another system",
                         ident[EI_DATA] == ELFDATA2LSB   ? "little-endian"
                         : ident[EI_DATA] == ELFDATA2MSB ? "big-endian"
                                                         : "an unknown one",
                         __ehdr_start.e_ident[EI_DATA] == ELFDATA2LSB ? "little-endian"
                                                                      : "big-endian");
    if (ident[EI_VERSION] != EV_CURRENT)
        return error_set(error, "ELF version: found %d, need %d", ident[EI_VERSION], EV_CURRENT);
    if (machine != own_machine)
        return error_set(error, "machine: found %s, need %s: made for another system",
                         machine_name(machine, found, sizeof found),
                         machine_name(own_machine, need, sizeof need));
    if (object->header.e_type != ET_DYN)
        return error_set(error, "ELF type: found %s, need a shared object: link with -shared",
                         object->header.e_type == ET_EXEC   ? "a program"
                         : object->header.e_type == ET_REL  ? "an object file"
                         : object->header.e_type == ET_CORE ? "a core dump"
                                                            : "an unknown one");
    return true;
}

static bool check_header(struct object *object, struct error *error)
{
    if (object->head_length < SELFMAG || memcmp(object->head, ELFMAG, SELFMAG) != 0)
        return error_set(error, "ELF header: not an ELF file, need a shared object");
    /* The header's size depends on the class, so that comes first. */
    if (object->head_length < EI_NIDENT)
        return error_set(error, "ELF header: truncated: install it anew");
    memset(&object->header, 0, sizeof object->header);
    memcpy(&object->header, object->head,
           object->head_length < sizeof object->header ? object->head_length
                                                       : sizeof object->header);
    if (object->head_length < sizeof object->header &&
        object->header.e_ident[EI_CLASS] == __ehdr_start.e_ident[EI_CLASS])
        return error_set(error, "ELF header: truncated: install it anew");
    return check_kind(object, error);
}

/* ---- Notes ---- */

static uint64_t align_up(uint64_t value, uint64_t alignment)
{
    return (value + alignment - 1) & ~(alignment - 1);
}

static bool check_type(uint32_t type, struct error *error)
{
    if (type == TWATFS_NOTE_TYPE)
        return true;
    if ((type & ~UINT32_C(0xff)) == (TWATFS_NOTE_TYPE & ~UINT32_C(0xff)))
        return error_set(
            error, "manifest format: found %" PRIu32 ", need %" PRIu32 ": made for a newer twatfs",
            type & 0xff, TWATFS_NOTE_TYPE & 0xff);
    return error_set(
        error, "note type: found 0x%08" PRIx32 ", need 0x%08" PRIx32 ": made for a newer twatfs",
        type, TWATFS_NOTE_TYPE);
}

/* Without the final NULs, which the C macro writes and others need not. */
static size_t text_length(const char *bytes, size_t size)
{
    while (size > 0 && bytes[size - 1] == '\0')
        size--;
    return size;
}

static bool check_description(uint64_t size, struct error *error)
{
    if (size > NOTE_DESCRIPTION_MAX)
        return error_set(error, "manifest: found %" PRIu64 " bytes, need at most %d", size,
                         NOTE_DESCRIPTION_MAX);
    return true;
}

static bool take_note(struct finding *finding, uint32_t type, const unsigned char *description,
                      uint64_t size, struct error *error)
{
    size_t length;

    if (finding->description != NULL)
        return error_set(error, "manifest: found two twatfs notes, need one: "
                                "is TWATFS_MANIFEST in two source files?");
    if (!check_type(type, error) || !check_description(size, error))
        return false;
    length = text_length((const char *)description, (size_t)size);
    if (length == 0)
        return error_set(error, "manifest: empty");
    finding->description = strndup((const char *)description, length);
    finding->length = length;
    if (finding->description == NULL)
        return error_memory(error);
    /* strndup stops at a NUL in the middle, which JSON text cannot have. */
    if (strlen(finding->description) != length)
        return error_set(error, "manifest: a NUL byte within its text");
    return true;
}

/* Walk the notes in length bytes.  Notes of other owners are passed over; that
 * they are well-formed is still needed to find the next. */
static bool walk_notes(const unsigned char *bytes, uint64_t length, uint64_t alignment,
                       struct finding *finding, struct error *error)
{
    uint64_t position = 0;

    while (length - position >= sizeof(note_header)) {
        const unsigned char *note = bytes + position;
        uint64_t left = length - position, description, end;
        note_header head;

        memcpy(&head, note, sizeof head);
        /* Both sizes have 32 bits and left is small: sums of them fit. */
        description = align_up(sizeof head + (uint64_t)head.n_namesz, alignment);
        end = description + head.n_descsz;
        if (head.n_namesz > left - sizeof head || (head.n_descsz > 0 && end > left))
            return error_set(error, "note: runs past the end of its segment: the file is damaged");
        if (head.n_namesz == sizeof TWATFS_NOTE_OWNER &&
            memcmp(note + sizeof head, TWATFS_NOTE_OWNER, sizeof TWATFS_NOTE_OWNER) == 0 &&
            !take_note(finding, head.n_type, head.n_descsz > 0 ? note + description : note,
                       head.n_descsz, error))
            return false;
        /* The padding of the last one may be missing. */
        end = align_up(end, alignment);
        position += end < left ? end : left;
    }
    return true;
}

/* One range of the file that holds notes.  Notes are padded to 4 bytes, or to 8
 * where the segment is aligned so (gABI, "Note Section"); linkers write 0 and 1
 * for "as it comes". */
static bool read_notes(const struct object *object, const char *what, uint64_t offset,
                       uint64_t size, uint64_t alignment, struct finding *finding,
                       struct error *error)
{
    CLEANUP_FREE unsigned char *bytes = NULL;

    if (alignment > 8 || size == 0)
        return true; /* no notes that anyone could read */
    if (size > SEGMENT_MAX)
        return error_set(error, "%s: found %" PRIu64 " bytes, need at most %d", what, size,
                         SEGMENT_MAX);
    if (size <= object->head_length && offset <= object->head_length - size)
        return walk_notes(object->head + offset, size, alignment == 8 ? 8 : 4, finding, error);
    bytes = malloc((size_t)size);
    if (bytes == NULL)
        return error_memory(error);
    return read_at(object, what, offset, bytes, (size_t)size, error) &&
           walk_notes(bytes, size, alignment == 8 ? 8 : 4, finding, error);
}

/* ---- Where notes are ---- */

/* Mapping what the file does not have would end in SIGBUS, within dlopen. */
static bool check_loadable(const struct object *object, const segment_header *segment,
                           struct finding *finding, struct error *error)
{
    if (segment->p_type != PT_LOAD && segment->p_type != PT_DYNAMIC)
        return true;
    if (segment->p_filesz > object->size || segment->p_offset > object->size - segment->p_filesz)
        return error_set(error,
                         "segment: truncated: the file has %" PRIu64
                         " bytes, fewer than it tells of: install it anew",
                         object->size);
    /* In a file of debugging information alone, what would be loaded has no
     * bytes: the notes may still be there, the code is not. */
    if (segment->p_type == PT_DYNAMIC && segment->p_filesz == 0)
        finding->debug_only = true;
    return true;
}

static bool search_segments(const struct object *object, struct finding *finding,
                            struct error *error)
{
    segment_header segments[HEADERS_MAX];
    size_t count = object->header.e_phnum;

    if (count == 0)
        return error_set(error, "program headers: found none: not a shared object");
    if (count > HEADERS_MAX)
        return error_set(error, "program headers: found %zu, need at most %d", count, HEADERS_MAX);
    if (object->header.e_phentsize != sizeof segments[0])
        return error_set(error, "program headers: found entries of %d bytes, need %zu",
                         object->header.e_phentsize, sizeof segments[0]);
    if (!read_at(object, "program headers", object->header.e_phoff, segments,
                 count * sizeof segments[0], error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!check_loadable(object, &segments[i], finding, error) ||
            (segments[i].p_type == PT_NOTE &&
             !read_notes(object, "note segment", segments[i].p_offset, segments[i].p_filesz,
                         segments[i].p_align, finding, error)))
            return false;
    return true;
}

/* The section of ours, for a file whose segments do not tell of it: patchelf
 * moves sections without correcting PT_NOTE. */
static bool search_sections(const struct object *object, struct finding *finding,
                            struct error *error)
{
    size_t count = object->header.e_shnum, names = object->header.e_shstrndx;
    CLEANUP_FREE section_header *sections = NULL;

    if (object->header.e_shoff == 0 || count == 0 || names >= count)
        return true; /* section headers are optional in what can be loaded */
    if (count > SECTION_MAX)
        return error_set(error, "section headers: found %zu, need at most %d", count, SECTION_MAX);
    if (object->header.e_shentsize != sizeof sections[0])
        return error_set(error, "section headers: found entries of %d bytes, need %zu",
                         object->header.e_shentsize, sizeof sections[0]);
    sections = calloc(count, sizeof sections[0]);
    if (sections == NULL)
        return error_memory(error);
    if (!read_at(object, "section headers", object->header.e_shoff, sections,
                 count * sizeof sections[0], error))
        return false;
    for (size_t i = 0; i < count; i++) {
        const section_header *section = &sections[i], *strings = &sections[names];
        char name[sizeof TWATFS_NOTE_SECTION];

        if (section->sh_type == SHT_NULL || strings->sh_size < sizeof name ||
            section->sh_name > strings->sh_size - sizeof name)
            continue;
        if (strings->sh_offset > UINT64_MAX - section->sh_name ||
            !read_at(object, "section names", strings->sh_offset + section->sh_name, name,
                     sizeof name, error))
            return error_set(error, "section names: truncated: install it anew");
        if (memcmp(name, TWATFS_NOTE_SECTION, sizeof name) != 0)
            continue;
        if (section->sh_type == SHT_NOBITS)
            finding->debug_only = true;
        else if (!read_notes(object, "section " TWATFS_NOTE_SECTION, section->sh_offset,
                             section->sh_size, section->sh_addralign, finding, error))
            return false;
    }
    return true;
}

static bool find_note(const struct object *object, struct finding *finding, struct error *error)
{
    if (!search_segments(object, finding, error))
        return false;
    if (finding->description == NULL && !search_sections(object, finding, error))
        return false;
    if (finding->debug_only)
        return error_set(error, "file: holds debugging information only: "
                                "install the module itself");
    if (finding->description == NULL)
        return error_set(error, "no twatfs manifest: not a provider, or stripped by a tool that "
                                "removes notes");
    return true;
}

bool note_read(int fd, char **description, size_t *length, struct error *error)
{
    struct finding finding = {NULL, 0, false};
    struct object object;

    if (!open_object(&object, fd, error) || !check_header(&object, error))
        return false;
    if (!find_note(&object, &finding, error)) {
        free(finding.description);
        return false;
    }
    *description = finding.description;
    *length = finding.length;
    return true;
}

bool note_in_memory(const void *note, const char **description, size_t *length, struct error *error)
{
    const struct twatfs_note *head = note;

    if (head == NULL || head->owner_size != sizeof TWATFS_NOTE_OWNER ||
        memcmp(head->owner, TWATFS_NOTE_OWNER, sizeof TWATFS_NOTE_OWNER) != 0)
        return error_set(error, "no twatfs manifest: TWATFS_MANIFEST is missing");
    if (!check_type(head->type, error) || !check_description(head->description_size, error))
        return false;
    *description = (const char *)(head + 1);
    *length = text_length(*description, head->description_size);
    if (*length == 0)
        return error_set(error, "manifest: empty");
    return true;
}
