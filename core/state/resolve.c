/* resolve.c: the addresses of a name, within a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/resolve.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"

/* What glibc's own thread works on: not freed before that has let go of it. */
struct lookup {
    struct lookup *next; /* of those that nobody waits for any more */
    struct gaicb request;
    struct addrinfo hints;
    char host[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct lookup *given_up; /* guarded by lock */

static void lookup_free(struct lookup *lookup)
{
    if (lookup->request.ar_result != NULL)
        freeaddrinfo(lookup->request.ar_result);
    free(lookup);
}

static void give_up(struct lookup *lookup)
{
    pthread_mutex_lock(&lock);
    lookup->next = given_up;
    given_up = lookup;
    pthread_mutex_unlock(&lock);
}

static void free_ended(void)
{
    pthread_mutex_lock(&lock);
    for (struct lookup **link = &given_up; *link != NULL;) {
        struct lookup *lookup = *link;

        if (gai_error(&lookup->request) == EAI_INPROGRESS) {
            link = &lookup->next;
        } else {
            *link = lookup->next;
            lookup_free(lookup);
        }
    }
    pthread_mutex_unlock(&lock);
}

static void add_all(struct addresses *addresses, const struct addrinfo *found)
{
    for (; found != NULL && addresses->count < RESOLVE_MOST; found = found->ai_next)
        if (getnameinfo(found->ai_addr, found->ai_addrlen, addresses->text[addresses->count],
                        sizeof addresses->text[0], NULL, 0, NI_NUMERICHOST) == 0)
            addresses->count++;
}

/* Its state in the end; EAI_INPROGRESS when it takes too long. */
static int wait_for(struct lookup *lookup, uint64_t until_ns)
{
    const struct gaicb *const list[] = {&lookup->request};
    int state;

    while ((state = gai_error(&lookup->request)) == EAI_INPROGRESS) {
        uint64_t now_ns = clock_now_ns(), left_ns = until_ns > now_ns ? until_ns - now_ns : 0;
        struct timespec left = {.tv_sec = (time_t)(left_ns / NANOSECONDS_PER_SECOND),
                                .tv_nsec = (long)(left_ns % NANOSECONDS_PER_SECOND)};

        if (left_ns == 0)
            break;
        (void)gai_suspend(list, 1, &left);
    }
    return state;
}

bool resolve(const char *host, uint64_t patience_ns, struct addresses *addresses,
             struct error *error)
{
    unsigned char address[sizeof(struct in6_addr)];
    struct sigevent nothing = {.sigev_notify = SIGEV_NONE};
    struct lookup *lookup;
    int state;

    addresses->count = 0;
    free_ended();
    if (strlen(host) < sizeof addresses->text[0] &&
        (inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1)) {
        strcpy(addresses->text[addresses->count++], host);
        return true;
    }
    lookup = calloc(1, sizeof *lookup + strlen(host) + 1);
    if (lookup == NULL)
        return error_memory(error);
    strcpy(lookup->host, host);
    lookup->hints.ai_socktype = SOCK_STREAM;
    lookup->request.ar_name = lookup->host;
    lookup->request.ar_request = &lookup->hints;
    state = getaddrinfo_a(GAI_NOWAIT, (struct gaicb *[]){&lookup->request}, 1, &nothing);
    if (state == 0)
        state = wait_for(lookup, clock_add_ns(clock_now_ns(), patience_ns));
    if (state == EAI_INPROGRESS) {
        if (gai_cancel(&lookup->request) == EAI_CANCELED)
            lookup_free(lookup);
        else
            give_up(lookup);
        return error_set(error, "the name was not found in time");
    }
    if (state == 0)
        add_all(addresses, lookup->request.ar_result);
    lookup_free(lookup);
    return addresses->count > 0 ||
           error_set(error, "%s", state != 0 ? gai_strerror(state) : "the name has no address");
}
