/* http-failure.h: what helps when libcurl makes no connection.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_HTTP_FAILURE_H
#define TRANSFER_HTTP_FAILURE_H

/* Of a CURLcode: ": do this", or nothing; url is NULL where no proxy has a part in it. */
const char *http_failure_cure(int code, const char *url);

#endif
