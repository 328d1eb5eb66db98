/* test-cache.c: every engine keeps links alike, and a simpler one serves when one is away.
 *
 * SPDX-License-Identifier: MIT
 *
 * The same tests for all engines; Redis is a server of their own, on a free port.
 */
#include "scratch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <config.h>

#include "base/log.h"
#include "base/text.h"
#include "state/cache-engine.h"
#include "state/memory.h"

#define NOW INT64_C(1800000000)

static struct scratch scratch;
static struct store *store;
static struct cache *cache;
static char choice[256];
static size_t warning_count;
static char warning[1024];

static void take_log(UNUSED void *data, enum log_level level, const char *line)
{
    if (level > LOG_LEVEL_WARNING)
        return;
    warning_count++;
    snprintf(warning, sizeof warning, "%s", line);
}

static const struct log_sink sink = {.level = LOG_LEVEL_INFO, .write = take_log};

/* ---- A server ---- */

static pid_t redis_process;
static int redis_port;

static int free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, length), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static bool answers(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool done = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;

    close(fd);
    return done;
}

static void start_redis(int port)
{
    char number[16];

    snprintf(number, sizeof number, "%d", port);
    redis_port = port;
    redis_process = fork();
    assert_true(redis_process >= 0);
    if (redis_process == 0) {
        int null = open("/dev/null", O_RDWR);

        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execlp("redis-server", "redis-server", "--port", number, "--bind", "127.0.0.1", "--save",
               "", "--appendonly", "no", "--dir", scratch.path, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 500 && !answers(port); i++)
        usleep(10000);
}

static void stop_redis(void)
{
    if (redis_process > 0) {
        kill(redis_process, SIGKILL);
        waitpid(redis_process, NULL, 0);
    }
    redis_process = 0;
}

static bool have_redis(void)
{
#ifdef HAVE_HIREDIS
    return system("command -v redis-server >/dev/null 2>&1") == 0;
#else
    return false;
#endif
}

/* ---- Each test ---- */

static int begin(void **state)
{
    const char *engine = *state;
    char path[256];

    scratch_open(&scratch);
    snprintf(path, sizeof path, "%s/state.db", scratch.path);
    store = store_new(path, &memory_schema);
    snprintf(choice, sizeof choice, "%s", engine);
    if (strcmp(engine, "redis") == 0) {
        start_redis(free_port());
        snprintf(choice, sizeof choice, "redis://127.0.0.1:%d/3?prefix=te[s]t*:", redis_port);
    }
    warning_count = 0;
    (void)log_use(&sink);
    cache = cache_new(choice, store);
    return store == NULL || cache == NULL;
}

static int end(UNUSED void **state)
{
    cache_free(cache);
    store_free(store);
    stop_redis();
    (void)log_use(NULL);
    scratch_close(&scratch);
    return 0;
}

static const char key[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
static const char other[] = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static struct cache_entry usual(void)
{
    return (struct cache_entry){
        .provider = (char *)(uintptr_t) "catbox",
        .url = (char *)(uintptr_t) "https://files.catbox.moe/one.jpg",
        .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .size = 12345,
        .proven = true,
        .expiry_known = true,
        .expiry_s = NOW + 1000000,
        .stored_s = NOW,
    };
}

static void keep(const char *under)
{
    struct cache_entry entry = usual();

    cache_put(cache, under, NOW, &entry);
}

static bool there(const char *under, int64_t now_s)
{
    CLEANUP_CACHE_ENTRY struct cache_entry found = {0};

    return cache_get(cache, under, now_s, &found);
}

static struct cache_statistics counted(void)
{
    struct cache_statistics statistics;
    struct error error = ERROR_INIT;

    if (!cache_statistics(cache, NOW, &statistics, &error))
        fail_msg("%s", error.text);
    return statistics;
}

static void test_nothing_is_there_at_first(UNUSED void **state)
{
    assert_false(there(key, NOW));
    assert_int_equal(counted().entries, 0);
    assert_int_equal(warning_count, 0);
}

static void test_what_is_kept_comes_back(void **state)
{
    CLEANUP_CACHE_ENTRY struct cache_entry found = {0};
    const struct cache_entry kept = usual();

    keep(key);
    assert_true(cache_get(cache, key, NOW + 5, &found));
    assert_string_equal(found.provider, kept.provider);
    assert_string_equal(found.url, kept.url);
    assert_string_equal(found.sha256, kept.sha256);
    assert_int_equal(found.size, kept.size);
    assert_true(found.proven && found.expiry_known);
    assert_int_equal(found.expiry_s, kept.expiry_s);
    assert_int_equal(found.stored_s, NOW);
    assert_false(there(other, NOW));
    assert_string_equal(counted().engine, *state);
    assert_int_equal(warning_count, 0);
}

static void test_the_last_one_stays(UNUSED void **state)
{
    CLEANUP_CACHE_ENTRY struct cache_entry found = {0};
    struct cache_entry entry = usual();

    keep(key);
    entry.url = (char *)(uintptr_t) "https://files.catbox.moe/two.jpg";
    cache_put(cache, key, NOW, &entry);
    assert_true(cache_get(cache, key, NOW, &found));
    assert_string_equal(found.url, entry.url);
    assert_int_equal(counted().entries, 1);
}

static void test_what_is_dropped_is_gone(UNUSED void **state)
{
    keep(key);
    keep(other);
    cache_drop(cache, key);
    assert_false(there(key, NOW));
    assert_true(there(other, NOW));
}

static void test_it_dies_before_it_expires(UNUSED void **state)
{
    const struct cache_entry entry = usual();

    keep(key);
    assert_true(there(key, cache_dies_s(&entry) - 1));
    assert_false(there(key, cache_dies_s(&entry)));
}

static void test_a_dead_one_is_not_kept(UNUSED void **state)
{
    struct cache_entry entry = usual();

    entry.expiry_s = NOW;
    cache_put(cache, key, NOW, &entry);
    assert_false(there(key, NOW));
    assert_int_equal(counted().entries, 0);
}

static void test_outcomes_are_counted(UNUSED void **state)
{
    for (int i = 0; i < 3; i++)
        cache_count(cache, CACHE_HIT);
    cache_count(cache, CACHE_MISS);
    cache_count(cache, CACHE_MISS);
    cache_count(cache, CACHE_STALE);
    assert_int_equal(counted().outcomes[CACHE_HIT], 3);
    assert_int_equal(counted().outcomes[CACHE_MISS], 2);
    assert_int_equal(counted().outcomes[CACHE_STALE], 1);
    assert_int_equal(counted().outcomes[CACHE_ERROR], 0);
}

static void test_clearing_takes_all_of_it(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    uint64_t removed;

    assert_true(cache_clear(cache, &removed, &error));
    assert_int_equal(removed, 0);
    keep(key);
    keep(other);
    cache_count(cache, CACHE_HIT);
    if (!cache_clear(cache, &removed, &error))
        fail_msg("%s", error.text);
    assert_int_equal(removed, 2);
    assert_false(there(key, NOW));
    assert_int_equal(counted().entries, 0);
    assert_int_equal(counted().outcomes[CACHE_HIT], 0);
}

static void test_pruning_leaves_what_lives(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    uint64_t removed;

    keep(key);
    if (!cache_prune(cache, NOW + 5, &removed, &error))
        fail_msg("%s", error.text);
    assert_int_equal(removed, 0);
    assert_true(there(key, NOW + 5));
}

static void test_many_are_kept(UNUSED void **state)
{
    for (int i = 0; i < 2000; i++) {
        char name[CACHE_KEY_SIZE];

        snprintf(name, sizeof name, "%064d", i);
        keep(name);
    }
    assert_in_range(counted().entries, 1900, 2000);
}

static void *work(void *data)
{
    (void)log_use(&sink);
    for (int i = 0; i < 200; i++) {
        char name[CACHE_KEY_SIZE];

        snprintf(name, sizeof name, "%032d%032d", *(int *)data, i % 20);
        keep(name);
        if (!there(name, NOW))
            return data;
        cache_count(cache, CACHE_HIT);
        cache_drop(cache, name);
    }
    (void)log_use(NULL);
    return NULL;
}

static void test_many_threads_share_one(UNUSED void **state)
{
    pthread_t threads[8];
    int numbers[8];

    for (int i = 0; i < 8; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &numbers[i]), 0);
    }
    for (int i = 0; i < 8; i++) {
        void *lost;

        assert_int_equal(pthread_join(threads[i], &lost), 0);
        assert_null(lost);
    }
    assert_int_equal(counted().outcomes[CACHE_HIT], 1600);
    assert_int_equal(counted().entries, 0);
}

