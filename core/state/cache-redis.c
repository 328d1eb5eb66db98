/* cache-redis.c: an engine of the cache that many machines share.
 *
 * SPDX-License-Identifier: MIT
 *
 * Whoever can write to that server can put links there: they are judged like a host's
 * answer.  Each key has a time to live.  A server that does not answer within a second is away.
 */
#include <config.h>

#include "state/cache-engine.h"

#include <string.h>

#ifdef HAVE_HIREDIS
#include <errno.h>
#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "state/resolve.h"
#endif

#define DEFAULT_PORT   6379
#define PREFIX_KEY     "?prefix="
#define DEFAULT_PREFIX "twatfs:"
#define PREFIX_MAX     128
#define SCAN_STEP      "1000"

/* What "redis://[:PASSWORD@]HOST[:PORT][/N][?prefix=PREFIX]" says. */
struct address {
    char *password; /* NULL without */
    char *host;
    char *prefix;
    uint64_t port, database;
};

static void address_free(struct address *address)
{
    if (address->password != NULL)
        explicit_bzero(address->password, strlen(address->password));
    free(address->password);
    free(address->host);
    free(address->prefix);
}

/* The part of text before its first separator; *rest is behind that, "" without one. */
static char *cut(const char *text, const char *separators, const char **rest)
{
    size_t length = strcspn(text, separators);

    *rest = text + length;
    return strndup(text, length);
}

static bool is_prefix(const char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] <= ' ' || (unsigned char)text[i] == 0x7f)
            return false;
    return length > 0 && length <= PREFIX_MAX;
}

static bool read_host(struct address *address, const char *text, const char **rest)
{
    bool bracket = *text == '[';

    address->host = cut(bracket ? text + 1 : text, bracket ? "]" : ":/?", rest);
    if (address->host == NULL || address->host[0] == '\0' || (bracket && **rest != ']'))
        return false;
    *rest += bracket;
    return **rest == '\0' || strchr(":/?", **rest) != NULL;
}

static bool read_number(const char **text, char before, const char *separators, uint64_t most,
                        uint64_t *number)
{
    CLEANUP_FREE char *digits = NULL;
    const char *rest;

    if (**text != before)
        return true;
    digits = cut(*text + 1, separators, &rest);
    if (digits == NULL)
        return false;
    *text = rest;
    return (before == '/' && digits[0] == '\0') || text_number(digits, 0, most, number);
}

static bool read_address(struct address *address, const char *choice)
{
    const char *text = choice + strlen("redis://"), *prefix, *at, *rest = "";

    *address = (struct address){.port = DEFAULT_PORT};
    if (!text_starts_with(choice, "redis://"))
        return false;
    /* A password may have any "@" but not what begins the prefix, and a prefix may have both. */
    prefix = strstr(text, PREFIX_KEY);
    at = memrchr(text, '@', prefix != NULL ? (size_t)(prefix - text) : strlen(text));
    if (at != NULL) {
        if (*text != ':')
            return false;
        address->password = strndup(text + 1, (size_t)(at - text) - 1);
        if (address->password == NULL)
            return false;
        text = at + 1;
    }
    if (!read_host(address, text, &rest) ||
        !read_number(&rest, ':', "/?", UINT16_MAX, &address->port) || address->port == 0 ||
        !read_number(&rest, '/', "?", INT32_MAX, &address->database))
        return false;
    if (*rest != '\0' && !text_starts_with(rest, PREFIX_KEY))
        return false;
    address->prefix = strdup(*rest != '\0' ? rest + strlen(PREFIX_KEY) : DEFAULT_PREFIX);
    return address->prefix != NULL && is_prefix(address->prefix);
}

bool cache_redis_valid(const char *choice, struct error *error)
{
    CLEANUP(address_free) struct address address;

    return read_address(&address, choice) ||
           error_set(error, "not of the form redis://HOST:PORT/N or "
                            "redis://:PASSWORD@HOST:PORT/N?prefix=PREFIX");
}

#ifdef HAVE_HIREDIS

#define PATIENCE                                                                                   \
    (struct timeval)                                                                               \
    {                                                                                              \
        .tv_sec = 1                                                                                \
    }

struct redis {
    struct address address;
    pthread_mutex_t lock;  /* held while the server is spoken with; guards what follows */
    redisContext *context; /* NULL: not connected */
    pid_t process;         /* that connected: a child must not use it */
    bool kept;             /* it is of an earlier conversation, and nothing was said in this */
};

void *cache_redis_open(const char *choice)
{
    struct redis *redis = calloc(1, sizeof *redis);

    if (redis == NULL)
        return NULL;
    if (!read_address(&redis->address, choice) ||
        (redis->address.password != NULL && !log_add_secret(redis->address.password))) {
        address_free(&redis->address);
        free(redis);
        return NULL;
    }
    pthread_mutex_init(&redis->lock, NULL);
    return redis;
}

