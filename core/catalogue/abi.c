/* abi.c: whether a module's table is one that this host can call.
 *
 * SPDX-License-Identifier: MIT
 */
#include "catalogue/abi.h"

#include <assert.h>
#include <dlfcn.h>
#include <elf.h>
#include <inttypes.h>
#include <link.h>
#include <string.h>

#include "catalogue/manifest.h"

/* What every table begins with, in every major and minor. */
struct table_head {
    uint32_t struct_size;
    int32_t abi_major;
    int32_t abi_minor;
    uint32_t flags;
};

/* The size of ABI 1.0's struct, written down: its head, the manifest, and the
 * callbacks open, upload and close.  It stays when the struct grows. */
#define ABI_1_0_SIZE (16 + 4 * sizeof(void *))
static_assert(offsetof(struct twatfs_provider, close) + sizeof(void *) == ABI_1_0_SIZE,
              "the members of ABI 1.0 never move");
static_assert(sizeof(struct table_head) == offsetof(struct twatfs_provider, manifest),
              "the head never changes");

/* What a table grows by: no compiler ends a struct that has pointers anywhere else, and a
 * member of which half is there must not be called. */
#define ABI_STEP sizeof(void *)

/* A table beyond it is no table: there would be thousands of callbacks. */
#define TABLE_MAX (64 * 1024)

static bool check_major(int32_t major, const char *what, struct error *error)
{
    if (major == TWATFS_ABI_MAJOR)
        return true;
    return error_set(error, "%s: found %" PRId32 ", need %d: %s", what, major, TWATFS_ABI_MAJOR,
                     major > TWATFS_ABI_MAJOR ? "made for a newer twatfs: update twatfs"
                                              : "rebuild it with <twatfs/provider.h>");
}

bool abi_check_note(const struct manifest *manifest, struct error *error)
{
    return check_major(manifest->abi_major, "ABI major in the manifest", error);
}

static const char *type_name(unsigned type)
{
    switch (type) {
    case STT_FUNC:
    case STT_GNU_IFUNC:
        return "a function";
    case STT_TLS:
        return "a thread's variable";
    case STT_NOTYPE:
        return "a symbol without a type";
    default:
        return "a symbol of an unknown type";
    }
}

bool abi_check_symbol(void *dl_handle, const void *address, uint64_t *size, struct error *error)
{
    struct link_map *own = NULL, *holder = NULL;
    const ElfW(Sym) *symbol = NULL;
    void *extra = NULL;
    unsigned type;
    Dl_info info;

    if (dlinfo(dl_handle, RTLD_DI_LINKMAP, &own) != 0 ||
        dladdr1(address, &info, &extra, RTLD_DL_LINKMAP) == 0)
        return error_set(error, "twatfs_provider_1: found outside of every object, "
                                "need it in the module itself");
    holder = extra;
    if (holder != own)
        return error_set(error,
                         "twatfs_provider_1: found in %s, need it in the module itself: "
                         "is TWATFS_PROVIDER missing?",
                         holder->l_name[0] != '\0' ? holder->l_name : "the program");
    extra = NULL;
    if (dladdr1(address, &info, &extra, RTLD_DL_SYMENT) == 0 || extra == NULL)
        return error_set(error, "twatfs_provider_1: found no entry in the symbol table, "
                                "need a data object");
    symbol = extra;
    type = ELF64_ST_TYPE(symbol->st_info); /* the same in both classes */
    if (type != STT_OBJECT)
        return error_set(error,
                         "twatfs_provider_1: found %s, need a data object: "
                         "use TWATFS_PROVIDER",
                         type_name(type));
    *size = symbol->st_size;
    return true;
}

static bool check_size(uint64_t struct_size, uint64_t size, struct error *error)
{
    if (size != ABI_SIZE_UNKNOWN && struct_size != size)
        return error_set(error,
                         "struct_size: found %" PRIu64 ", need the %" PRIu64
                         " bytes that the object has: use TWATFS_PROVIDER",
                         struct_size, size);
    if (struct_size < ABI_1_0_SIZE)
        return error_set(error,
                         "struct_size: found %" PRIu64 ", need at least %zu (ABI 1.0): "
                         "rebuild it with <twatfs/provider.h>",
                         struct_size, ABI_1_0_SIZE);
    if (struct_size % ABI_STEP != 0)
        return error_set(error,
                         "struct_size: found %" PRIu64 ", need a multiple of %zu: "
                         "use TWATFS_PROVIDER",
                         struct_size, ABI_STEP);
    if (struct_size > TABLE_MAX)
        return error_set(error,
                         "struct_size: found %" PRIu64 ", need at most %d: "
                         "use TWATFS_PROVIDER",
                         struct_size, TABLE_MAX);
    return true;
}

bool abi_take_table(const void *address, uint64_t size, struct twatfs_provider *copy,
                    struct error *error)
{
    struct table_head head;

    if (size < sizeof head)
        return error_set(error,
                         "twatfs_provider_1: found %" PRIu64 " bytes, need at least %zu "
                         "(ABI 1.0): use TWATFS_PROVIDER",
                         size, ABI_1_0_SIZE);
    memcpy(&head, address, sizeof head);
    if (!check_size(head.struct_size, size, error) ||
        !check_major(head.abi_major, "abi_major", error))
        return false;
    memset(copy, 0, sizeof *copy);
    memcpy(copy, address, head.struct_size < sizeof *copy ? head.struct_size : sizeof *copy);
    if (copy->flags != 0)
        return error_set(error,
                         "flags: found %" PRIu32 ", need 0: made for a newer twatfs: update twatfs",
                         copy->flags);
    if (copy->upload == NULL)
        return error_set(error, "upload: found NULL, need a function: "
                                "TWATFS_PROVIDER(.upload = …) names it");
    return true;
}
