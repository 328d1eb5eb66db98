/* parts.c: how a file is cut into parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "parts.h"

#define GROWS_EVERY 1000 /* parts */
#define FEW         64   /* parts */

static uint64_t share(uint64_t bytes, uint64_t parts)
{
    return bytes / parts + (bytes % parts != 0);
}

static uint64_t whole_mebibytes(uint64_t bytes)
{
    return (bytes + MIB - 1) / MIB * MIB;
}

/* Each part has its price at the store, and each is where an upload can go on: a file that would
 * have many has larger ones. */
static uint64_t usual_size(uint64_t bytes)
{
    uint64_t size = bytes / FEW / MIB * MIB;

    return size < PART_SIZE ? PART_SIZE : size < PART_SIZE_MOST ? size : PART_SIZE_MOST;
}

/* No larger than what is held in memory, and so sent again without being read again. */
static uint64_t size_elsewhere(uint64_t bytes)
{
    uint64_t size = usual_size(bytes);

    if (size * PARTS_FEW < bytes && bytes <= PART_BUFFER * PARTS_FEW)
        size = whole_mebibytes(share(bytes, PARTS_FEW));
    return size;
}

uint64_t parts_size(uint64_t bytes, uint64_t wish, bool amazon)
{
    uint64_t size = wish > 0 ? wish : amazon ? usual_size(bytes) : size_elsewhere(bytes);
    uint64_t least = share(bytes, PARTS_MAX);

    if (size < PART_SIZE_MIN)
        size = PART_SIZE_MIN;
    if (size < least)
        size = whole_mebibytes(least);
    /* The last thousandth of what fits needs parts of an odd size. */
    if (size > PART_SIZE_MAX && least <= PART_SIZE_MAX)
        size = PART_SIZE_MAX;
    return size <= PART_SIZE_MAX ? size : 0;
}

/* Some stores ask for one size: half of the parts have it, and hold 8,000 MiB as at Amazon.  With
 * the others they hold more than 31 GiB. */
static uint64_t grown_elsewhere(uint32_t number)
{
    return number <= PARTS_FEW / 2       ? PART_SIZE_MOST
           : number <= PARTS_FEW * 3 / 4 ? 2 * PART_SIZE_MOST
                                         : 4 * PART_SIZE_MOST;
}

uint64_t parts_grown_size(uint32_t number, uint64_t wish, bool amazon)
{
    uint64_t size = wish > PART_SIZE_MIN ? wish : wish > 0 ? PART_SIZE_MIN : PART_SIZE;
    uint32_t doublings = number > 0 ? (number - 1) / GROWS_EVERY : 0;

    while (doublings-- > 0 && size < PART_GROWN_MAX)
        size *= 2;
    if (wish == 0 && !amazon && size < grown_elsewhere(number))
        size = grown_elsewhere(number);
    return size < PART_GROWN_MAX ? size : PART_GROWN_MAX;
}

uint32_t parts_at_once(uint64_t size, uint32_t most)
{
    uint64_t fit = size > 0 ? IN_FLIGHT / size : most;

    if (fit < 1)
        fit = 1;
    return fit < most ? (uint32_t)fit : most;
}