/* ---- Values that others wrote ---- */

#define STORED(url, stored)                                                                        \
    "{\"version\":1,\"provider\":\"catbox\",\"url\":" url ",\"sha256\":\"0123456789abcdef"         \
    "0123456789abcdef0123456789abcdef0123456789abcdef\",\"size\":5,\"proven\":true,"               \
    "\"expires\":null,\"stored\":" stored "}"
#define GOOD(url) STORED(url, "1800000000")

static void poison(const char *value)
{
    struct error error = ERROR_INIT;
    struct query query;

    assert_true(store_begin(store, STORE_WRITE, &error));
    query = store_query(store, "INSERT OR REPLACE INTO cache (key, value, dies) VALUES (?, ?, ?)");
    query_put_text(&query, key);
    query_put_text(&query, value);
    query_put_integer(&query, INT64_MAX);
    query_run(&query);
    assert_true(store_end(store, true, &error));
}

static void test_nonsense_is_nobodys_link(UNUSED void **state)
{
    static const char *const values[] = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"version\":1}",
        GOOD("5"),
        GOOD("null"),
        /* From the future: clocks may differ, but not by so much. */
        STORED("\"https://h/\"", "1800100000"),
        STORED("\"https://h/\"", "9223372036854775807"),
        GOOD("\"https://h/\",\"url\":\"https://h/\""),
        ("{\"version\":2,\"provider\":\"catbox\",\"url\":\"https://h/\",\"sha256\":\"00\","
         "\"size\":5,\"proven\":true,\"expires\":null,\"stored\":1}"),
    };
    CLEANUP_BUFFER struct buffer longest = BUFFER_INIT;

    poison(GOOD("\"https://h/\""));
    assert_true(there(key, NOW));
    poison(STORED("\"https://h/\"", "1800000060"));
    assert_true(there(key, NOW));
    for (size_t i = 0; i < ARRAY_LENGTH(values); i++) {
        poison(values[i]);
        if (there(key, NOW))
            fail_msg("%s", values[i]);
    }
    buffer_puts(&longest, "{\"version\":1,\"provider\":\"catbox\",\"url\":\"https://h/");
    while (longest.length < 9000)
        buffer_puts(&longest, "xxxxxxxxxx");
    buffer_puts(&longest, "\",\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef"
                          "0123456789abcdef\",\"size\":5,\"proven\":true,\"expires\":null,"
                          "\"stored\":1800000000}");
    poison(longest.data);
    assert_false(there(key, NOW));
    assert_int_equal(counted().outcomes[CACHE_ERROR], ARRAY_LENGTH(values));
}

