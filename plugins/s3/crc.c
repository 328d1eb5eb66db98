/* crc.c: cyclic redundancy checks of 32 and of 64 bits, reflected.
 *
 * SPDX-License-Identifier: MIT
 *
 * Two well-known methods: eight tables, which take eight bytes at a step (Kounavis and Berry, "A
 * Systematic Approach to Building High Performance Software-Based CRC Generators", 2005), and
 * folding by carry-less multiplication (Gopal and others, "Fast CRC Computation for Generic
 * Polynomials Using PCLMULQDQ Instruction", Intel, 2009).  Their constants are computed here.
 */
#include <endian.h>
#include <string.h>

#include "crc.h"

#define BLOCK 16 /* bytes that one multiplication takes */
#define LANES 4  /* blocks under way at once, which hides how long a multiplication takes */

/* ---- Polynomials modulo the polynomial ---- */

/* x to the power of 0 or more, below the width. */
static uint64_t small_power(const struct crc *crc, unsigned exponent)
{
    return UINT64_C(1) << (crc->width - 1 - exponent);
}

static uint64_t multiply(const struct crc *crc, uint64_t a, uint64_t b)
{
    uint64_t product = 0;

    for (unsigned exponent = 0; exponent < crc->width; exponent++) {
        if ((a & small_power(crc, exponent)) != 0)
            product ^= b;
        b = (b >> 1) ^ ((b & 1) != 0 ? crc->polynomial : 0);
    }
    return product;
}

static uint64_t power(const struct crc *crc, uint64_t base, uint64_t exponent)
{
    uint64_t product = small_power(crc, 0);

    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0)
            product = multiply(crc, product, base);
        base = multiply(crc, base, base);
    }
    return product;
}

/* Appending bytes multiplies what was there by x to the power of their bits. */
uint64_t crc_combine(const struct crc *crc, uint64_t a, uint64_t b, uint64_t b_length)
{
    return multiply(crc, a, power(crc, small_power(crc, 8), b_length)) ^ b;
}

/* ---- Tables ---- */

/* table[n][byte] is what a byte becomes when n more bytes have followed it. */
static void fill_tables(struct crc *crc)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        uint64_t value = byte;

        for (unsigned bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) != 0 ? crc->polynomial : 0);
        crc->table[0][byte] = value;
    }
    for (unsigned n = 1; n < 8; n++)
        for (unsigned byte = 0; byte < 256; byte++) {
            uint64_t before = crc->table[n - 1][byte];

            crc->table[n][byte] = (before >> 8) ^ crc->table[0][before & 0xff];
        }
}

/* Continue a value that is inverted already. */
static uint64_t through_tables(const struct crc *crc, uint64_t value, const unsigned char *at,
                               size_t length)
{
    for (; length >= 8; at += 8, length -= 8) {
        uint64_t word;

        memcpy(&word, at, 8);
        word = le64toh(word) ^ value;
        /* Written out, because not every compiler unrolls it at -O2. */
        value = crc->table[7][word & 0xff] ^ crc->table[6][(word >> 8) & 0xff] ^
                crc->table[5][(word >> 16) & 0xff] ^ crc->table[4][(word >> 24) & 0xff] ^
                crc->table[3][(word >> 32) & 0xff] ^ crc->table[2][(word >> 40) & 0xff] ^
                crc->table[1][(word >> 48) & 0xff] ^ crc->table[0][word >> 56];
    }
    for (; length > 0; at++, length--)
        value = (value >> 8) ^ crc->table[0][(value ^ *at) & 0xff];
    return value;
}

/* ---- Folding ---- */

/* A block is two halves of 64 bits, the first one the higher powers.  Moving it on by D bits
 * multiplies the first half by x^(D+64) and the second by x^D.  The product of two reflected
 * numbers comes out one bit too low, which is once more x: the factors are x^(D+63) and x^(D-1). */
static void fill_factors(const struct crc *crc, unsigned blocks, uint64_t factors[2])
{
    unsigned bits = blocks * BLOCK * 8, unused = 64 - crc->width;

    factors[0] = power(crc, small_power(crc, 1), bits + 63) << unused;
    factors[1] = power(crc, small_power(crc, 1), bits - 1) << unused;
}

#if defined __x86_64__

#include <immintrin.h>

#define FOLDING_WAY "pclmul"
#define FOLDING     __attribute__((target("pclmul")))

typedef __m128i block;

static bool cpu_folds(void)
{
    return __builtin_cpu_supports("pclmul") != 0;
}

