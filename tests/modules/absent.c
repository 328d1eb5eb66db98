/* absent.c: a library that is there for the linker only: its soname is that of no
 * file.  For missing-library.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>

__attribute__((visibility("default"))) int32_t twatfs_test_absent(void);

int32_t twatfs_test_absent(void)
{
    return 0;
}