/* ---- Choices and times ---- */

static void test_choices(UNUSED void **state)
{
    static const char *const good[] = {"sqlite",
                                       "memory",
                                       "none",
                                       "redis://localhost",
                                       "redis://localhost:7000",
                                       "redis://10.0.0.1:7000/5",
                                       "redis://[::1]:7000/5?prefix=team:",
                                       "redis://:pass/w@rd@host/",
                                       "redis://:pass?word@host",
                                       "redis://h?prefix=x",
                                       "redis://h/0?prefix=me@work:",
                                       "redis://:pass/w@rd@host/0?prefix=me@work:"};
    static const char *const bad[] = {"",
                                      "SQLite",
                                      "redis",
                                      "redis:",
                                      "redis://",
                                      "redis://:7000",
                                      "redis://h:0",
                                      "redis://h:70000",
                                      "redis://h:x",
                                      "redis://h/x",
                                      "redis://h/1/2",
                                      "redis://h?prefix=",
                                      "redis://h?prefix=a b",
                                      "redis://h?other=1",
                                      "redis://user:password@h",
                                      "redis://user:password@h?prefix=me@work:",
                                      "redis://:pass?prefix=word@h",
                                      "redis://[::1",
                                      "rediss://h",
                                      "http://h"};
    struct error error = ERROR_INIT;

    for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
        if (!cache_choice_valid(good[i], &error))
            fail_msg("%s: %s", good[i], error.text);
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
        if (cache_choice_valid(bad[i], &error))
            fail_msg("\"%s\" was taken", bad[i]);
    assert_null(cache_new("none", NULL));
}