static void disconnect(struct redis *redis)
{
    if (redis->context != NULL)
        redisFree(redis->context);
    redis->context = NULL;
}

static void close_redis(void *state)
{
    struct redis *redis = state;

    disconnect(redis);
    log_drop_secret(redis->address.password);
    pthread_mutex_destroy(&redis->lock);
    address_free(&redis->address);
    free(redis);
}

/* ---- Speaking with it ---- */

/* hiredis writes to a server that may be gone: in a program that has not said what to do with
 * SIGPIPE that would be its end.  Blocked for this thread, and taken if it came of this. */
struct no_pipe {
    sigset_t before;
    bool was_pending;
};

static struct no_pipe no_pipe_begin(void)
{
    struct no_pipe guard = {.was_pending = false};
    sigset_t pipe_only, pending;

    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    guard.was_pending = sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_only, &guard.before);
    return guard;
}

static void no_pipe_end(const struct no_pipe *guard)
{
    const struct timespec at_once = {0};
    sigset_t pipe_only;

    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    if (!guard->was_pending)
        while (sigtimedwait(&pipe_only, NULL, &at_once) < 0 && errno == EINTR)
            ;
    pthread_sigmask(SIG_SETMASK, &guard->before, NULL);
}

static bool failed(struct redis *redis, const char *why, struct error *error)
{
    error_set(error, "redis://%s:%" PRIu64 ": %s", redis->address.host, redis->address.port, why);
    disconnect(redis);
    return false;
}

static void free_reply(redisReply *reply)
{
    freeReplyObject(reply);
}
DEFINE_CLEANUP(reply, redisReply, free_reply)
#define CLEANUP_REPLY CLEANUP(cleanup_reply)

static bool connect_to(struct redis *redis, struct error *error);

/* A server ends connections that were idle for long: that is seen when one is used again. */
static bool was_ended(const struct redis *redis)
{
    int cause = errno;

    return redis->context->err == REDIS_ERR_EOF ||
           (redis->context->err == REDIS_ERR_IO && (cause == ECONNRESET || cause == EPIPE));
}

/* One command; NULL with error set when no answer came, or it was a refusal. */
static redisReply *command(struct redis *redis, int count, const char **words, struct error *error)
{
    bool kept = redis->kept;
    size_t lengths[8];
    redisReply *reply;

    for (int i = 0; i < count; i++)
        lengths[i] = strlen(words[i]);
    redis->kept = false;
    reply = redisCommandArgv(redis->context, count, words, lengths);
    if (reply == NULL && kept && was_ended(redis)) {
        disconnect(redis);
        if (!connect_to(redis, error))
            return NULL;
        reply = redisCommandArgv(redis->context, count, words, lengths);
    }
    if (reply == NULL) {
        failed(redis, redis->context->errstr[0] != '\0' ? redis->context->errstr : "no answer",
               error);
    } else if (reply->type == REDIS_REPLY_ERROR) {
        failed(redis, reply->str, error);
        freeReplyObject(reply);
        reply = NULL;
    }
    return reply;
}

#define COMMAND(redis, error, ...)                                                                 \
    command(redis, (int)ARRAY_LENGTH(((const char *[]){__VA_ARGS__})),                             \
            (const char *[]){__VA_ARGS__}, error)

static bool say(redisReply *reply)
{
    if (reply == NULL)
        return false;
    freeReplyObject(reply);
    return true;
}

static bool connect_to(struct redis *redis, struct error *error)
{
    struct addresses addresses;
    struct error unknown = ERROR_INIT;
    char database[24];

    redis->kept = redis->context != NULL && redis->process == getpid();
    if (redis->kept)
        return true;
    /* Left to hiredis, a name may take as long as the resolver likes. */
    if (!resolve(redis->address.host, NANOSECONDS_PER_SECOND, &addresses, &unknown))
        return failed(redis, unknown.text, error);
    for (size_t i = 0; i < addresses.count; i++) {
        disconnect(redis);
        redis->context =
            redisConnectWithTimeout(addresses.text[i], (int)redis->address.port, PATIENCE);
        if (redis->context == NULL)
            return error_memory(error);
        if (redis->context->err == 0)
            break;
    }
    if (redis->context->err != 0)
        return failed(redis, redis->context->errstr, error);
    redis->process = getpid();
    (void)fcntl(redis->context->fd, F_SETFD, FD_CLOEXEC);
    if (redisSetTimeout(redis->context, PATIENCE) != REDIS_OK)
        return failed(redis, "timeout", error);
    snprintf(database, sizeof database, "%" PRIu64, redis->address.database);
    return (redis->address.password == NULL ||
            say(COMMAND(redis, error, "AUTH", redis->address.password))) &&
           (redis->address.database == 0 || say(COMMAND(redis, error, "SELECT", database)));
}

