/* store.c: one SQLite file that many threads and processes share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "state/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "state/store-file.h"

#define AWAY_NS (60 * NANOSECONDS_PER_SECOND) /* before a file that failed is tried again */

/* One that is prepared. */
struct statement {
    const char *sql; /* a literal: its address tells it from others */
    sqlite3_stmt *prepared;
};

struct store {
    struct store *next; /* of all that there are */
    struct store_file file;
    const struct store_schema *schema;
    bool complained;

    pthread_mutex_t lock; /* held from store_begin to store_end; guards what follows */
    sqlite3 *connection;  /* NULL: not open */
    struct statement *statements;
    size_t statement_count;
    int failure;           /* SQLite's code for what failed first; SQLITE_OK without */
    char *aside;           /* what a damaged one was renamed to, not told yet; or NULL */
    uint64_t busy_since;   /* when another process was first met in the way; 0: not */
    uint64_t away_until;   /* not tried before; 0: it may be */
    struct error away_why; /* and what it was */

    pthread_mutex_t sync_lock; /* guards what follows, but kept; the store's own is not under it */
    pthread_cond_t sync_done;
    bool syncing;
    uint64_t kept;   /* transactions so far; read and written atomically */
    uint64_t synced; /* of these on the disk */
};

/* ---- All stores of the process: none is open while it forks ---- */

static pthread_mutex_t stores_lock = PTHREAD_MUTEX_INITIALIZER; /* before any store's own */
static struct store *stores;
static pthread_mutex_t opening_lock = PTHREAD_MUTEX_INITIALIZER; /* after a store's own */
static pthread_once_t fork_once = PTHREAD_ONCE_INIT;

static void close_connection(struct store *store)
{
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_finalize(store->statements[i].prepared);
    store->statement_count = 0;
    sqlite3_close(store->connection);
    store->connection = NULL;
}

static void before_fork(void)
{
    pthread_mutex_lock(&stores_lock);
    for (struct store *store = stores; store != NULL; store = store->next) {
        pthread_mutex_lock(&store->lock);
        close_connection(store);
        pthread_mutex_lock(&store->sync_lock);
        while (store->syncing) /* who waits for it in the child would wait for good */
            pthread_cond_wait(&store->sync_done, &store->sync_lock);
    }
}

static void after_fork(void)
{
    for (struct store *store = stores; store != NULL; store = store->next) {
        pthread_mutex_unlock(&store->sync_lock);
        pthread_mutex_unlock(&store->lock);
    }
    pthread_mutex_unlock(&stores_lock);
}

static void watch_forks(void)
{
    pthread_atfork(before_fork, after_fork, after_fork);
}

struct store *store_new(const char *path, const struct store_schema *schema)
{
    struct store *store = calloc(1, sizeof *store);
    char *copy = strdup(path);

    if (store == NULL || copy == NULL) {
        free(store);
        free(copy);
        return NULL;
    }
    store->file.path = copy;
    store->schema = schema;
    pthread_mutex_init(&store->lock, NULL);
    pthread_mutex_init(&store->sync_lock, NULL);
    pthread_cond_init(&store->sync_done, NULL);
    pthread_once(&fork_once, watch_forks);
    pthread_mutex_lock(&stores_lock);
    store->next = stores;
    stores = store;
    pthread_mutex_unlock(&stores_lock);
    return store;
}

void store_free(struct store *store)
{
    struct store **link = &stores;

    if (store == NULL)
        return;
    pthread_mutex_lock(&stores_lock);
    while (*link != store)
        link = &(*link)->next;
    *link = store->next;
    pthread_mutex_unlock(&stores_lock);
    close_connection(store);
    pthread_mutex_destroy(&store->lock);
    pthread_cond_destroy(&store->sync_done);
    pthread_mutex_destroy(&store->sync_lock);
    free(store->statements);
    free(store->aside);
    free(store->file.path);
    free(store);
}

bool store_first_complaint(struct store *store)
{
    return !__atomic_exchange_n(&store->complained, true, __ATOMIC_RELAXED);
}

/* ---- Other processes ---- */

static int wait_for_others(void *data, UNUSED int count)
{
    struct store *store = data;

    if (store->busy_since == 0)
        store->busy_since = clock_now_ns();
    return store_file_wait(store->busy_since);
}

/* ---- Statements ---- */

static void note_failure(struct store *store, int code)
{
    if (store->failure == SQLITE_OK)
        store->failure = code;
}

