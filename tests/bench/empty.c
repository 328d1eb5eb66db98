/* empty.c: does nothing; linked to the same libraries as twatfs, it costs what the
 * libraries alone cost to start.
 *
 * SPDX-License-Identifier: MIT
 */
int main(void)
{
    return 0;
}