static int64_t life(bool known, int64_t expiry_s)
{
    struct cache_entry entry = {.stored_s = NOW, .expiry_known = known, .expiry_s = expiry_s};

    return cache_dies_s(&entry) - NOW;
}

static void test_a_link_is_handed_out_while_it_lives(UNUSED void **state)
{
    assert_int_equal(life(true, NOW + 1800), 1620);                    /* a tenth less */
    assert_int_equal(life(true, NOW + 10 * 86400), 10 * 86400 - 3600); /* an hour less */
    assert_int_equal(life(true, NOW + 365 * 86400), 30 * 86400);
    assert_int_equal(life(true, 0), 30 * 86400);
    assert_int_equal(life(false, 0), 7 * 86400);
    assert_int_equal(life(true, NOW - 5), 0);
    assert_true(life(true, INT64_MAX) == 30 * 86400);
}

/* ---- Engines that are away ---- */

static void test_without_a_store_memory_serves(UNUSED void **state)
{
    cache_free(cache);
    cache = cache_new("sqlite", NULL);
    keep(key);
    assert_true(there(key, NOW));
    assert_string_equal(counted().engine, "memory");
    assert_int_equal(warning_count, 0);
}

static void test_a_store_that_fails_is_said_once(UNUSED void **state)
{
    cache_free(cache);
    store_free(store);
    store = store_new("/proc/nowhere/state.db", &memory_schema);
    cache = cache_new("sqlite", store);
    for (int i = 0; i < 3; i++) {
        keep(key);
        assert_true(there(key, NOW));
    }
    assert_int_equal(warning_count, 1);
    assert_contains(warning, "memory serves instead");
    assert_int_equal(counted().outcomes[CACHE_ERROR], 1);
}

#ifdef HAVE_HIREDIS
#define NOBODY "refused"
#else
#define NOBODY "without hiredis"
#endif

static void test_nobody_listens(UNUSED void **state)
{
    struct error error = ERROR_INIT;
    uint64_t removed;

    cache_free(cache);
    snprintf(choice, sizeof choice, "redis://127.0.0.1:%d", free_port());
    cache = cache_new(choice, store);
    for (int i = 0; i < 3; i++) {
        keep(key);
        assert_true(there(key, NOW));
    }
    assert_int_equal(warning_count, 1);
    assert_contains(warning, "sqlite serves instead");
    assert_contains(warning, NOBODY);
    assert_string_equal(counted().engine, "sqlite");
    /* Whoever clears one means that one. */
    assert_false(cache_clear(cache, &removed, &error));
    assert_contains(error.text, "redis");
}

static void test_a_server_that_is_killed(UNUSED void **state)
{
    keep(key);
    assert_true(there(key, NOW));
    stop_redis();
    assert_false(there(key, NOW)); /* the next one does not know it */
    keep(key);
    assert_true(there(key, NOW));
    assert_string_equal(counted().engine, "sqlite");
    assert_int_equal(warning_count, 1);
    assert_contains(warning, "sqlite serves instead");
}

