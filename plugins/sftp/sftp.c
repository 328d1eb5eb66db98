/* sftp.c: a server that is reached by SSH.
 *
 * SPDX-License-Identifier: MIT
 *
 * The server is trusted by known_hosts alone, or by a fingerprint that the user gives; a key is
 * never learned here.  Version 3 of SFTP, which OpenSSH speaks, renames only where nothing is
 * (draft-ietf-secsh-filexfer-02, section 6.5): that is what keeps two uploads at once from
 * replacing each other's file.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "session.h"

TWATFS_MANIFEST({
  "name": "sftp",
  "version": "0.1.0",
  "description": "a server of your own, by SSH",
  "env": { "any_of": [["TWATFS_SFTP_URL"]],
           "optional": ["TWATFS_SFTP_PUBLIC_URL", "TWATFS_SFTP_KEY", "TWATFS_SFTP_KEY_PASSPHRASE",
                        "TWATFS_SFTP_PASSWORD", "TWATFS_SFTP_KNOWN_HOSTS", "SSH_AUTH_SOCK", "HOME"],
           "public": ["TWATFS_SFTP_URL", "TWATFS_SFTP_PUBLIC_URL", "TWATFS_SFTP_KEY",
                      "TWATFS_SFTP_KNOWN_HOSTS", "SSH_AUTH_SOCK", "HOME"] },
  "endpoint": { "env": "TWATFS_SFTP_URL" },
  "schemes": ["http", "https", "sftp"],
  "supports": ["delete", "overwrite", "remote-path", "resume", "unique"],
  "options": { "host-key": "the server's key by its fingerprint, SHA256:…, instead of known_hosts",
               "stall": "seconds without a byte after which the connection is given up: 60" },
  "retention": "permanent",
  "threads": "parallel",
  "priority": 100,
  "automatic": false,
  "setup": "Set TWATFS_SFTP_URL to sftp://USER@HOST/FOLDER/, and TWATFS_SFTP_PUBLIC_URL to the address at which a web server shows that folder. Log in by ssh-agent, by a key in ~/.ssh or TWATFS_SFTP_KEY, or by TWATFS_SFTP_PASSWORD. The server's key has to be in ~/.ssh/known_hosts: log in with ssh once."
});

#define SSH_PORT 22

/* ---- Whom to trust ---- */

/* A key as ssh-keygen -l shows it. */
static const char *fingerprint(struct twatfs_call *call, const struct curl_khkey *key)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    const char *text;

    if (key == NULL || key->len == 0 ||
        EVP_Digest(key->key, key->len, bytes, &length, EVP_sha256(), NULL) != 1)
        return "of an unknown kind";
    text = twatfs_base64(call, bytes, length);
    return text != NULL ? twatfs_printf(call, "SHA256:%.*s", (int)strcspn(text, "="), text) : NULL;
}

static const char *known_hosts(struct twatfs_call *call)
{
    const char *file = twatfs_env(call, "TWATFS_SFTP_KNOWN_HOSTS");
    const char *home = twatfs_env(call, "HOME");

    if (file != NULL)
        return file;
    return home != NULL ? twatfs_printf(call, "%s/.ssh/known_hosts", home) : NULL;
}

/* As OpenSSH's programs take a host: an address of IPv6 without the brackets of a URL. */
static const char *bare_host(struct twatfs_call *call, const struct location *location)
{
    size_t length = strlen(location->host);

    return location->host[0] == '['
               ? twatfs_printf(call, "%.*s", (int)length - 2, location->host + 1)
               : location->host;
}

