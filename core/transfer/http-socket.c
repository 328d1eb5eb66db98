/* http-socket.c: the sockets of an engine's connections.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/http-socket.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

curl_socket_t socket_list_open(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct socket_list *sockets = data;
    curl_socket_t *items = reallocarray(sockets->items, sockets->count + 1, sizeof *items);

    (void)purpose;
    if (items == NULL)
        return CURL_SOCKET_BAD;
    sockets->items = items;
    items[sockets->count] =
        socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (items[sockets->count] == CURL_SOCKET_BAD)
        return CURL_SOCKET_BAD;
    return items[sockets->count++];
}

int socket_list_close(void *data, curl_socket_t fd)
{
    struct socket_list *sockets = data;

    for (size_t i = 0; i < sockets->count; i++)
        if (sockets->items[i] == fd) {
            sockets->items[i] = sockets->items[--sockets->count];
            break;
        }
    return close(fd);
}

static int local_port(curl_socket_t fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {.any.sa_family = AF_UNSPEC};
    socklen_t size = sizeof address;

    if (getsockname(fd, &address.any, &size) != 0)
        return -1;
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

curl_socket_t socket_list_find(const struct socket_list *sockets, int port)
{
    for (size_t i = 0; i < sockets->count; i++)
        if (local_port(sockets->items[i]) == port)
            return sockets->items[i];
    return CURL_SOCKET_BAD;
}
