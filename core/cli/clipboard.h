/* clipboard.h: text to the clipboard, however there is one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_CLIPBOARD_H
#define CLI_CLIPBOARD_H

#include <stddef.h>

#include "base/error.h"

/* The most that is copied, in bytes.  Terminals take about 100,000 characters of base64 (xterm,
 * hterm), which are 75,000 bytes. */
#define CLIPBOARD_MOST ((size_t)65536)

/* Copy text: by wl-copy under Wayland, else by xclip under X, else by the terminal at standard
 * error.  Returns who took it, in words; NULL with error set when nobody did. */
const char *clipboard_copy(const char *text, size_t length, struct error *error);

#endif