/* As known_hosts has it: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
static const char *known_name(struct twatfs_call *call, const char *host, uint16_t port)
{
    return port == SSH_PORT ? host : twatfs_printf(call, "[%s]:%u", host, (unsigned)port);
}

static int judge_key(CURL *easy, const struct curl_khkey *known, const struct curl_khkey *found,
                     enum curl_khmatch match, void *data)
{
    struct session *session = data;
    struct twatfs_call *call = session->call;
    const char *host = bare_host(call, &session->location), *key, *file = known_hosts(call);
    uint16_t port = session->location.port;

    (void)easy;
    (void)known;
    if (match == CURLKHMATCH_OK)
        return CURLKHSTAT_FINE;
    key = fingerprint(call, found);
    if (match == CURLKHMATCH_MISMATCH)
        session->refusal = twatfs_printf(
            call,
            "%s: ITS HOST KEY HAS CHANGED, someone may be in between: %s is not the key in %s. "
            "Only if the server was set up anew: ssh-keygen -f %s -R '%s', and log in with ssh "
            "once",
            host, key, file, file, known_name(call, host, port));
    else
        session->refusal = twatfs_printf(
            call,
            "%s: unknown host key %s: if it is the server's own (ask whoever runs it), log in with "
            "ssh once or: ssh-keyscan -p %u %s >>%s",
            host, key, (unsigned)port, host, file);
    return CURLKHSTAT_REJECT;
}

static twatfs_status settle_trust(struct session *session)
{
    struct twatfs_call *call = session->call;
    const char *pinned = twatfs_option(call, "host-key"), *file = known_hosts(call);

    if (pinned != NULL) {
        if (strncmp(pinned, "SHA256:", 7) != 0 || strlen(pinned) != 7 + 43)
            return twatfs_fail(call, TWATFS_PERMANENT, 0,
                               "-o sftp.host-key=%s: must be SHA256: and 43 characters, as "
                               "ssh-keygen -l shows it",
                               pinned);
        curl_easy_setopt(session->easy, CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, pinned + 7);
        return TWATFS_OK;
    }
    if (file == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "no known_hosts: set TWATFS_SFTP_KNOWN_HOSTS");
    curl_easy_setopt(session->easy, CURLOPT_SSH_KNOWNHOSTS, file);
    curl_easy_setopt(session->easy, CURLOPT_SSH_KEYFUNCTION, judge_key);
    curl_easy_setopt(session->easy, CURLOPT_SSH_KEYDATA, session);
    return TWATFS_OK;
}

/* ---- Who we are ---- */

/* The key that was named, or the first that ssh would take; NULL without. */
static const char *key_file(struct twatfs_call *call)
{
    static const char *const usual[] = {"id_ed25519", "id_ecdsa", "id_rsa"};
    const char *file = twatfs_env(call, "TWATFS_SFTP_KEY"), *home = twatfs_env(call, "HOME");

    for (size_t i = 0; file == NULL && home != NULL && i < sizeof usual / sizeof usual[0]; i++) {
        const char *candidate = twatfs_printf(call, "%s/.ssh/%s", home, usual[i]);

        if (candidate != NULL && access(candidate, R_OK) == 0)
            file = candidate;
    }
    return file;
}

static twatfs_status settle_login(struct session *session)
{
    struct twatfs_call *call = session->call;
    const char *password = twatfs_env(call, "TWATFS_SFTP_PASSWORD"), *key = key_file(call);
    const char *passphrase = twatfs_env(call, "TWATFS_SFTP_KEY_PASSPHRASE");
    long ways = 0;

    if (session->location.user[0] == '\0')
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "TWATFS_SFTP_URL: names no user: write sftp://USER@%s…",
                           session->location.host);
    if (key != NULL && access(key, R_OK) != 0)
        return twatfs_fail(call, TWATFS_AUTH, 0, "%s: cannot be read: check TWATFS_SFTP_KEY", key);
    if (key != NULL) {
        ways |= CURLSSH_AUTH_PUBLICKEY;
        curl_easy_setopt(session->easy, CURLOPT_SSH_PRIVATE_KEYFILE, key);
        curl_easy_setopt(session->easy, CURLOPT_KEYPASSWD, passphrase != NULL ? passphrase : "");
    }
    if (twatfs_env(call, "SSH_AUTH_SOCK") != NULL)
        ways |= CURLSSH_AUTH_AGENT;
    if (password != NULL) {
        ways |= CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD;
        curl_easy_setopt(session->easy, CURLOPT_PASSWORD, password);
    }
    if (ways == 0)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "no key, no ssh-agent and no password: set TWATFS_SFTP_KEY or "
                           "TWATFS_SFTP_PASSWORD");
    curl_easy_setopt(session->easy, CURLOPT_SSH_AUTH_TYPES, ways);
    return TWATFS_OK;
}

static twatfs_status settle(struct session *session)
{
    twatfs_status status = settle_trust(session);

    return status == TWATFS_OK ? settle_login(session) : status;
}

/* ---- Commands ---- */

/* The path on the server in the quotes of libcurl's commands (CURLOPT_QUOTE(3)).  A path that
 * begins with /~/ is relative to where the login leads. */
