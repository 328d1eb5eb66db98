/* ftp.c: a server that is reached by FTP, with TLS.
 *
 * SPDX-License-Identifier: MIT
 *
 * ftps:// is FTP with TLS: begun by AUTH TLS (RFC 4217), or from the first byte at port 990, which
 * is registered for that, and where the user says so.  ftp:// has none; a password goes over it
 * only when the user says so. Data connections are passive (EPSV, else PASV) and take up the TLS
 * session of the control connection, which servers ask for.
 */
#include <stdlib.h>
#include <string.h>

#include "session.h"

TWATFS_MANIFEST({
  "name": "ftp",
  "version": "0.1.0",
  "description": "a server of your own, by FTP with TLS",
  "env": { "any_of": [["TWATFS_FTP_URL"]],
           "optional": ["TWATFS_FTP_PUBLIC_URL", "TWATFS_FTP_PASSWORD", "CURL_CA_BUNDLE",
                        "SSL_CERT_FILE"],
           "public": ["TWATFS_FTP_URL", "TWATFS_FTP_PUBLIC_URL", "CURL_CA_BUNDLE",
                      "SSL_CERT_FILE"] },
  "endpoint": { "env": "TWATFS_FTP_URL" },
  "schemes": ["http", "https", "ftp", "ftps"],
  "supports": ["delete", "overwrite", "remote-path", "resume", "unique"],
  "options": { "clear": "yes: send the password in clear over ftp://",
               "implicit": "yes: TLS from the first byte, as at port 990; no: by AUTH TLS there too",
               "stall": "seconds without a byte after which the connection is given up: 60" },
  "retention": "permanent",
  "threads": "parallel",
  "priority": 90,
  "automatic": false,
  "setup": "Set TWATFS_FTP_URL to ftps://USER@HOST/FOLDER/, TWATFS_FTP_PASSWORD to the password, and TWATFS_FTP_PUBLIC_URL to the address at which a web server shows that folder."
});

#define PORT_EXPLICIT 21  /* RFC 4217: TLS is begun by AUTH TLS */
#define PORT_IMPLICIT 990 /* IANA's service "ftps" */

static bool is_secure(const struct location *location)
{
    return strcmp(location->scheme, "ftps") == 0;
}

/* ---- Trust and login ---- */

/* As the curl command does; Debian's libcurl looks at neither. */
static const char *authorities(struct twatfs_call *call)
{
    const char *file = twatfs_env(call, "CURL_CA_BUNDLE");

    return file != NULL ? file : twatfs_env(call, "SSL_CERT_FILE");
}

/* False, recorded, for an option that is neither yes nor no. */
static bool take_choice(struct twatfs_call *call, const char *option, bool *choice)
{
    const char *text = twatfs_option(call, option);

    *choice = text != NULL && strcmp(text, "yes") == 0;
    if (text == NULL || *choice || strcmp(text, "no") == 0)
        return true;
    (void)twatfs_fail(call, TWATFS_PERMANENT, 0, "-o ftp.%s=%s: must be yes or no", option, text);
    return false;
}