/* A server that answers once, ends its side, and then resets the connection: the next write
 * to it raises SIGPIPE.  Returns its port. */
static int start_resetting_server(pid_t *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    CLEANUP_CLOSE int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(bind(fd, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(fd, 5), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
    *server = fork();
    assert_true(*server >= 0);
    if (*server == 0) {
        const struct linger reset = {.l_onoff = 1, .l_linger = 0};
        int client = accept(fd, NULL, NULL);
        char request[512];

        if (read(client, request, sizeof request) > 0 && write(client, "$0\r\n\r\n", 6) == 6)
            shutdown(client, SHUT_WR);
        usleep(50000);
        setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        close(client);
        _exit(0);
    }
    return ntohs(address.sin_port);
}

/* In a program that has not said what to do with SIGPIPE. */
static void test_a_reset_connection_kills_no_program(UNUSED void **state)
{
    pid_t server, child;
    int status;

    snprintf(choice, sizeof choice, "redis://127.0.0.1:%d", start_resetting_server(&server));
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGPIPE, SIG_DFL);
        cache_free(cache);
        cache = cache_new(choice, store);
        (void)there(key, NOW);
        usleep(200000);
        keep(key);
        _exit(there(key, NOW) ? 7 : 1); /* where another engine has it */
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(waitpid(server, NULL, 0), server);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
}

/* As one does with "timeout": the next use makes another connection. */
static void test_a_connection_that_was_ended_is_made_again(UNUSED void **state)
{
    char command[512];

    snprintf(command, sizeof command, "redis-cli -p %d client kill type normal >/dev/null",
             redis_port);
    keep(key);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(system(command), 0);
        assert_true(there(key, NOW));
    }
    assert_int_equal(system(command), 0);
    assert_string_equal(counted().engine, "redis");
    assert_int_equal(warning_count, 0);
}

static void test_keys_have_a_prefix_and_a_time_to_live(UNUSED void **state)
{
    char command[512];

    keep(key);
    snprintf(command, sizeof command,
             "t=$(redis-cli -p %d -n 3 ttl 'te[s]t*:link:%s') && [ \"$t\" -gt 990000 ] && "
             "[ \"$t\" -le 996400 ] && [ \"$(redis-cli -p %d dbsize)\" = 0 ]",
             redis_port, key, redis_port);
    assert_int_equal(system(command), 0);
}

static void test_others_keys_are_left_alone(UNUSED void **state)
{
    char command[512];
    struct error error = ERROR_INIT;
    uint64_t removed;

    snprintf(command, sizeof command,
             "redis-cli -p %d -n 3 mset other 1 test:link:1 1 tesst:link:2 1 >/dev/null",
             redis_port);
    assert_int_equal(system(command), 0);
    keep(key);
    assert_true(cache_clear(cache, &removed, &error));
    assert_int_equal(removed, 1);
    snprintf(command, sizeof command, "[ \"$(redis-cli -p %d -n 3 dbsize)\" = 3 ]", redis_port);
    assert_int_equal(system(command), 0);
}

static void test_a_key_of_another_kind_is_an_error(UNUSED void **state)
{
    char command[512];

    snprintf(command, sizeof command, "redis-cli -p %d -n 3 lpush 'te[s]t*:link:%s' x >/dev/null",
             redis_port, key);
    assert_int_equal(system(command), 0);
    assert_false(there(key, NOW));
    assert_int_equal(warning_count, 1);
    assert_contains(warning, "WRONGTYPE");
}

static void test_a_huge_value_is_not_taken(UNUSED void **state)
{
    char command[512];

    snprintf(command, sizeof command,
             "head -c 20000000 /dev/zero | tr '\\0' x | redis-cli -p %d -n 3 -x set "
             "'te[s]t*:link:%s' >/dev/null",
             redis_port, key);
    assert_int_equal(system(command), 0);
    assert_false(there(key, NOW));
    assert_string_equal(counted().engine, "redis");
}