static const char *quoted(struct session *session, const char *path)
{
    const char *base = session->location.path;
    int length = 0;
    char *decoded, *text = NULL, *end;

    if (strncmp(base, "/~/", 3) == 0)
        base += 3;
    decoded = curl_easy_unescape(NULL, base, 0, &length);
    if (decoded != NULL && strlen(decoded) == (size_t)length)
        text =
            session->call->host->scratch(session->call, 2 * ((uint64_t)length + strlen(path)) + 3);
    if (text != NULL) {
        const char *const parts[] = {decoded, path};

        end = text;
        *end++ = '"';
        for (size_t i = 0; i < 2; i++)
            for (const char *at = parts[i]; *at != '\0'; at++) {
                if (*at == '"' || *at == '\\')
                    *end++ = '\\';
                *end++ = *at;
            }
        *end++ = '"';
        *end = '\0';
    }
    curl_free(decoded);
    return text;
}

static bool sftp_move(struct session *session, const char *from, const char *to,
                      struct curl_slist **commands)
{
    const char *old = quoted(session, from), *new = quoted(session, to);

    return old != NULL &&
           new != NULL &&session_add_command(
                      commands, twatfs_printf(session->call, "rename %s %s", old, new));
}

static bool sftp_drop(struct session *session, const char *path, struct curl_slist **commands)
{
    const char *target = quoted(session, path);

    return target != NULL &&
           session_add_command(commands, twatfs_printf(session->call, "rm %s", target));
}

/* A number of the answer to statvfs, as libcurl writes it ("f_bavail: 123"). */
static bool figure(const char *text, const char *name, uint64_t *number)
{
    const char *at = strstr(text, name);

    return at != NULL && sscanf(at + strlen(name), ": %" SCNu64, number) == 1;
}

/* An extension of OpenSSH's (its PROTOCOL, section 4.4). */
static uint64_t sftp_room(struct session *session)
{
    const char *folder = quoted(session, "");
    struct curl_slist *commands = NULL;
    uint64_t size, blocks, room = UINT64_MAX;

    if (folder != NULL && strcmp(folder, "\"\"") == 0)
        folder = ".";
    if (folder != NULL &&
        session_add_command(&commands, twatfs_printf(session->call, "statvfs %s", folder)) &&
        session_command(session, "", CURLOPT_QUOTE, commands) == CURLE_OK &&
        figure(session->said, "f_frsize", &size) && figure(session->said, "f_bavail", &blocks) &&
        (size == 0 || blocks <= UINT64_MAX / size))
        room = size * blocks;
    curl_slist_free_all(commands);
    return room;
}

/* ---- The provider ---- */

static uint16_t sftp_port(const char *wire)
{
    (void)wire;
    return SSH_PORT;
}

static const char *wire_scheme(struct twatfs_call *call, const struct location *location)
{
    (void)call;
    return location->scheme;
}

static const char *const schemes[] = {"sftp", NULL};

static const struct protocol sftp = {
    .name = "sftp",
    .scheme = schemes,
    .endpoint = "TWATFS_SFTP_URL",
    .public_url = "TWATFS_SFTP_PUBLIC_URL",
    .example = "sftp://USER@example.org/srv/files/",
    .denied = ": check the user, TWATFS_SFTP_KEY with its passphrase, and TWATFS_SFTP_PASSWORD",
    .untrusted = ": is the key that of -o sftp.host-key?",
    .port = sftp_port,
    .wire_scheme = wire_scheme,
    .settle = settle,
    .move = sftp_move,
    .drop = sftp_drop,
    .when = CURLOPT_QUOTE,
    .room = sftp_room,
};

static twatfs_status sftp_upload(struct twatfs_call *call, void *state,
                                 const struct twatfs_upload *upload)
{
    return fileserver_upload(call, state, &sftp, upload);
}

static twatfs_status sftp_remove(struct twatfs_call *call, void *state,
                                 const struct twatfs_removal *removal)
{
    return fileserver_remove(call, state, &sftp, removal);
}

static twatfs_status sftp_abandon(struct twatfs_call *call, void *state)
{
    return fileserver_abandon(call, state, &sftp);
}

static twatfs_status sftp_examine(struct twatfs_call *call, void *state)
{
    return fileserver_examine(call, state, &sftp);
}

TWATFS_PROVIDER(.open = fileserver_open, .upload = sftp_upload, .close = fileserver_close,
                .remove = sftp_remove, .abandon = sftp_abandon, .examine = sftp_examine);