/* A conversation: everything between begin and end is one thread's. */
struct conversation {
    struct redis *redis;
    struct no_pipe guard;
};

static bool begin(struct conversation *conversation, void *state, struct error *error)
{
    conversation->redis = state;
    pthread_mutex_lock(&conversation->redis->lock);
    conversation->guard = no_pipe_begin();
    return connect_to(conversation->redis, error);
}

static void end(struct conversation *conversation)
{
    no_pipe_end(&conversation->guard);
    pthread_mutex_unlock(&conversation->redis->lock);
}
#define CONVERSATION CLEANUP(end) struct conversation conversation

/* ---- Keys ---- */

static char *key_name(const struct redis *redis, const char *key)
{
    char *name;

    return asprintf(&name, "%slink:%s", redis->address.prefix, key) >= 0 ? name : NULL;
}

static char *counts_name(const struct redis *redis)
{
    char *name;

    return asprintf(&name, "%scounts", redis->address.prefix) >= 0 ? name : NULL;
}

/* A pattern of all links; what would be a pattern's own sign in the prefix is quoted. */
static char *link_pattern(const struct redis *redis)
{
    struct buffer pattern = BUFFER_INIT;

    for (const char *at = redis->address.prefix; *at != '\0'; at++)
        buffer_printf(&pattern, "%s%c", strchr("*?[]^-\\", *at) != NULL ? "\\" : "", *at);
    buffer_puts(&pattern, "link:*");
    return buffer_steal(&pattern);
}

static bool get(void *state, const char *key, UNUSED int64_t now_s, struct buffer *value,
                struct error *error)
{
    CLEANUP_FREE char *name = key_name(state, key);
    CLEANUP_REPLY redisReply *reply = NULL;
    CONVERSATION;
    char last[16];

    if (!begin(&conversation, state, error))
        return false;
    if (name == NULL)
        return error_memory(error);
    /* No more of it than one of ours can have. */
    snprintf(last, sizeof last, "%d", CACHE_VALUE_MAX);
    reply = COMMAND(conversation.redis, error, "GETRANGE", name, "0", last);
    if (reply == NULL)
        return false;
    if (reply->type != REDIS_REPLY_STRING)
        return failed(conversation.redis, "answers what was not asked", error);
    if (reply->len <= CACHE_VALUE_MAX && !buffer_append(value, reply->str, (size_t)reply->len))
        return error_memory(error);
    return true;
}

static bool put(void *state, const char *key, const char *value, int64_t now_s, int64_t dies_s,
                struct error *error)
{
    CLEANUP_FREE char *name = key_name(state, key);
    CONVERSATION;
    char seconds[24];

    if (!begin(&conversation, state, error))
        return false;
    if (name == NULL)
        return error_memory(error);
    snprintf(seconds, sizeof seconds, "%" PRId64, dies_s - now_s);
    return say(COMMAND(conversation.redis, error, "SET", name, value, "EX", seconds));
}

static bool drop(void *state, const char *key, struct error *error)
{
    CLEANUP_FREE char *name = key_name(state, key);
    CONVERSATION;

    if (!begin(&conversation, state, error))
        return false;
    return name != NULL ? say(COMMAND(conversation.redis, error, "DEL", name))
                        : error_memory(error);
}

/* ---- Counts ---- */

static bool count(void *state, enum cache_outcome outcome, struct error *error)
{
    CLEANUP_FREE char *name = counts_name(state);
    CONVERSATION;

    if (!begin(&conversation, state, error))
        return false;
    if (name == NULL)
        return error_memory(error);
    return say(
        COMMAND(conversation.redis, error, "HINCRBY", name, cache_outcome_name(outcome), "1"));
}

/* Called for a batch of keys of ours. */
typedef bool visit_function(struct redis *redis, const redisReply *keys, uint64_t *sum,
                            struct error *error);

/* Walk over all links without stopping the server for others, as KEYS would. */
static bool visit(struct redis *redis, visit_function *function, uint64_t *sum, struct error *error)
{
    CLEANUP_FREE char *pattern = link_pattern(redis);
    char cursor[32] = "0";

    if (pattern == NULL)
        return error_memory(error);
    do {
        CLEANUP_REPLY redisReply *reply =
            COMMAND(redis, error, "SCAN", cursor, "MATCH", pattern, "COUNT", SCAN_STEP);

        if (reply == NULL)
            return false;
        if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 2 ||
            reply->element[0]->type != REDIS_REPLY_STRING ||
            reply->element[1]->type != REDIS_REPLY_ARRAY)
            return failed(redis, "answers what was not asked", error);
        text_copy(cursor, sizeof cursor, reply->element[0]->str);
        if (!function(redis, reply->element[1], sum, error))
            return false;
    } while (strcmp(cursor, "0") != 0);
    return true;
}