static twatfs_status settle(struct session *session)
{
    struct twatfs_call *call = session->call;
    const struct location *location = &session->location;
    const char *password = twatfs_env(call, "TWATFS_FTP_PASSWORD");
    const char *file = authorities(call);
    bool clear = false, implicit; /* the latter is for wire_scheme */

    if (!take_choice(call, "clear", &clear) || !take_choice(call, "implicit", &implicit))
        return TWATFS_PERMANENT;
    if (location->user[0] != '\0' && password == NULL)
        return twatfs_fail(call, TWATFS_AUTH, 0, "no password for %s: set TWATFS_FTP_PASSWORD",
                           location->user);
    if (!is_secure(location) && location->user[0] != '\0' && !clear)
        return twatfs_fail(call, TWATFS_AUTH, 0,
                           "ftp:// would send the password in clear: write ftps:// in "
                           "TWATFS_FTP_URL, or use -o ftp.clear=yes if nobody can listen");
    if (location->user[0] == '\0') { /* RFC 1635 */
        curl_easy_setopt(session->easy, CURLOPT_USERNAME, "anonymous");
        password = "anonymous@";
    }
    curl_easy_setopt(session->easy, CURLOPT_PASSWORD, password);
    curl_easy_setopt(session->easy, CURLOPT_USE_SSL,
                     is_secure(location) ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    /* A session of TLS 1.3 is good for one connection: the second transfer of a login would come
     * with one that the server does not take for its own (vsftpd 3.0.3, require_ssl_reuse). */
    curl_easy_setopt(session->easy, CURLOPT_SSLVERSION,
                     (long)CURL_SSLVERSION_TLSv1_2 | (long)CURL_SSLVERSION_MAX_TLSv1_2);
    curl_easy_setopt(session->easy, CURLOPT_FTPSSLAUTH, (long)CURLFTPAUTH_TLS);
    if (file != NULL)
        curl_easy_setopt(session->easy, CURLOPT_CAINFO, file);
    return TWATFS_OK;
}

/* libcurl, like other programs, takes ftps:// for TLS from the first byte; AUTH TLS it does over
 * ftp://. */
static const char *wire_scheme(struct twatfs_call *call, const struct location *location)
{
    const char *implicit = twatfs_option(call, "implicit");
    bool wanted = implicit != NULL ? strcmp(implicit, "yes") == 0 : location->port == PORT_IMPLICIT;

    return is_secure(location) && wanted ? "ftps" : "ftp";
}

/* ---- Commands, spoken in the folder ---- */

static bool ftp_move(struct session *session, const char *from, const char *to,
                     struct curl_slist **commands)
{
    return session_add_command(commands,
                               twatfs_printf(session->call, "RNFR %s", location_name(from))) &&
           session_add_command(commands,
                               twatfs_printf(session->call, "RNTO %s", location_name(to)));
}

static bool ftp_drop(struct session *session, const char *path, struct curl_slist **commands)
{
    return session_add_command(commands,
                               twatfs_printf(session->call, "DELE %s", location_name(path)));
}

/* ---- The provider ---- */

static uint16_t ftp_port(const char *wire)
{
    return strcmp(wire, "ftps") == 0 ? PORT_IMPLICIT : PORT_EXPLICIT;
}

static const char *const schemes[] = {"ftps", "ftp", NULL};

static const struct protocol ftp = {
    .name = "ftp",
    .scheme = schemes,
    .endpoint = "TWATFS_FTP_URL",
    .public_url = "TWATFS_FTP_PUBLIC_URL",
    .example = "ftps://USER@example.org/files/",
    .denied = ": check the user and TWATFS_FTP_PASSWORD",
    .untrusted = ": for a certificate authority of your own set SSL_CERT_FILE",
    .port = ftp_port,
    .wire_scheme = wire_scheme,
    .settle = settle,
    .closing_ends_files = true,
    .move_replaces = true,
    .move = ftp_move,
    .drop = ftp_drop,
    .when = CURLOPT_POSTQUOTE,
};

static twatfs_status ftp_upload(struct twatfs_call *call, void *state,
                                const struct twatfs_upload *upload)
{
    return fileserver_upload(call, state, &ftp, upload);
}

static twatfs_status ftp_remove(struct twatfs_call *call, void *state,
                                const struct twatfs_removal *removal)
{
    return fileserver_remove(call, state, &ftp, removal);
}

static twatfs_status ftp_abandon(struct twatfs_call *call, void *state)
{
    return fileserver_abandon(call, state, &ftp);
}

static twatfs_status ftp_examine(struct twatfs_call *call, void *state)
{
    return fileserver_examine(call, state, &ftp);
}

TWATFS_PROVIDER(.open = fileserver_open, .upload = ftp_upload, .close = fileserver_close,
                .remove = ftp_remove, .abandon = ftp_abandon, .examine = ftp_examine);
