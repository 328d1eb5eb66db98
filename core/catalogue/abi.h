/* abi.h: whether a module's table is one that this host can call.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CATALOGUE_ABI_H
#define CATALOGUE_ABI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "twatfs/provider.h"

struct manifest;

/* Errors are "what: found X, need Y: hint"; the caller knows the path. */

/* What the note promises, before anything is loaded. */
bool abi_check_note(const struct manifest *manifest, struct error *error);

/* Whether the symbol at address is an object of the module that dl_handle (of
 * dlopen) stands for, and of nothing that the module needs.  *size is what its
 * symbol table says of it. */
bool abi_check_symbol(void *dl_handle, const void *address, uint64_t *size, struct error *error);

/* Check the table at address and copy what both sides know into *copy; the rest
 * is zero.  size is that of abi_check_symbol: no byte beyond it is read.  For a
 * built-in provider there is no such table: ABI_SIZE_UNKNOWN. */
#define ABI_SIZE_UNKNOWN UINT64_MAX
bool abi_take_table(const void *address, uint64_t size, struct twatfs_provider *copy,
                    struct error *error);

#endif
