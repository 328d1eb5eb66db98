/* object.c: what a shared object's own tables say of it, read without loading it.
 *
 * SPDX-License-Identifier: MIT
 *
 * As in catalogue/note.c: read with pread, every offset and length is a stranger's claim,
 * widened to 64 bits and checked as a <= limit - b.  What counts is what the dynamic linker
 * looks at, the segments; sections are asked only for the full symbol table, which shows
 * what was linked in and hidden.
 *
 * Structures and numbers are those of the System V gABI, chapters "Object Files" and
 * "Program Loading and Dynamic Linking", as <elf.h> has them; DT_GNU_HASH is described in
 * "GNU Hash ELF Sections" (Ali Bahrami, 2010).
 */
#include "check/object.h"

#include <elf.h>
#include <inttypes.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/read.h"

/* No provider comes near any of these; a file that does is not one. */
#define FILE_MAX    (UINT64_C(256) << 20)
#define HEADERS_MAX 64   /* program headers */
#define SECTION_MAX 4096 /* section headers */
#define DYNAMIC_MAX 4096 /* entries of the dynamic section */
#define STRINGS_MAX (UINT64_C(64) << 20)
#define SYMBOL_MAX  (UINT64_C(1) << 20)
#define BUCKET_MAX  (UINT64_C(1) << 20)

#define CHUNK 256 /* table entries that are read at once */

typedef ElfW(Ehdr) object_header;
typedef ElfW(Phdr) segment_header;
typedef ElfW(Shdr) section_header;
typedef ElfW(Dyn) dynamic_entry;
typedef ElfW(Sym) symbol_entry;

struct object {
    int fd;
    uint64_t size; /* of the file */
    object_header header;
    segment_header segments[HEADERS_MAX];
    size_t segment_count;
};

/* Names, one after the other, each ended by a NUL. */
struct names {
    char *bytes; /* size + 1 of them: the last is a NUL, whatever the file says */
    uint64_t size;
};

/* What the dynamic section leads to: addresses, 0 where it has none. */
struct dynamic {
    uint64_t strings, strings_size, symbols, hash, gnu_hash;
};

/* ---- Bytes ---- */

static bool read_at(const struct object *object, const char *what, uint64_t offset, void *target,
                    uint64_t length, struct error *error)
{
    ssize_t count;

    if (length > object->size || offset > object->size - length)
        return error_set(error,
                         "%s: truncated: %" PRIu64 " bytes at %" PRIu64
                         ", but the file has %" PRIu64 ": build it anew",
                         what, length, offset, object->size);
    count = read_full(object->fd, target, (size_t)length, offset);
    if (count < 0)
        return error_errno(error, "read");
    return (uint64_t)count == length || error_set(error, "read: the file became shorter meanwhile");
}

/* Where in the file the bytes are that will be at an address. */
static bool locate(const struct object *object, const char *what, uint64_t address, uint64_t length,
                   uint64_t *offset, struct error *error)
{
    for (size_t i = 0; i < object->segment_count; i++) {
        const segment_header *segment = &object->segments[i];

        if (segment->p_type != PT_LOAD || address < segment->p_vaddr ||
            length > segment->p_filesz || address - segment->p_vaddr > segment->p_filesz - length ||
            segment->p_offset > UINT64_MAX - (address - segment->p_vaddr))
            continue;
        *offset = segment->p_offset + (address - segment->p_vaddr);
        return true;
    }
    return error_set(error, "%s: lies in no segment of the file: build it anew", what);
}

static bool read_address(const struct object *object, const char *what, uint64_t address,
                         void *target, uint64_t length, struct error *error)
{
    uint64_t offset;

    return locate(object, what, address, length, &offset, error) &&
           read_at(object, what, offset, target, length, error);
}

static bool open_object(struct object *object, int fd, struct error *error)
{
    struct stat status;

    *object = (struct object){.fd = fd};
    if (fstat(fd, &status) != 0)
        return error_errno(error, "stat");
    if (!S_ISREG(status.st_mode) || status.st_size <= 0 || (uint64_t)status.st_size > FILE_MAX)
        return error_set(error, "file: need a regular file of at most 256 MiB");
    object->size = (uint64_t)status.st_size;
    if (!read_at(object, "ELF header", 0, &object->header, sizeof object->header, error))
        return false;
    if (memcmp(object->header.e_ident, ELFMAG, SELFMAG) != 0 ||
        object->header.e_ident[EI_CLASS] != (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32))
        return error_set(error, "ELF header: not a shared object for this system");
    object->segment_count = object->header.e_phnum;
    if (object->segment_count > HEADERS_MAX ||
        object->header.e_phentsize != sizeof object->segments[0])
        return error_set(error, "program headers: found %zu of %d bytes, need at most %d of %zu",
                         object->segment_count, object->header.e_phentsize, HEADERS_MAX,
                         sizeof object->segments[0]);
    return read_at(object, "program headers", object->header.e_phoff, object->segments,
                   object->segment_count * sizeof object->segments[0], error);
}