static sqlite3_stmt *prepare(struct store *store, const char *sql)
{
    struct statement *statements;
    sqlite3_stmt *prepared = NULL;
    int code;

    for (size_t i = 0; i < store->statement_count; i++)
        if (store->statements[i].sql == sql)
            return store->statements[i].prepared;
    statements = reallocarray(store->statements, store->statement_count + 1, sizeof *statements);
    if (statements == NULL) {
        note_failure(store, SQLITE_NOMEM);
        return NULL;
    }
    store->statements = statements;
    store->busy_since = 0;
    code =
        sqlite3_prepare_v3(store->connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
    if (code != SQLITE_OK) {
        note_failure(store, code);
        return NULL;
    }
    statements[store->statement_count++] = (struct statement){sql, prepared};
    return prepared;
}

struct query store_query(struct store *store, const char *sql)
{
    struct query query = {.store = store};

    if (store->connection != NULL && store->failure == SQLITE_OK)
        query.statement = prepare(store, sql);
    if (query.statement != NULL) {
        sqlite3_reset(query.statement);
        sqlite3_clear_bindings(query.statement);
    }
    return query;
}

/* False: nothing is to be put there. */
static bool next_parameter(struct query *query)
{
    query->parameters++;
    return query->statement != NULL;
}

static void put(struct query *query, int code)
{
    if (code != SQLITE_OK)
        note_failure(query->store, code);
}

void query_put_integer(struct query *query, int64_t value)
{
    if (next_parameter(query))
        put(query, sqlite3_bind_int64(query->statement, query->parameters, value));
}

void query_put_real(struct query *query, double value)
{
    if (next_parameter(query))
        put(query, sqlite3_bind_double(query->statement, query->parameters, value));
}

void query_put_text(struct query *query, const char *text)
{
    if (next_parameter(query))
        put(query,
            sqlite3_bind_text(query->statement, query->parameters, text, -1, SQLITE_TRANSIENT));
}

void query_put_bytes(struct query *query, const void *bytes, size_t length)
{
    if (next_parameter(query))
        put(query, sqlite3_bind_blob64(query->statement, query->parameters, bytes, length,
                                       SQLITE_TRANSIENT));
}

bool query_next(struct query *query)
{
    int code;

    if (query->statement == NULL || query->store->failure != SQLITE_OK)
        return false;
    query->store->busy_since = 0;
    code = sqlite3_step(query->statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        note_failure(query->store, code);
    sqlite3_reset(query->statement);
    return false;
}

void query_run(struct query *query)
{
    while (query_next(query))
        ;
}

int64_t query_integer(const struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

double query_real(const struct query *query, int column)
{
    return sqlite3_column_double(query->statement, column);
}

bool query_is_null(const struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

const char *query_text(const struct query *query, int column)
{
    return (const char *)sqlite3_column_text(query->statement, column);
}

const void *query_bytes(const struct query *query, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);

    *length = (size_t)sqlite3_column_bytes(query->statement, column);
    return bytes;
}

uint64_t store_changed(const struct store *store)
{
    return store->connection != NULL ? (uint64_t)sqlite3_changes64(store->connection) : 0;
}

int64_t store_added(const struct store *store)
{
    return store->connection != NULL ? sqlite3_last_insert_rowid(store->connection) : 0;
}

/* ---- Opening ---- */

static bool failed(const struct store *store, int code, struct error *error)
{
    return error_set(error, "memory: %s: %s", store->file.path, sqlite3_errstr(code));
}

static int execute(struct store *store, const char *sql)
{
    store->busy_since = 0;
    return sqlite3_exec(store->connection, sql, NULL, NULL, NULL);
}

/* A pragma's first number. */
static int read_pragma(struct store *store, const char *sql, int *number)
{
    sqlite3_stmt *statement = NULL;
    int code;

    store->busy_since = 0;
    code = sqlite3_prepare_v2(store->connection, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

/* None of ours is negative. */
static int read_version(struct store *store, int *version)
{
    int code = read_pragma(store, "PRAGMA user_version", version);

    return code == SQLITE_OK && *version < 0 ? SQLITE_CORRUPT : code;
}

/* Changing the mode needs the file alone, and SQLite does not wait for that by itself. */
static int set_mode(struct store *store)
{
    uint64_t since_ns = clock_now_ns();
    int code;

    while ((code = execute(store, "PRAGMA journal_mode=WAL")) == SQLITE_BUSY &&
           store_file_wait(since_ns))
        ;
    return code;
}

static int take_steps(struct store *store, int version)
{
    char pragma[48];
    int code = execute(store, "BEGIN EXCLUSIVE");

    for (int step = version; step < store->schema->count && code == SQLITE_OK; step++)
        code = execute(store, store->schema->steps[step]);
    snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d", store->schema->count);
    if (code == SQLITE_OK)
        code = execute(store, pragma);
    if (code == SQLITE_OK)
        code = execute(store, "COMMIT");
    if (code != SQLITE_OK)
        (void)execute(store, "ROLLBACK");
    return code;
}

static int migrate(struct store *store, struct error *error)
{
    CLEANUP_CLOSE int fd = store_file_lock(&store->file, error);
    int version = 0, code;

    if (fd < 0) {
        error_prefix(error, "memory: ");
        return SQLITE_CANTOPEN;
    }
    code = read_version(store, &version); /* someone else may just have done it */
    if (code != SQLITE_OK || version >= store->schema->count)
        return code;
    code = set_mode(store);
    return code == SQLITE_OK ? take_steps(store, version) : code;
}

/* With error set that is the reason: the code says less. */
static int open_connection(struct store *store, struct error *error)
{
    int version = 0;
    int code = sqlite3_open_v2(store->file.path, &store->connection,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    if (code != SQLITE_OK)
        return code;
    sqlite3_extended_result_codes(store->connection, 1);
    sqlite3_busy_handler(store->connection, wait_for_others, store);
    /* What is forgotten is overwritten, not only unlinked. */
    code = execute(store, "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; "
                          "PRAGMA temp_store=MEMORY");
    if (code == SQLITE_OK)
        code = read_version(store, &version);
    if (code == SQLITE_OK && version < store->schema->count)
        code = migrate(store, error);
    return code;
}

/* ---- Damage ---- */

static bool is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* Of two before anyone can be told, the last one is. */
static bool set_aside(struct store *store, struct error *error)
{
    close_connection(store);
    free(STEAL(store->aside));
    return store_file_set_aside(&store->file, &store->aside, error);
}

/* ---- Beginning and ending ---- */

static void go_away(struct store *store, const struct error *error)
{
    close_connection(store);
    store->away_until = clock_add_ns(clock_now_ns(), AWAY_NS);
    store->away_why = *error;
}

static bool open_store(struct store *store, enum store_purpose purpose, struct error *error)
{
    bool absent, done = true;
    int code;

    if (store->connection != NULL && store_file_is_current(&store->file))
        return true;
    close_connection(store);
    /* Two contexts of one process must not make the file at the same moment. */
    pthread_mutex_lock(&opening_lock);
    done = store_file_make(&store->file, purpose == STORE_WRITE, &absent, error);
    if (done && !absent) {
        struct error why = ERROR_INIT;

        code = open_connection(store, &why);
        if (is_damage(code)) {
            done = set_aside(store, error) && store_file_make(&store->file, true, &absent, error);
            code = done ? open_connection(store, &why) : SQLITE_OK;
        }
        if (done && why.text[0] != '\0')
            done = error_set(error, "%s", why.text);
        else if (done && code != SQLITE_OK)
            done = failed(store, code, error);
    }
    pthread_mutex_unlock(&opening_lock);
    return done;
}

/* Whoever takes the log may fork, or use the memory: it is told when nothing is held any more. */
static void leave(struct store *store)
{
    CLEANUP_FREE char *aside = STEAL(store->aside);

    pthread_mutex_unlock(&store->lock);
    if (aside != NULL)
        log_warning("memory: %s: damaged: set aside as %s, and begun anew", store->file.path,
                    aside);
}

static void run_plain(struct store *store, const char *sql)
{
    struct query query = store_query(store, sql);

    query_run(&query);
}

/* The version is looked at here and not where the file is opened: another process may make it newer
 * at any time, and what this transaction sees stays as it is. */
static bool begin_transaction(struct store *store, enum store_purpose purpose, struct error *error)
{
    struct query query;
    int64_t version = 0;

    run_plain(store, purpose == STORE_READ ? "BEGIN" : "BEGIN IMMEDIATE");
    query = store_query(store, "PRAGMA user_version");
    while (query_next(&query))
        version = query_integer(&query, 0);
    return version <= store->schema->count ||
           error_set(error,
                     "memory: %s: made by a newer twatfs (its version is %" PRId64
                     ", this one knows %d): left alone",
                     store->file.path, version, store->schema->count);
}

/* What one statement got wrong is no trouble with the file. */
static bool is_of_statement(int code)
{
    switch (code & 0xff) {
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
        return true;
    default:
        return false;
    }
}

/* After a failure: what its cause wants done, and false with the reason. */
static bool give_up(struct store *store, struct error *error)
{
    failed(store, store->failure, error);
    if (store->failure == SQLITE_READONLY_DBMOVED)
        close_connection(store); /* another process set it aside: the next one is there */
    else if (is_damage(store->failure) && set_aside(store, error))
        return false;
    else if (!is_of_statement(store->failure))
        go_away(store, error);
    return false;
}

bool store_begin(struct store *store, enum store_purpose purpose, struct error *error)
{
    struct error own = ERROR_INIT;
    bool done;

    pthread_mutex_lock(&store->lock);
    store->failure = SQLITE_OK;
    done = store->away_until == 0 || clock_now_ns() >= store->away_until;
    if (!done) {
        own = store->away_why;
    } else {
        store->away_until = 0;
        done = open_store(store, purpose, &own) &&
               (store->connection == NULL || begin_transaction(store, purpose, &own));
        if (!done)
            go_away(store, &own);
        if (store->failure != SQLITE_OK)
            done = give_up(store, &own);
    }
    if (!done) {
        leave(store);
        if (error != NULL)
            *error = own;
    }
    return done;
}

bool store_end(struct store *store, bool keep, struct error *error)
{
    struct error own = ERROR_INIT;
    bool done;

    /* What was not read to its end would hold the transaction open. */
    for (size_t i = 0; i < store->statement_count; i++)
        sqlite3_reset(store->statements[i].prepared);
    if (store->connection != NULL && store->failure == SQLITE_OK && keep)
        run_plain(store, "COMMIT");
    if (store->connection != NULL && store->failure == SQLITE_OK && keep)
        __atomic_add_fetch(&store->kept, 1, __ATOMIC_SEQ_CST);
    if (store->connection != NULL && (store->failure != SQLITE_OK || !keep))
        (void)execute(store, "ROLLBACK");
    done = store->failure == SQLITE_OK || give_up(store, &own);
    leave(store);
    if (!done && error != NULL)
        *error = own;
    return done;
}

/* ---- On the disk ---- */

/* What was kept is in the log, or where a checkpoint has put it, which syncs both.  SQLite has no
 * locks on the log: closing a descriptor of it takes none away. */
static bool sync_log(const struct store *store)
{
    CLEANUP_FREE char *path = NULL;
    CLEANUP_CLOSE int fd = -1;

    if (asprintf(&path, "%s-wal", store->file.path) < 0) {
        path = NULL;
        return false;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    return fd >= 0 ? fdatasync(fd) == 0 : errno == ENOENT;
}

bool store_sync(struct store *store)
{
    uint64_t wanted = __atomic_load_n(&store->kept, __ATOMIC_SEQ_CST);
    bool done = true;

    pthread_mutex_lock(&store->sync_lock);
    while (store->synced < wanted && done) {
        uint64_t reached = __atomic_load_n(&store->kept, __ATOMIC_SEQ_CST);

        if (store->syncing) {
            pthread_cond_wait(&store->sync_done, &store->sync_lock);
            continue;
        }
        store->syncing = true;
        pthread_mutex_unlock(&store->sync_lock);
        done = sync_log(store);
        pthread_mutex_lock(&store->sync_lock);
        store->syncing = false;
        if (done)
            store->synced = reached;
        pthread_cond_broadcast(&store->sync_done);
    }
    pthread_mutex_unlock(&store->sync_lock);
    return done;
}

const char *store_path(const struct store *store)
{
    return store->file.path;
}

/* That another connection is in the way is no error of the pragma's: its first number is 1 then
 * (SQLite, "PRAGMA wal_checkpoint"). */
void store_settle(struct store *store)
{
    int busy = 0, code = SQLITE_OK;

    pthread_mutex_lock(&store->lock);
    if (store->connection != NULL)
        code = read_pragma(store, "PRAGMA wal_checkpoint(TRUNCATE)", &busy);
    pthread_mutex_unlock(&store->lock);
    if (code != SQLITE_OK || busy != 0)
        log_warning("memory: %s: what was forgotten stays in its log until no program has it open: "
                    "%s",
                    store->file.path, sqlite3_errstr(code != SQLITE_OK ? code : SQLITE_BUSY));
}
