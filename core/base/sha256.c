/* sha256.c: SHA-256 of one message, or of two that share bytes, with the instructions of x86 for
 * it.
 *
 * SPDX-License-Identifier: MIT
 *
 * The function and its constants: FIPS 180-4, sections 4.2.2, 5.3.3 and 6.2.  The instructions:
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, SHA256RNDS2, SHA256MSG1
 * and SHA256MSG2; volume 1, chapter "Intel SHA Extensions".
 */
#include "base/sha256.h"

#include <string.h>

static const uint32_t beginning[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/* ---- Blocks ---- */

#if defined(__x86_64__) || defined(__i386__)

#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1")))

static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

bool sha256_possible(void)
{
    unsigned a, b, c, d;

    /* Leaf 7: bit 29 of EBX is SHA. Leaf 1: bit 19 of ECX is SSE4.1, bit 9 SSSE3. */
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (b >> 29 & 1) == 0)
        return false;
    return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c >> 19 & 1) != 0 && (c >> 9 & 1) != 0;
}

/* The eight words as the instructions have them: A, B, E, F and C, D, G, H, each from its end. */
struct words {
    __m128i abef, cdgh;
};

WITH_SHA static inline struct words load_words(const uint32_t state[8])
{
    __m128i front = _mm_loadu_si128((const __m128i *)(const void *)state);
    __m128i back = _mm_loadu_si128((const __m128i *)(const void *)(state + 4));

    front = _mm_shuffle_epi32(front, 0xB1);
    back = _mm_shuffle_epi32(back, 0x1B);
    return (struct words){_mm_alignr_epi8(front, back, 8), _mm_blend_epi16(back, front, 0xF0)};
}

WITH_SHA static inline void store_words(uint32_t state[8], struct words words)
{
    __m128i front = _mm_shuffle_epi32(words.abef, 0x1B);
    __m128i back = _mm_shuffle_epi32(words.cdgh, 0xB1);

    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(front, back, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(back, front, 8));
}

/* Sixteen words from which the next four follow; a takes their place. */
WITH_SHA static inline __m128i next_schedule(__m128i a, __m128i b, __m128i c, __m128i d)
{
    __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));

    return _mm_sha256msg2_epu32(next, d);
}

WITH_SHA __attribute__((always_inline)) static inline void
four_rounds(struct words words[], size_t count, __m128i schedule, const uint32_t *constant)
{
    __m128i low = _mm_add_epi32(schedule, _mm_load_si128((const __m128i *)(const void *)constant));
    __m128i high = _mm_shuffle_epi32(low, 0x0E);

    for (size_t i = 0; i < count; i++)
        words[i].cdgh = _mm_sha256rnds2_epu32(words[i].cdgh, words[i].abef, low);
    for (size_t i = 0; i < count; i++)
        words[i].abef = _mm_sha256rnds2_epu32(words[i].abef, words[i].cdgh, high);
}

/* The schedule goes on meanwhile. */
WITH_SHA __attribute__((always_inline)) static inline void
sixteen_rounds(struct words words[], size_t count, __m128i schedule[4], const uint32_t *constant)
{
    __m128i a = schedule[0], b = schedule[1], c = schedule[2], d = schedule[3];

    four_rounds(words, count, a, constant);
    schedule[0] = a = next_schedule(a, b, c, d);
    four_rounds(words, count, b, constant + 4);
    schedule[1] = b = next_schedule(b, c, d, a);
    four_rounds(words, count, c, constant + 8);
    schedule[2] = c = next_schedule(c, d, a, b);
    four_rounds(words, count, d, constant + 12);
    schedule[3] = next_schedule(d, a, b, c);
}

WITH_SHA static inline __m128i load_schedule(const unsigned char *at)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), big_endian);
}