/* ---- Names ---- */

static void names_free(struct names *names)
{
    free(names->bytes);
}

#define CLEANUP_NAMES CLEANUP(names_free)

static bool read_names(const struct object *object, const char *what, uint64_t offset,
                       uint64_t size, struct names *names, struct error *error)
{
    /* Asked first: a claim must not make us allocate what the file cannot fill. */
    if (size > STRINGS_MAX || size > object->size)
        return error_set(error,
                         "%s: found %" PRIu64 " bytes, more than there can be: build it anew", what,
                         size);
    names->bytes = malloc((size_t)size + 1);
    if (names->bytes == NULL)
        return error_memory(error);
    names->size = size;
    names->bytes[size] = '\0';
    return read_at(object, what, offset, names->bytes, size, error);
}

static const char *name_at(const struct names *names, uint64_t index)
{
    return index < names->size ? names->bytes + index : "";
}

/* ---- Segments ---- */

static void read_segments(const struct object *object, struct object_facts *facts)
{
    /* Without the header the kernel takes it for a program of old, and lets the stack run. */
    facts->executable_stack = true;
    for (size_t i = 0; i < object->segment_count; i++) {
        const segment_header *segment = &object->segments[i];

        if (segment->p_type == PT_GNU_STACK)
            facts->executable_stack = (segment->p_flags & PF_X) != 0;
        if (segment->p_type == PT_GNU_RELRO)
            facts->relro = true;
        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) != 0 &&
            (segment->p_flags & PF_X) != 0)
            facts->writable_code = true;
    }
}

/* ---- The dynamic section ---- */

static bool read_dynamic(const struct object *object, dynamic_entry **entries, size_t *count,
                         struct error *error)
{
    const segment_header *dynamic = NULL;

    for (size_t i = 0; i < object->segment_count; i++)
        if (object->segments[i].p_type == PT_DYNAMIC)
            dynamic = &object->segments[i];
    if (dynamic == NULL || dynamic->p_filesz < sizeof **entries)
        return error_set(error, "dynamic section: found none: link with -shared");
    if (dynamic->p_filesz > DYNAMIC_MAX * sizeof **entries)
        return error_set(error, "dynamic section: found %" PRIu64 " bytes, need at most %zu",
                         (uint64_t)dynamic->p_filesz, DYNAMIC_MAX * sizeof **entries);
    *count = (size_t)(dynamic->p_filesz / sizeof **entries);
    *entries = calloc(*count, sizeof **entries);
    if (*entries == NULL)
        return error_memory(error);
    return read_at(object, "dynamic section", dynamic->p_offset, *entries,
                   *count * sizeof **entries, error);
}

static void take_flag(const dynamic_entry *entry, struct object_facts *facts)
{
    switch (entry->d_tag) {
    case DT_BIND_NOW:
        facts->bind_now = true;
        break;
    case DT_TEXTREL:
        facts->text_relocations = true;
        break;
    case DT_FLAGS:
        facts->bind_now = facts->bind_now || (entry->d_un.d_val & DF_BIND_NOW) != 0;
        facts->text_relocations = facts->text_relocations || (entry->d_un.d_val & DF_TEXTREL) != 0;
        break;
    case DT_FLAGS_1:
        facts->bind_now = facts->bind_now || (entry->d_un.d_val & DF_1_NOW) != 0;
        break;
    default:
        break;
    }
}

static void take_address(const dynamic_entry *entry, struct dynamic *dynamic)
{
    switch (entry->d_tag) {
    case DT_STRTAB:
        dynamic->strings = entry->d_un.d_ptr;
        break;
    case DT_STRSZ:
        dynamic->strings_size = entry->d_un.d_val;
        break;
    case DT_SYMTAB:
        dynamic->symbols = entry->d_un.d_ptr;
        break;
    case DT_HASH:
        dynamic->hash = entry->d_un.d_ptr;
        break;
    case DT_GNU_HASH:
        dynamic->gnu_hash = entry->d_un.d_ptr;
        break;
    default:
        break;
    }
}

/* As the dynamic linker reads it: blanks are part of a directory, an empty one is the working
 * directory, and a run path without a byte is none. */