static bool count_keys(UNUSED struct redis *redis, const redisReply *keys, uint64_t *sum,
                       UNUSED struct error *error)
{
    *sum += keys->elements;
    return true;
}

static bool delete_keys(struct redis *redis, const redisReply *keys, uint64_t *sum,
                        struct error *error)
{
    for (size_t i = 0; i < keys->elements; i++) {
        CLEANUP_REPLY redisReply *reply = NULL;

        if (keys->element[i]->type != REDIS_REPLY_STRING)
            continue;
        reply = COMMAND(redis, error, "DEL", keys->element[i]->str);
        if (reply == NULL)
            return false;
        *sum += reply->type == REDIS_REPLY_INTEGER && reply->integer > 0;
    }
    return true;
}

static void take_counts(const redisReply *reply, struct cache_statistics *statistics)
{
    for (size_t i = 0; i + 1 < reply->elements; i += 2)
        for (enum cache_outcome outcome = CACHE_HIT; outcome < CACHE_OUTCOMES; outcome++)
            if (reply->element[i]->type == REDIS_REPLY_STRING &&
                reply->element[i + 1]->type == REDIS_REPLY_STRING &&
                strcmp(reply->element[i]->str, cache_outcome_name(outcome)) == 0)
                (void)text_number(reply->element[i + 1]->str, 0, INT64_MAX,
                                  &statistics->outcomes[outcome]);
}

static bool statistics(void *state, UNUSED int64_t now_s, struct cache_statistics *statistics,
                       struct error *error)
{
    CLEANUP_FREE char *name = counts_name(state);
    CLEANUP_REPLY redisReply *reply = NULL;
    CONVERSATION;

    if (!begin(&conversation, state, error))
        return false;
    if (name == NULL)
        return error_memory(error);
    reply = COMMAND(conversation.redis, error, "HGETALL", name);
    if (reply == NULL)
        return false;
    if (reply->type == REDIS_REPLY_ARRAY)
        take_counts(reply, statistics);
    return visit(conversation.redis, count_keys, &statistics->entries, error);
}

static bool clear(void *state, uint64_t *removed, struct error *error)
{
    CLEANUP_FREE char *name = counts_name(state);
    CONVERSATION;

    if (!begin(&conversation, state, error))
        return false;
    if (name == NULL)
        return error_memory(error);
    return visit(conversation.redis, delete_keys, removed, error) &&
           say(COMMAND(conversation.redis, error, "DEL", name));
}

/* The server does that by itself; that it can be reached is all there is to see. */
static bool prune(void *state, UNUSED int64_t now_s, UNUSED uint64_t *removed, struct error *error)
{
    CONVERSATION;

    return begin(&conversation, state, error) && say(COMMAND(conversation.redis, error, "PING"));
}

#else

/* Without hiredis it is always away. */

void *cache_redis_open(UNUSED const char *choice)
{
    return calloc(1, 1);
}

static bool away(struct error *error)
{
    return error_set(error, "redis: this twatfs was built without hiredis");
}

static bool get(UNUSED void *state, UNUSED const char *key, UNUSED int64_t now_s,
                UNUSED struct buffer *value, struct error *error)
{
    return away(error);
}

static bool put(UNUSED void *state, UNUSED const char *key, UNUSED const char *value,
                UNUSED int64_t now_s, UNUSED int64_t dies_s, struct error *error)
{
    return away(error);
}

static bool drop(UNUSED void *state, UNUSED const char *key, struct error *error)
{
    return away(error);
}

static bool count(UNUSED void *state, UNUSED enum cache_outcome outcome, struct error *error)
{
    return away(error);
}

static bool statistics(UNUSED void *state, UNUSED int64_t now_s,
                       UNUSED struct cache_statistics *statistics, struct error *error)
{
    return away(error);
}

static bool clear(UNUSED void *state, UNUSED uint64_t *removed, struct error *error)
{
    return away(error);
}

static bool prune(UNUSED void *state, UNUSED int64_t now_s, UNUSED uint64_t *removed,
                  struct error *error)
{
    return away(error);
}

static void close_redis(void *state)
{
    free(state);
}

#endif

const struct cache_engine cache_redis = {
    .name = "redis",
    .get = get,
    .put = put,
    .drop = drop,
    .count = count,
    .statistics = statistics,
    .clear = clear,
    .prune = prune,
    .close = close_redis,
};
