/* http-socket.h: the sockets of an engine's connections.
 *
 * SPDX-License-Identifier: MIT
 *
 * Only the http*.c files include this one: it speaks libcurl, which tells a request's ports
 * while it runs, and not its socket.
 */
#ifndef TRANSFER_HTTP_SOCKET_H
#define TRANSFER_HTTP_SOCKET_H

#include <stddef.h>

#include <curl/curl.h>

/* The sockets of an engine's connections, so that a request finds the one it goes over. */
struct socket_list {
    curl_socket_t *items;
    size_t count;
};

/* libcurl's callbacks to open and close a socket; data is the list. */
curl_socket_t socket_list_open(void *data, curlsocktype purpose, struct curl_sockaddr *address);
int socket_list_close(void *data, curl_socket_t fd);

/* The one with this local port; CURL_SOCKET_BAD without. */
curl_socket_t socket_list_find(const struct socket_list *sockets, int port);

#endif