FOLDING static inline block load(const void *bytes)
{
    return _mm_loadu_si128(bytes);
}

FOLDING static inline void store(void *bytes, block stored)
{
    _mm_storeu_si128(bytes, stored);
}

FOLDING static inline block add(block one, block other)
{
    return _mm_xor_si128(one, other);
}

FOLDING static inline block move(block moved, block factors)
{
    return _mm_xor_si128(_mm_clmulepi64_si128(moved, factors, 0x00),
                         _mm_clmulepi64_si128(moved, factors, 0x11));
}

#elif defined __aarch64__ && defined __AARCH64EL__ && !defined __clang__
/* Clang before 16 has these intrinsics only when the whole file is compiled for such a CPU. */

#include <arm_neon.h>
#include <sys/auxv.h>

#define FOLDING_WAY "pmull"
#define FOLDING     __attribute__((target("+crypto")))

typedef uint64x2_t block;

static bool cpu_folds(void)
{
    return (getauxval(AT_HWCAP) & HWCAP_PMULL) != 0;
}

FOLDING static inline block load(const void *bytes)
{
    return vreinterpretq_u64_u8(vld1q_u8(bytes));
}

FOLDING static inline void store(void *bytes, block stored)
{
    vst1q_u8(bytes, vreinterpretq_u8_u64(stored));
}

FOLDING static inline block add(block one, block other)
{
    return veorq_u64(one, other);
}

FOLDING static inline block move(block moved, block factors)
{
    return veorq_u64(
        vreinterpretq_u64_p128(vmull_p64(vgetq_lane_u64(moved, 0), vgetq_lane_u64(factors, 0))),
        vreinterpretq_u64_p128(vmull_p64(vgetq_lane_u64(moved, 1), vgetq_lane_u64(factors, 1))));
}

#else

#define FOLDING_WAY "table"

static bool cpu_folds(void)
{
    return false;
}

#endif

#ifdef FOLDING

/* Continue an inverted value over bytes, a multiple of LANES blocks and not none: each lane moves
 * on until all four stand at the end, and the block that they make there is as good as the bytes.
 */
FOLDING static uint64_t through_folding(const struct crc *crc, uint64_t value,
                                        const unsigned char *at, size_t length)
{
    const block near = load(crc->near), far = load(crc->far);
    const uint64_t first[2] = {value, 0};
    const unsigned char *end = at + length;
    block lanes[LANES];
    unsigned char rest[BLOCK];

    for (unsigned i = 0; i < LANES; i++)
        lanes[i] = load(at + i * BLOCK);
    lanes[0] = add(lanes[0], load(first));
    for (at += LANES * BLOCK; at < end; at += LANES * BLOCK)
        for (unsigned i = 0; i < LANES; i++)
            lanes[i] = add(move(lanes[i], far), load(at + i * BLOCK));
    for (unsigned i = 1; i < LANES; i++)
        lanes[i] = add(move(lanes[i - 1], near), lanes[i]);
    store(rest, lanes[LANES - 1]);
    return through_tables(crc, 0, rest, sizeof rest);
}

#else

static uint64_t through_folding(const struct crc *crc, uint64_t value, const unsigned char *at,
                                size_t length)
{
    return through_tables(crc, value, at, length);
}

#endif

/* ---- The whole ---- */

void crc_prepare(struct crc *crc, unsigned width, uint64_t polynomial)
{
    crc->width = width;
    crc->polynomial = polynomial;
    crc->folds = cpu_folds();
    fill_tables(crc);
    fill_factors(crc, 1, crc->near);
    fill_factors(crc, LANES, crc->far);
}

static uint64_t invert(const struct crc *crc, uint64_t value)
{
    return value ^ (UINT64_MAX >> (64 - crc->width));
}

uint64_t crc_update_by_table(const struct crc *crc, uint64_t value, const void *bytes,
                             size_t length)
{
    return invert(crc, through_tables(crc, invert(crc, value), bytes, length));
}

uint64_t crc_update(const struct crc *crc, uint64_t value, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    size_t whole = crc->folds ? length - length % (LANES * BLOCK) : 0;

    value = invert(crc, value);
    if (whole > 0) {
        value = through_folding(crc, value, at, whole);
        at += whole;
    }
    return invert(crc, through_tables(crc, value, at, length - whole));
}

const char *crc_way(const struct crc *crc)
{
    return crc->folds ? FOLDING_WAY : "table";
}