static bool add_run_path(struct string_list *directories, const char *path)
{
    const char *next = path[0] != '\0' ? path : NULL;

    while (next != NULL) {
        size_t length = strcspn(next, ":");
        CLEANUP_FREE char *directory = length > 0 ? strndup(next, length) : strdup(".");

        if (directory == NULL || !string_list_add(directories, directory))
            return false;
        next = next[length] == ':' ? next + length + 1 : NULL;
    }
    return true;
}

/* Those whose value is a name, once there are names. */
static bool take_name(const dynamic_entry *entry, const struct names *names,
                      struct object_facts *facts)
{
    const char *name = name_at(names, entry->d_un.d_val);

    if (entry->d_tag == DT_NEEDED)
        return string_list_add(&facts->needed, name);
    if (entry->d_tag == DT_RPATH || entry->d_tag == DT_RUNPATH)
        return add_run_path(&facts->run_path, name);
    return true;
}

/* ---- Symbols ---- */

/* The largest index that a bucket begins with, and on from there to the end of its chain. */
static bool count_by_gnu_hash(const struct object *object, uint64_t table, uint64_t *count,
                              struct error *error)
{
    uint32_t head[4], buckets[CHUNK], link, last = 0; /* nbuckets, symoffset, bloom size, shift */
    uint64_t address, chains;

    if (!read_address(object, "hash table", table, head, sizeof head, error))
        return false;
    if (head[0] > BUCKET_MAX)
        return error_set(error, "hash table: found %" PRIu32 " buckets: build it anew", head[0]);
    /* All have 32 bits but the first: the sums fit, and table was located. */
    address = table + sizeof head + head[2] * (uint64_t)sizeof(ElfW(Addr));
    chains = address + head[0] * (uint64_t)sizeof link;
    for (uint32_t i = 0; i < head[0]; i += CHUNK) {
        uint32_t part = head[0] - i < CHUNK ? head[0] - i : CHUNK;

        if (!read_address(object, "hash table", address + i * (uint64_t)sizeof link, buckets,
                          part * sizeof link, error))
            return false;
        for (uint32_t j = 0; j < part; j++)
            last = buckets[j] > last ? buckets[j] : last;
    }
    if (last < head[1]) {
        *count = 0; /* nothing of its own can be found in it */
        return true;
    }
    for (*count = (uint64_t)last + 1; *count <= SYMBOL_MAX; (*count)++) {
        if (!read_address(object, "hash table", chains + (*count - 1 - head[1]) * sizeof link,
                          &link, sizeof link, error))
            return false;
        if ((link & 1) != 0)
            return true;
    }
    return error_set(error, "hash table: more than %" PRIu64 " symbols: build it anew", SYMBOL_MAX);
}

static bool count_symbols(const struct object *object, const struct dynamic *dynamic,
                          uint64_t *count, struct error *error)
{
    uint32_t head[2]; /* buckets, and chains: one for each symbol */

    if (dynamic->gnu_hash != 0)
        return count_by_gnu_hash(object, dynamic->gnu_hash, count, error);
    if (dynamic->hash == 0)
        return error_set(error, "hash table: found none: nothing in it can be found");
    if (!read_address(object, "hash table", dynamic->hash, head, sizeof head, error))
        return false;
    *count = head[1];
    return *count <= SYMBOL_MAX ||
           error_set(error, "hash table: found %" PRIu32 " symbols", head[1]);
}

