/* parts.c: how a file is cut into parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "parts.h"

#define GROWS_EVERY 1000 /* parts */
#define FEW         64   /* parts */

/* Each part has its price at the store, and each is where an upload can go on: a file that would
 * have many has larger ones. */
static uint64_t usual_size(uint64_t bytes)
{
    uint64_t size = bytes / FEW / MIB * MIB;

    return size < PART_SIZE ? PART_SIZE : size < PART_SIZE_MOST ? size : PART_SIZE_MOST;
}

uint64_t parts_size(uint64_t bytes, uint64_t wish)
{
    uint64_t size = wish > 0 ? wish : usual_size(bytes);
    uint64_t least = bytes / PARTS_MAX + (bytes % PARTS_MAX != 0);

    if (size < PART_SIZE_MIN)
        size = PART_SIZE_MIN;
    if (size < least)
        size = (least + MIB - 1) / MIB * MIB;
    /* The last thousandth of what fits needs parts of an odd size. */
    if (size > PART_SIZE_MAX && least <= PART_SIZE_MAX)
        size = PART_SIZE_MAX;
    return size <= PART_SIZE_MAX ? size : 0;
}

uint64_t parts_grown_size(uint32_t number, uint64_t wish)
{
    uint64_t size = wish > PART_SIZE_MIN ? wish : wish > 0 ? PART_SIZE_MIN : PART_SIZE;
    uint32_t doublings = number > 0 ? (number - 1) / GROWS_EVERY : 0;

    while (doublings-- > 0 && size < PART_GROWN_MAX)
        size *= 2;
    return size < PART_GROWN_MAX ? size : PART_GROWN_MAX;
}

uint32_t parts_at_once(uint64_t size, uint32_t most)
{
    uint64_t fit = size > 0 ? IN_FLIGHT / size : most;

    if (fit < 1)
        fit = 1;
    return fit < most ? (uint32_t)fit : most;
}
