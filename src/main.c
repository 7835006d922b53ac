/* main.c - the command line: options in, exit status out. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/near.h"
#include "base/parallel.h"
#include "base/tell.h"
#include "build.h"
#include "memory.h"
#include "read/number.h"

#define VERSION "0.1.0"

static const struct command {
    const char *name;
    enum exit_status (*run)(const struct options *options);
    const char *operand; /* NULL: takes none; "[X]": may be left out */
    const char *help;
} commands[] = {
    {"build", run_build, NULL, "check the report and write the set into out/"},
    {"check", run_check, NULL, "say everything that is wrong, write nothing"},
    {"serve", run_serve, NULL, "show the set in a browser, new at every save"},
    {"new", run_new, "DIR", "make a small report that builds"},
    {"chart", run_chart, "FILE.csv", "draw one chart of any CSV file"},
    {"html", run_html, "FILE.md", "print the body of one page"},
    {"explain", run_explain, "[CODE]",
     "what a message means, and how to mend it"},
};

static const struct {
    const char *name;
    enum target target;
} targets[] = {
    {"html", TARGET_HTML},     {"slides", TARGET_SLIDES}, {"pdf", TARGET_PDF},
    {"charts", TARGET_CHARTS}, {"data", TARGET_DATA},     {"all", TARGET_ALL},
};

enum {
    N_COMMANDS = sizeof(commands) / sizeof(commands[0]),
    N_TARGETS = sizeof(targets) / sizeof(targets[0]),
};

enum {
    DEFAULT_PORT = 8017 /* of plenum serve: unassigned, seldom taken */
};

/* Long options without a letter. */
enum {
    OPTION_TO = 256,
    OPTION_WITH_NOTES,
    OPTION_STRICT,
    OPTION_FORMAT,
    OPTION_TYPE,
    OPTION_ROWS,
    OPTION_COLUMNS,
    OPTION_TITLE,
    OPTION_UNIT,
    OPTION_SOURCE,
    OPTION_LANG,
    OPTION_DECIMAL,
    OPTION_TOLERANCE,
    OPTION_ALL,
    OPTION_SINCE,
    OPTION_MAKE_DEPS,
    OPTION_HELP,
    OPTION_VERSION,
};

static const struct option long_options[] = {
    {"to", required_argument, NULL, OPTION_TO},
    {"with-notes", no_argument, NULL, OPTION_WITH_NOTES},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"type", required_argument, NULL, OPTION_TYPE},
    {"rows", required_argument, NULL, OPTION_ROWS},
    {"columns", required_argument, NULL, OPTION_COLUMNS},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"unit", required_argument, NULL, OPTION_UNIT},
    {"source", required_argument, NULL, OPTION_SOURCE},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"decimal", required_argument, NULL, OPTION_DECIMAL},
    {"tolerance", required_argument, NULL, OPTION_TOLERANCE},
    {"all", no_argument, NULL, OPTION_ALL},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"make-deps", required_argument, NULL, OPTION_MAKE_DEPS},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

static void print_help(void)
{
    puts("usage: plenum COMMAND [OPTIONS]\n"
         "\n"
         "Markdown and spending data in; pages, slides, report, handouts and\n"
         "charts out.\n");
    for (size_t i = 0; i < N_COMMANDS; i++)
        printf("  plenum %-7s %-9s %s\n", commands[i].name,
               commands[i].operand == NULL ? "" : commands[i].operand,
               commands[i].help);
    puts(
        "\n"
        "  -C DIR             the folder of the report (default: here)\n"
        "  -o DIR             where the set goes (default: out); for chart,\n"
        "                     the file: chart.svg, .png or .pdf\n"
        "  --to LIST          html,slides,pdf,charts,data (default: all)\n"
        "  --with-notes       also write internal/, with the speaker notes\n"
        "  --since DIR        an earlier set, or its data/: also write what\n"
        "                     changed since, changes.html and a chapter\n"
        "  --make-deps FILE   also write what the set was made of, as a rule\n"
        "                     for make and ninja (as gcc -MMD -MP)\n"
        "  --strict           warnings are errors\n"
        "  --format FORMAT    human, or json on standard output: a list of\n"
        "                     objects with file, line, column, severity "
        "(error,\n"
        "                     warning, notice), code, message and detail\n"
        "  --type TYPE        chart: multiples, stacked, grouped, bars,\n"
        "                     ranking\n"
        "  --rows, --columns  chart: what to show of the table, A,B,C\n"
        "  --title TEXT       chart: its message\n"
        "  --unit, --source   chart: \"€ mln\", and where the figures are "
        "from\n"
        "  --lang nl|en       chart: its words and numbers (default: nl)\n"
        "  --decimal SIGN     chart: comma or point, where the file leaves it\n"
        "                     open\n"
        "  --tolerance N      chart: a printed total may differ so much, by\n"
        "                     rounding\n"
        "  --all              explain: every message, as Markdown\n"
        "  -p PORT            serve: where (default: 8017; 0: any)\n"
        "  -j N               threads at most (default: one a core)\n"
        "  -q                 say less: errors and warnings alone\n"
        "  -v                 say more: every file, and why it was made again\n"
        "  --help, --version\n"
        "\n"
        "FILE - is standard input.\n"
        "Exit status: 0 fine, 1 the content has errors and out/ is as it was,\n"
        "2 wrong usage, or the disk, a font or a template said no.");
}