/* Functions that are in every build of these libraries, and in nothing else. */
static bool is_copy(const char *name)
{
    static const char *const names[] = {
        "curl_easy_init", "curl_easy_perform",   "curl_multi_perform", "SSL_new",
        "SSL_CTX_new",    "OPENSSL_init_crypto", "OPENSSL_init_ssl",   "EVP_DigestInit_ex",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Put there by linkers, AddressSanitizer and gcov, whatever the author hides. */
static bool is_mark(const char *name)
{
    static const char *const names[] = {
        "_init", "_fini", "_edata", "_end", "__bss_start", "mangle_path",
    };

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return text_starts_with(name, "__odr_asan.") || text_starts_with(name, "__gcov_");
}

static bool is_exported(const symbol_entry *symbol)
{
    unsigned binding = ELF64_ST_BIND(symbol->st_info); /* the same in both classes */
    unsigned visibility = ELF64_ST_VISIBILITY(symbol->st_other);

    return binding != STB_LOCAL && (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

static bool take_symbol(const symbol_entry *symbol, const struct names *names, bool dynamic,
                        struct object_facts *facts)
{
    const char *name = name_at(names, symbol->st_name);

    if (symbol->st_shndx == SHN_UNDEF || name[0] == '\0')
        return true;
    if (is_copy(name) && !string_list_contains(&facts->copies, name) &&
        !string_list_add(&facts->copies, name))
        return false;
    return !dynamic || !is_exported(symbol) || is_mark(name) ||
           string_list_add(&facts->exports, name);
}

static bool read_symbols(const struct object *object, uint64_t offset, uint64_t count,
                         const struct names *names, bool dynamic, struct object_facts *facts,
                         struct error *error)
{
    symbol_entry symbols[CHUNK];

    for (uint64_t i = 0; i < count; i += CHUNK) {
        uint64_t part = count - i < CHUNK ? count - i : CHUNK;

        if (offset > UINT64_MAX - i * sizeof symbols[0] ||
            !read_at(object, "symbol table", offset + i * sizeof symbols[0], symbols,
                     part * sizeof symbols[0], error))
            return error_set(error, "symbol table: truncated: build it anew");
        for (uint64_t j = 0; j < part; j++)
            if (!take_symbol(&symbols[j], names, dynamic, facts))
                return error_memory(error);
    }
    return true;
}

static bool read_exports(const struct object *object, const struct dynamic *dynamic,
                         const struct names *names, struct object_facts *facts, struct error *error)
{
    uint64_t count = 0, offset;

    if (!count_symbols(object, dynamic, &count, error))
        return false;
    return count == 0 || (locate(object, "symbol table", dynamic->symbols,
                                 count * sizeof(symbol_entry), &offset, error) &&
                          read_symbols(object, offset, count, names, true, facts, error));
}

static bool follow_dynamic(const struct object *object, struct object_facts *facts,
                           struct error *error)
{
    CLEANUP_FREE dynamic_entry *entries = NULL;
    CLEANUP_NAMES struct names names = {NULL, 0};
    struct dynamic dynamic = {0};
    size_t count = 0;
    uint64_t offset;

    if (!read_dynamic(object, &entries, &count, error))
        return false;
    for (size_t i = 0; i < count && entries[i].d_tag != DT_NULL; i++) {
        take_flag(&entries[i], facts);
        take_address(&entries[i], &dynamic);
    }
    if (!locate(object, "string table", dynamic.strings, dynamic.strings_size, &offset, error) ||
        !read_names(object, "string table", offset, dynamic.strings_size, &names, error))
        return false;
    for (size_t i = 0; i < count && entries[i].d_tag != DT_NULL; i++)
        if (!take_name(&entries[i], &names, facts))
            return error_memory(error);
    return read_exports(object, &dynamic, &names, facts, error);
}

/* ---- The full symbol table, where it was not stripped ---- */

static bool read_hidden(const struct object *object, const section_header *sections, size_t count,
                        const section_header *table, struct object_facts *facts,
                        struct error *error)
{
    CLEANUP_NAMES struct names names = {NULL, 0};
    uint64_t symbols = table->sh_size / sizeof(symbol_entry);

    if (table->sh_link >= count || symbols > SYMBOL_MAX)
        return error_set(error, "symbol table: leads nowhere: build it anew");
    return read_names(object, "symbol names", sections[table->sh_link].sh_offset,
                      sections[table->sh_link].sh_size, &names, error) &&
           read_symbols(object, table->sh_offset, symbols, &names, false, facts, error);
}

static bool follow_sections(const struct object *object, struct object_facts *facts,
                            struct error *error)
{
    CLEANUP_FREE section_header *sections = NULL;
    size_t count = object->header.e_shnum;

    if (object->header.e_shoff == 0 || count == 0)
        return true; /* they are optional in what can be loaded */
    if (count > SECTION_MAX || object->header.e_shentsize != sizeof sections[0])
        return error_set(error, "section headers: found %zu of %d bytes, need at most %d of %zu",
                         count, object->header.e_shentsize, SECTION_MAX, sizeof sections[0]);
    sections = calloc(count, sizeof sections[0]);
    if (sections == NULL)
        return error_memory(error);
    if (!read_at(object, "section headers", object->header.e_shoff, sections,
                 count * sizeof sections[0], error))
        return false;
    for (size_t i = 0; i < count; i++)
        if (sections[i].sh_type == SHT_SYMTAB &&
            !read_hidden(object, sections, count, &sections[i], facts, error))
            return false;
    return true;
}

bool object_read(int fd, struct object_facts *facts, struct error *error)
{
    struct object object;

    *facts = (struct object_facts){0};
    if (!open_object(&object, fd, error))
        return false;
    read_segments(&object, facts);
    return follow_dynamic(&object, facts, error) && follow_sections(&object, facts, error);
}

void object_facts_free(struct object_facts *facts)
{
    string_list_free(&facts->needed);
    string_list_free(&facts->run_path);
    string_list_free(&facts->exports);
    string_list_free(&facts->copies);
}