/* One that accepts, and says nothing, is away within the time that it is given. */
static void test_a_silent_server_is_away(UNUSED void **state)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    CLEANUP_CLOSE int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    time_t started = time(NULL);

    assert_int_equal(bind(fd, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(fd, 5), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
    cache_free(cache);
    snprintf(choice, sizeof choice, "redis://127.0.0.1:%d", ntohs(address.sin_port));
    cache = cache_new(choice, store);
    keep(key);
    assert_true(there(key, NOW));
    assert_true(time(NULL) - started <= 4);
    assert_int_equal(warning_count, 1);
}

static void test_a_password_is_asked_for_and_not_shown(UNUSED void **state)
{
    char command[512];

    snprintf(command, sizeof command,
             "redis-cli -p %d config set requirepass open-sesame >/dev/null", redis_port);
    assert_int_equal(system(command), 0);
    cache_free(cache);
    snprintf(choice, sizeof choice, "redis://:open-sesame@127.0.0.1:%d", redis_port);
    cache = cache_new(choice, store);
    keep(key);
    assert_true(there(key, NOW));
    assert_string_equal(counted().engine, "redis");
    cache_free(cache);
    snprintf(choice, sizeof choice, "redis://:wrong-word@127.0.0.1:%d", redis_port);
    cache = cache_new(choice, store);
    keep(key);
    assert_int_equal(warning_count, 1);
    assert_null(strstr(warning, "wrong-word"));
}

static void test_redis_can_be_tested(UNUSED void **state)
{
    if (!have_redis()) {
        print_message("SKIP: Redis: no redis-server, or built without hiredis\n");
        skip();
    }
}

int main(void)
{
#define TEST(name, engine)                                                                         \
    {                                                                                              \
#name " (" engine ")", name, begin, end, (void *)(uintptr_t)engine                         \
    }
#define ALL(engine)                                                                                \
    TEST(test_nothing_is_there_at_first, engine), TEST(test_what_is_kept_comes_back, engine),      \
        TEST(test_the_last_one_stays, engine), TEST(test_what_is_dropped_is_gone, engine),         \
        TEST(test_it_dies_before_it_expires, engine), TEST(test_a_dead_one_is_not_kept, engine),   \
        TEST(test_outcomes_are_counted, engine), TEST(test_clearing_takes_all_of_it, engine),      \
        TEST(test_pruning_leaves_what_lives, engine), TEST(test_many_are_kept, engine),            \
        TEST(test_many_threads_share_one, engine)
    const struct CMUnitTest tests[] = {
        ALL("memory"),
        ALL("sqlite"),
        TEST(test_nonsense_is_nobodys_link, "sqlite"),
        TEST(test_choices, "memory"),
        TEST(test_a_link_is_handed_out_while_it_lives, "memory"),
        TEST(test_without_a_store_memory_serves, "memory"),
        TEST(test_a_store_that_fails_is_said_once, "memory"),
        TEST(test_nobody_listens, "memory"),
        cmocka_unit_test(test_redis_can_be_tested), /* those behind it need it */
        ALL("redis"),
        TEST(test_a_server_that_is_killed, "redis"),
        TEST(test_a_reset_connection_kills_no_program, "redis"),
        TEST(test_a_connection_that_was_ended_is_made_again, "redis"),
        TEST(test_keys_have_a_prefix_and_a_time_to_live, "redis"),
        TEST(test_others_keys_are_left_alone, "redis"),
        TEST(test_a_key_of_another_kind_is_an_error, "redis"),
        TEST(test_a_huge_value_is_not_taken, "redis"),
        TEST(test_a_silent_server_is_away, "redis"),
        TEST(test_a_password_is_asked_for_and_not_shown, "redis"),
    };
    size_t count = ARRAY_LENGTH(tests);

    if (!have_redis())
        while (tests[count - 1].test_func != test_redis_can_be_tested)
            count--;
    return _cmocka_run_group_tests("cache", tests, count, NULL, NULL);
}