static bool usage(const char *text, const char *what)
{
    tell("plenum: %s%s (see plenum --help)", text, what);
    return false;
}

/* What was typed, and the name that it is most like. */
static bool no_such(const char *kind, const struct near *near)
{
    tell("plenum: no such %s: %.*s" NEAR_FMT " (see plenum --help)", kind,
         STR_ARG(near->wanted), NEAR_ARG(*near));
    return false;
}

/* A set that --to can name; blanks around it do not count. */
static bool parse_target(struct str name, unsigned *bits)
{
    struct near near = near_new(name);

    for (size_t i = 0; i < N_TARGETS; i++) {
        if (str_eq_nocase(name, str_of(targets[i].name))) {
            *bits |= targets[i].target;
            return true;
        }
        near_offer(&near, str_of(targets[i].name));
    }
    tell("plenum: --to takes html, slides, pdf, charts, data and all, not "
         "\"%.*s\"" NEAR_FMT " (see plenum --help)",
         STR_ARG(name), NEAR_ARG(near));
    return false;
}

/* "html,pdf" -> bits */
static bool parse_targets(const char *list, unsigned *bits)
{
    struct str rest = str_of(list);

    *bits = 0;
    for (size_t from = 0; from <= rest.len;) {
        size_t comma = str_find(rest, ',', from);

        if (!parse_target(str_trim(str_slice(rest, from, comma)), bits))
            return false;
        from = comma + 1;
    }
    return true;
}

static bool parse_format(const char *name, enum format *format)
{
    if (strcmp(name, "json") == 0)
        *format = FORMAT_JSON;
    else if (strcmp(name, "human") == 0)
        *format = FORMAT_HUMAN;
    else
        return usage("--format takes human or json, not ", name);
    return true;
}

static bool parse_decimal(const char *name, char *sign)
{
    if (strcmp(name, "comma") == 0)
        *sign = ',';
    else if (strcmp(name, "point") == 0)
        *sign = '.';
    else
        return usage("--decimal takes comma or point, not ", name);
    return true;
}

static bool parse_tolerance(const char *text, struct decimal *tolerance)
{
    return number_from_zero(str_of(text), tolerance) ||
           usage("--tolerance takes a number from 0, as 0,5 or 1, not ", text);
}

static bool parse_jobs(const char *text, unsigned *jobs)
{
    char *end;
    long n = strtol(text, &end, 10);

    if (*end != '\0' || n < 1)
        return usage("-j takes a number from 1, not ", text);
    *jobs = n > 1024 ? 1024 : (unsigned)n;
    return true;
}

static bool parse_port(const char *text, unsigned *port)
{
    char *end;
    long n = strtol(text, &end, 10);

    if (end == text || *end != '\0' || n < 0 || n > 65535)
        return usage("-p takes a port from 0 to 65535, not ", text);
    *port = (unsigned)n;
    return true;
}

/* Where an option is kept that is a switch; NULL for others. */
static bool *switch_of(struct options *options, int option)
{
    switch (option) {
    case 'q':
        return &options->quiet;
    case 'v':
        return &options->verbose;
    case OPTION_WITH_NOTES:
        return &options->with_notes;
    case OPTION_STRICT:
        return &options->strict;
    case OPTION_ALL:
        return &options->all;
    default:
        return NULL;
    }
}

/* The same for an option whose word is kept as it is. */
static const char **word_of(struct options *options, int option)
{
    switch (option) {
    case 'C':
        return &options->root;
    case OPTION_TYPE:
        return &options->chart_type;
    case OPTION_ROWS:
        return &options->chart_rows;
    case OPTION_COLUMNS:
        return &options->chart_columns;
    case OPTION_TITLE:
        return &options->chart_title;
    case OPTION_UNIT:
        return &options->chart_unit;
    case OPTION_SOURCE:
        return &options->chart_source;
    case OPTION_SINCE:
        return &options->since;
    case OPTION_MAKE_DEPS:
        return &options->make_deps;
    default:
        return NULL;
    }
}

/* An option whose word has to be understood. */
static bool parse_word(struct options *options, int option, const char *value)
{
    switch (option) {
    case 'o':
        options->out = value;
        options->out_given = true;
        return value[0] != '\0' || usage("-o needs a name", "");
    case 'j':
        return parse_jobs(value, &options->jobs);
    case 'p':
        return parse_port(value, &options->port);
    case OPTION_TO:
        return parse_targets(value, &options->targets);
    case OPTION_FORMAT:
        return parse_format(value, &options->format);
    case OPTION_DECIMAL:
        return parse_decimal(value, &options->decimal_sign);
    case OPTION_TOLERANCE:
        return parse_tolerance(value, &options->tolerance);
    case OPTION_LANG:
        options->lang = value;
        return strcmp(value, "nl") == 0 || strcmp(value, "en") == 0 ||
               usage("--lang takes nl or en, not ", value);
    default:
        return false;
    }
}

