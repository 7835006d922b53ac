/* serve.c - `plenum serve`: the set in a browser, made again at every save.
 *
 * One thread does all: it answers for a moment, looks whether a file changed,
 * and builds.  The set lives in memory only; out/ stays as it was.  A page asks
 * twice a second which edition is current and loads itself again when that is
 * another one than its own; the script that asks is in served pages only.
 *
 * Files are looked up by name in the set, never on the disk, so no address can
 * lead outside it.  Other machines cannot connect, and a site that gives its
 * own name to this machine's address (DNS rebinding) is turned away by the Host
 * it has to send. */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "html/escape.h"
#include "run.h"
#include "templates.h"
#include "watch.h"

enum {
    TICK_MS = 200, /* between two looks at the files */
};

/* What is used of libmicrohttpd. */
#define HTTP_FUNCTIONS(X)                                                      \
    X(add_response_header)                                                     \
    X(create_response_from_buffer)                                             \
    X(destroy_response)                                                        \
    X(get_daemon_info)                                                         \
    X(get_fdset)                                                               \
    X(lookup_connection_value)                                                 \
    X(queue_response)                                                          \
    X(run_from_select)                                                         \
    X(start_daemon)                                                            \
    X(stop_daemon)

struct http {
#define FUNCTION(name) __typeof__(MHD_##name) *(name);
    HTTP_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

struct server {
    const struct options *options;
    struct http http;
    struct MHD_Daemon *daemon;
    struct run good; /* the last set without an error */
    bool has_good;
    struct arena *arena; /* holds `problems`; new with every edition */
    struct str problems; /* of the latest attempt; "" when there are none */
    unsigned edition;
    uint64_t stamp; /* of the inputs as they were built */
    uint64_t seen;  /* at the last look */
    struct timespec looked;
};

/* Reloading keeps the place in a page, and the address keeps the slide. */
static const char LIVE_SCRIPT[] =
    "'use strict';\n"
    "(() => {\n"
    "  let edition = null;\n"
    "  const note = document.createElement('pre');\n"
    "  note.id = 'plenum-problems';\n"
    "  note.setAttribute('role', 'alert');\n"
    "  note.style.cssText = 'position:fixed;inset:auto 0 0 0;z-index:9;"
    "margin:0;padding:1rem 1.5rem;max-height:50vh;overflow:auto;"
    "background:#801650;color:#fff;font:1rem/1.5 monospace;"
    "white-space:pre-wrap';\n"
    "  async function ask() {\n"
    "    try {\n"
    "      const answer = await fetch('/.plenum/state', {cache: 'no-store'});\n"
    "      const now = await answer.json();\n"
    "      if (edition !== null && now.edition !== edition)\n"
    "        location.reload();\n"
    "      edition = now.edition;\n"
    "      note.textContent = now.problems;\n"
    "      if (now.problems === '') note.remove();\n"
    "      else if (!note.isConnected) document.body.append(note);\n"
    "    } catch { /* the server has gone; it may come back */ }\n"
    "    setTimeout(ask, 500);\n"
    "  }\n"
    "  ask();\n"
    "})();\n";

/* --- the library ---------------------------------------------------------- */

/* Linked, it would bring GnuTLS along, and that would be half of what every
 * other command takes to start.  So it is opened here and nowhere else. */
static const char LIBRARY[] = "libmicrohttpd.so.12";

static bool find_function(void *library, const char *name, void *function)
{
    /* POSIX, dlsym(): an object pointer can hold that of a function. */
    void *found = library == NULL ? NULL : dlsym(library, name);

    memcpy(function, &found, sizeof(found));
    return found != NULL;
}

static bool open_library(struct http *http)
{
    void *library = dlopen(LIBRARY, RTLD_NOW);
    bool all = true;

#define FUNCTION(name)                                                         \
    all = all && find_function(library, "MHD_" #name, &http->name);
    HTTP_FUNCTIONS(FUNCTION)
#undef FUNCTION
    return all;
}

/* --- the set -------------------------------------------------------------- */

static uint64_t stamp_inputs(const struct server *s)
{
    struct arena *a = arena_new();
    const char *folders[] = {
        templates_house(a, s->options),
        templates_find(a, s->options),
    };
    uint64_t stamp = watch_stamp(file_join(a, s->options->root, "content"));

    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        if (folders[i] != NULL)
            stamp = stamp * 31 + watch_stamp(folders[i]);
    arena_free(a);
    return stamp;
}

static void keep_problems(struct server *s, struct run *run,
                          enum exit_status status)
{
    struct buf text;

    arena_free(s->arena);
    s->arena = arena_new();
    text = buf_new(s->arena);
    if (status != EXIT_FINE)
        diag_print(run->diags, &text, false);
    if (status == EXIT_WORLD)
        buf_puts(&text, "plenum could not work; the terminal says why\n");
    s->problems = buf_str(&text);
}

/* The edition counts sets that are good: problems alone do not reload a page,
 * but they are shown on it. */
static void rebuild(struct server *s)
{
    struct run run;

    open_run(&run, s->options);
    enum exit_status status = make_set(&run);
    if (status != EXIT_WORLD)
        status = conclude(&run);
    keep_problems(s, &run, status);
    if (status != EXIT_FINE) {
        sum_up(&run, "");
        close_run(&run, status);
        return;
    }
    sum_up(&run, "made again");
    if (s->has_good)
        close_run(&s->good, EXIT_FINE);
    s->good = run;
    s->has_good = true;
    s->edition++;
}

static bool is_time_to_look(struct server *s)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((now.tv_sec - s->looked.tv_sec) * 1000 +
            (now.tv_nsec - s->looked.tv_nsec) / 1000000 <
        TICK_MS)
        return false;
    s->looked = now;
    return true;
}

/* Editors empty a file before they write it: a change counts when a second look
 * finds the files at rest. */
static void rebuild_when_changed(struct server *s)
{
    if (!is_time_to_look(s))
        return;

    uint64_t now = stamp_inputs(s);
    bool at_rest = now == s->seen;

    s->seen = now;
    if (now == s->stamp || !at_rest)
        return;
    s->stamp = now;
    rebuild(s);
}

/* --- answers -------------------------------------------------------------- */

static const char *type_of(struct str path)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".csv", "text/csv; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".pdf", "application/pdf"},
        {".ttf", "font/ttf"},
    };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (str_ends(path, types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

/* The bytes are copied: a set may be replaced while a slow reader still has one
 * of its files to come. */
static enum MHD_Result answer(const struct http *http,
                              struct MHD_Connection *to, unsigned status,
                              const char *type, struct str bytes)
{
    struct MHD_Response *response = http->create_response_from_buffer(
        bytes.len, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_MUST_COPY);

    if (response == NULL)
        return MHD_NO;
    http->add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    http->add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL,
                              "no-store");
    http->add_response_header(response, "X-Content-Type-Options", "nosniff");
    enum MHD_Result result = http->queue_response(to, status, response);
    http->destroy_response(response);
    return result;
}

/* A page as it is published, but for two things: its policy, which forbids what
 * reloads it, is left out, and that script stands at its end. */
static struct str live_page(struct arena *a, struct str html)
{
    static const char script[] = "<script src=\"/.plenum/live.js\"></script>\n";
    struct str policy = STR("<meta http-equiv=\"Content-Security-Policy\"");
    struct buf out = buf_new(a);
    size_t from = 0;

    for (size_t at = 0; at + policy.len < html.len; at++)
        if (str_eq(str_slice(html, at, at + policy.len), policy)) {
            buf_put(&out, str_slice(html, 0, at));
            from = str_find(html, '>', at) + 1;
            break;
        }
    size_t end = html.len;
    while (end > from && !str_starts(str_slice(html, end, html.len), "</body>"))
        end--;
    if (end == from)
        end = html.len;
    buf_put(&out, str_slice(html, from, end));
    buf_puts(&out, script);
    buf_put(&out, str_slice(html, end, html.len));
    return buf_str(&out);
}

static enum MHD_Result answer_state(struct server *s, struct arena *a,
                                    struct MHD_Connection *to)
{
    struct buf out = buf_new(a);
    struct json json = json_new(&out);

    json_begin_object(&json);
    json_member_int(&json, "edition", s->edition);
    json_member(&json, "problems", s->problems);
    json_end_object(&json);
    return answer(&s->http, to, MHD_HTTP_OK, "application/json", buf_str(&out));
}

/* Before there is any set there is only what is wrong. */
static enum MHD_Result answer_problems(struct server *s, struct arena *a,
                                       struct MHD_Connection *to)
{
    struct buf out = buf_new(a);

    buf_puts(&out, "<!doctype html>\n<html lang=\"en\">\n<title>plenum</title>"
                   "\n<body>\n<h1>Nothing to show yet</h1>\n<pre>");
    html_escape(&out, s->problems);
    buf_puts(&out, "</pre>\n</body>\n</html>\n");
    return answer(&s->http, to, MHD_HTTP_SERVICE_UNAVAILABLE,
                  "text/html; charset=utf-8", live_page(a, buf_str(&out)));
}

static enum MHD_Result answer_file(struct server *s, struct arena *a,
                                   struct MHD_Connection *to, const char *path)
{
    const struct output *file;

    if (!s->has_good)
        return answer_problems(s, a, to);
    file =
        outputs_find(&s->good.outputs, path[0] == '\0' ? "index.html" : path);
    if (file == NULL)
        return answer(&s->http, to, MHD_HTTP_NOT_FOUND,
                      "text/plain; charset=utf-8",
                      STR("no such file in this set\n"));
    const char *type = type_of(file->path);
    return answer(&s->http, to, MHD_HTTP_OK, type,
                  str_ends(file->path, ".html") ? live_page(a, file->bytes)
                                                : file->bytes);
}

/* "localhost:8017", "127.0.0.1" */
static bool is_local(const char *host)
{
    size_t len = host == NULL ? 0 : strcspn(host, ":");

    return (len == 9 && strncmp(host, "localhost", len) == 0) ||
           (len == 9 && strncmp(host, "127.0.0.1", len) == 0);
}

static enum MHD_Result answer_request(struct server *s, struct arena *a,
                                      struct MHD_Connection *to,
                                      const char *url, const char *method)
{
    const char *host = s->http.lookup_connection_value(to, MHD_HEADER_KIND,
                                                       MHD_HTTP_HEADER_HOST);

    if (!is_local(host))
        return answer(&s->http, to, MHD_HTTP_FORBIDDEN,
                      "text/plain; charset=utf-8",
                      STR("only for this machine\n"));
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return answer(&s->http, to, MHD_HTTP_METHOD_NOT_ALLOWED,
                      "text/plain; charset=utf-8", STR("only GET\n"));
    if (strcmp(url, "/.plenum/state") == 0)
        return answer_state(s, a, to);
    if (strcmp(url, "/.plenum/live.js") == 0)
        return answer(&s->http, to, MHD_HTTP_OK, type_of(STR(".js")),
                      str_of(LIVE_SCRIPT));
    return answer_file(s, a, to, url + (url[0] == '/'));
}

/* NOLINTNEXTLINE(readability-function-size): libmicrohttpd's parameters */
static enum MHD_Result on_request(void *context, struct MHD_Connection *to,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    struct arena *a = arena_new();
    enum MHD_Result result = answer_request(context, a, to, url, method);

    (void)version;
    (void)upload;
    (void)upload_size;
    (void)request;
    arena_free(a);
    return result;
}

/* --- the loop ------------------------------------------------------------- */

static bool open_port(struct server *s)
{
    struct sockaddr_in here = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)s->options->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };

    s->daemon = s->http.start_daemon(
        MHD_NO_FLAG, (uint16_t)s->options->port, NULL, NULL, on_request, s,
        MHD_OPTION_SOCK_ADDR, &here, MHD_OPTION_CONNECTION_TIMEOUT, 10U,
        MHD_OPTION_END);
    return s->daemon != NULL;
}