/* One or two states through the same blocks; inlined, so that count is known to the compiler. */
WITH_SHA __attribute__((always_inline)) static inline void
compress(uint32_t *const states[], size_t count, const unsigned char *at, size_t blocks)
{
    struct words words[2], before[2];

    for (size_t i = 0; i < count; i++)
        words[i] = load_words(states[i]);
    for (; blocks-- > 0; at += SHA256_BLOCK) {
        __m128i schedule[4] = {load_schedule(at), load_schedule(at + 16), load_schedule(at + 32),
                               load_schedule(at + 48)};

        for (size_t i = 0; i < count; i++)
            before[i] = words[i];
        sixteen_rounds(words, count, schedule, constants);
        sixteen_rounds(words, count, schedule, constants + 16);
        sixteen_rounds(words, count, schedule, constants + 32);
        four_rounds(words, count, schedule[0], constants + 48);
        four_rounds(words, count, schedule[1], constants + 52);
        four_rounds(words, count, schedule[2], constants + 56);
        four_rounds(words, count, schedule[3], constants + 60);
        for (size_t i = 0; i < count; i++) {
            words[i].abef = _mm_add_epi32(words[i].abef, before[i].abef);
            words[i].cdgh = _mm_add_epi32(words[i].cdgh, before[i].cdgh);
        }
    }
    for (size_t i = 0; i < count; i++)
        store_words(states[i], words[i]);
}

WITH_SHA static void compress_one(uint32_t *state, const unsigned char *at, size_t blocks)
{
    uint32_t *const states[] = {state};

    compress(states, 1, at, blocks);
}

WITH_SHA static void compress_two(uint32_t *a, uint32_t *b, const unsigned char *at, size_t blocks)
{
    uint32_t *const states[] = {a, b};

    compress(states, 2, at, blocks);
}

#else

bool sha256_possible(void)
{
    return false;
}

static void compress_one(uint32_t *state, const unsigned char *at, size_t blocks)
{
    (void)state;
    (void)at;
    (void)blocks;
}

static void compress_two(uint32_t *a, uint32_t *b, const unsigned char *at, size_t blocks)
{
    compress_one(a, at, blocks);
    compress_one(b, at, blocks);
}

#endif

/* ---- Messages ---- */

void sha256_begin(struct sha256 *sha256)
{
    memcpy(sha256->state, beginning, sizeof beginning);
    sha256->length = 0;
}

void sha256_update(struct sha256 *sha256, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    size_t held = sha256->length % SHA256_BLOCK;

    if (length == 0)
        return;
    sha256->length += length;
    if (held > 0) {
        size_t missing = SHA256_BLOCK - held, taken = length < missing ? length : missing;

        memcpy(sha256->block + held, at, taken);
        if (taken < missing)
            return;
        compress_one(sha256->state, sha256->block, 1);
        at += taken;
        length -= taken;
    }
    compress_one(sha256->state, at, length / SHA256_BLOCK);
    memcpy(sha256->block, at + length - length % SHA256_BLOCK, length % SHA256_BLOCK);
}

void sha256_update_both(struct sha256 *a, struct sha256 *b, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    size_t held = a->length % SHA256_BLOCK, first = held > 0 ? SHA256_BLOCK - held : 0, whole = 0;

    if (held == b->length % SHA256_BLOCK && length > first)
        whole = (length - first) / SHA256_BLOCK;
    if (whole == 0)
        first = length;
    sha256_update(a, at, first);
    sha256_update(b, at, first);
    at += first;
    if (whole == 0)
        return;
    compress_two(a->state, b->state, at, whole);
    a->length += whole * SHA256_BLOCK;
    b->length += whole * SHA256_BLOCK;
    at += whole * SHA256_BLOCK;
    sha256_update(a, at, length - first - whole * SHA256_BLOCK);
    sha256_update(b, at, length - first - whole * SHA256_BLOCK);
}

/* FIPS 180-4, section 5.1.1: a one, zeros, and the length in bits. */
void sha256_finish(struct sha256 *sha256, unsigned char digest[SHA256_SIZE])
{
    static const unsigned char padding[SHA256_BLOCK] = {0x80};
    uint64_t bits = 8 * sha256->length;
    size_t held = sha256->length % SHA256_BLOCK;
    unsigned char length[8];

    for (unsigned i = 0; i < 8; i++)
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    sha256_update(sha256, padding, held < 56 ? 56 - held : SHA256_BLOCK + 56 - held);
    sha256_update(sha256, length, sizeof length);
    for (unsigned i = 0; i < SHA256_SIZE; i++)
        digest[i] = (unsigned char)(sha256->state[i / 4] >> (24 - 8 * (i % 4)));
}