static bool apply_option(struct options *options, int option, const char *value)
{
    bool *is_on = switch_of(options, option);
    const char **word = word_of(options, option);

    if (is_on != NULL)
        *is_on = true;
    else if (word != NULL)
        *word = value;
    else
        return parse_word(options, option, value);
    return true;
}

static bool unknown_option(const char *word)
{
    struct str name = str_of(word + strspn(word, "-"));
    struct near near = near_new(str_slice(name, 0, str_find(name, '=', 0)));

    for (size_t i = 0; long_options[i].name != NULL && name.len > 1; i++)
        near_offer(&near, str_of(long_options[i].name));
    tell("plenum: no such option: %s%s%.*s%s (see plenum --help)", word,
         near.best.len > 0 ? ", did you mean --" : "", STR_ARG(near.best),
         near.best.len > 0 ? "?" : "");
    return false;
}

/* getopt_long() tells in its own words, and puts the path of the program before
 * them; these are ours. */
static bool bad_option(int option, char **argv)
{
    const char *word = argv[optind - 1];

    if (option == ':')
        return usage("a value is needed behind ", word);
    if (optopt > 0 && optopt < OPTION_TO) {
        char letter[3] = {'-', (char)optopt, '\0'};
        return unknown_option(letter);
    }
    if (optopt >= OPTION_TO)
        return usage("no value goes with ", word);
    return unknown_option(word);
}

static const struct command *command_named(const char *name)
{
    struct near near = near_new(str_of(name));

    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
        near_offer(&near, str_of(commands[i].name));
    }
    no_such("command", &near);
    return NULL;
}

/* Reads the words behind the command.  *answered: --help or --version did all
 * there was to do. */
static bool parse_options(int argc, char **argv, struct options *options,
                          bool *answered)
{
    int option;

    while ((option = getopt_long(argc, argv, ":C:o:j:p:qv", long_options,
                                 NULL)) != -1) {
        if (option == ':' || option == '?')
            return bad_option(option, argv);
        if (option == OPTION_HELP)
            print_help();
        else if (option == OPTION_VERSION)
            puts("plenum " VERSION);
        else if (apply_option(options, option, optarg))
            continue;
        *answered = option == OPTION_HELP || option == OPTION_VERSION;
        return *answered;
    }
    /* "plenum help" is what many type first. */
    *answered = optind + 1 == argc && strcmp(argv[optind], "help") == 0;
    if (*answered)
        print_help();
    return true;
}

/* What is left over after the options: the command and its operand. */
static const struct command *pick_command(int argc, char **argv,
                                          struct options *options)
{
    if (optind == argc) {
        usage("which command", "?");
        return NULL;
    }
    const struct command *command = command_named(argv[optind]);
    if (command == NULL)
        return NULL;
    int operands = argc - optind - 1;
    int most = command->operand != NULL;
    int least = most > 0 && command->operand[0] != '[';
    if (operands > most) {
        usage("too many words: ", argv[optind + 1 + most]);
        return NULL;
    }
    if (operands < least) {
        tell("plenum: %s needs a %s (see plenum --help)", command->name,
             command->operand);
        return NULL;
    }
    options->operand = operands > 0 ? argv[optind + 1] : NULL;
    return command;
}

/* https://no-color.org: set and not empty means no colour. */
static bool wants_color(void)
{
    const char *no_color = getenv("NO_COLOR");

    return isatty(STDERR_FILENO) && (no_color == NULL || no_color[0] == '\0');
}

/* Messages must not end up in a file that happens to get the number of a stream
 * that whoever started us has closed.  A file that may not grow any more is a
 * failed write, not the end of us, and so is a reader who goes away: `build -v |
 * head` makes the set all the same. */
static void prepare_process(void)
{
    int fd = open("/dev/null", O_RDONLY); /* writing to it fails, and is told */

    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = open("/dev/null", O_RDONLY);
    if (fd >= 0)
        close(fd);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    memory_prepare();
}

int main(int argc, char **argv)
{
    prepare_process();

    struct options options = {
        .program = argv[0],
        .root = ".",
        .out = "out",
        .targets = TARGET_ALL,
        .jobs = parallel_cores(),
        .port = DEFAULT_PORT,
        .color = wants_color(),
        .source_date = getenv("SOURCE_DATE_EPOCH"),
    };
    bool answered = false;

    if (!parse_options(argc, argv, &options, &answered))
        return EXIT_WORLD;
    if (answered)
        return fflush(stdout) == 0 ? EXIT_FINE : EXIT_WORLD;

    const struct command *command = pick_command(argc, argv, &options);
    if (command == NULL)
        return EXIT_WORLD;
    enum exit_status status = command->run(&options);
    /* A full disk behind a redirection may show only now; who stops reading
     * knows. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_FINE) {
        if (errno != EPIPE)
            perror("plenum: standard output");
        status = EXIT_WORLD;
    }
    return (int)status; /* clang gives enums without a sign */
}