/* Port 0 is any that is free. */
static void tell_address(const struct server *s)
{
    const union MHD_DaemonInfo *info =
        s->http.get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);

    printf("http://localhost:%u/\n",
           info == NULL ? s->options->port : (unsigned)info->port);
    fflush(stdout);
}

/* Answers whoever asks until a tick has gone by. */
static void answer_for_a_tick(struct server *s)
{
    fd_set reads, writes, others;
    int most = 0;
    struct timeval tick = {.tv_usec = TICK_MS * 1000L};

    FD_ZERO(&reads);
    FD_ZERO(&writes);
    FD_ZERO(&others);
    s->http.get_fdset(s->daemon, &reads, &writes, &others, &most);
    if (select(most + 1, &reads, &writes, &others, &tick) >= 0)
        s->http.run_from_select(s->daemon, &reads, &writes, &others);
}

/* Signals that end the program are kept waiting and asked for: no handler, no
 * global. */
static bool is_told_to_end(const sigset_t *signals)
{
    struct timespec now = {0};

    return sigtimedwait(signals, NULL, &now) > 0;
}

enum exit_status run_serve(const struct options *options)
{
    struct server s = {.options = options, .arena = arena_new()};
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    if (!open_library(&s.http)) {
        arena_free(s.arena);
        return world_failed(LIBRARY, "not installed (Debian package "
                                     "libmicrohttpd12)");
    }
    if (!open_port(&s)) {
        const char *why =
            str_format(s.arena, "%s (-p names another port)", strerror(errno))
                .p;
        const char *what = str_format(s.arena, "port %d", options->port).p;

        world_failed(what, why);
        arena_free(s.arena);
        return EXIT_WORLD;
    }
    s.stamp = s.seen = stamp_inputs(&s);
    rebuild(&s);
    tell_address(&s);
    while (!is_told_to_end(&signals)) {
        answer_for_a_tick(&s);
        rebuild_when_changed(&s);
    }
    s.http.stop_daemon(s.daemon);
    if (s.has_good)
        close_run(&s.good, EXIT_FINE);
    arena_free(s.arena);
    return EXIT_FINE;
}
