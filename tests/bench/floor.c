/* floor.c - the least that the libraries cost, to measure ourselves against.
 *
 *     floor cmark FILE.md...        parses and renders each file with libcmark
 *     floor pdf PAGES FONT.ttf [FILE...]
 *                                   a bare libharu program: PAGES pages of 45
 *                                   lines of TrueType text, one sentence all
 *                                   over or the bytes of the files in turn
 *     floor png COUNT SCALE         Cairo writes COUNT pictures of 800 x 450
 *                                   times SCALE
 *
 * Foreign libraries are called here without our doors: the point is to do
 * without our code. */
#include <cairo.h>
#include <cmark.h>
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int floor_cmark(int n, char **paths)
{
    for (int i = 0; i < n; i++) {
        FILE *f = fopen(paths[i], "rb");
        if (f == NULL)
            return 1;
        cmark_node *doc = cmark_parse_file(f, CMARK_OPT_DEFAULT);
        char *html = cmark_render_html(doc, CMARK_OPT_DEFAULT);
        fputs(html, stdout);
        free(html);
        cmark_node_free(doc);
        fclose(f);
    }
    return 0;
}

enum {
    LINE_BYTES = 80,
    LINES = 45
};

/* The files whose bytes are written, one after the other, over and over. */
struct reading {
    char **paths;
    int n, next;
    FILE *file;
};

static const char *next_line(struct reading *r)
{
    static char line[LINE_BYTES + 1];
    size_t len = 0;

    if (r->n == 0)
        return "De zes prioriteiten van de Nederlandse "
               "Digitaliseringsstrategie vragen om samenwerking";
    while (len < LINE_BYTES) {
        int c = r->file == NULL ? EOF : getc(r->file);

        if (c != EOF) {
            line[len++] = (char)(c < ' ' || c > '~' ? ' ' : c);
            continue;
        }
        if (r->file != NULL)
            fclose(r->file);
        r->file = fopen(r->paths[r->next++ % r->n], "rb");
        if (r->file == NULL)
            exit(1);
    }
    return line;
}

static void add_page(HPDF_Doc pdf, HPDF_Font font, struct reading *text)
{
    HPDF_Page page = HPDF_AddPage(pdf);

    HPDF_Page_SetWidth(page, 595.276F);
    HPDF_Page_SetHeight(page, 841.89F);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font, 10.5F);
    for (int line = 0; line < LINES; line++)
        HPDF_Page_TextOut(page, 70, 760.0F - 15.5F * (float)line,
                          next_line(text));
    HPDF_Page_EndText(page);
}

static int floor_pdf(int pages, const char *path, struct reading text)
{
    HPDF_Doc pdf = HPDF_New(NULL, NULL);
    const char *name;

    HPDF_UseUTFEncodings(pdf);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    name = HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE);
    if (name == NULL)
        return 1;
    HPDF_Font font = HPDF_GetFont(pdf, name, "UTF-8");
    for (int i = 0; i < pages; i++)
        add_page(pdf, font, &text);
    HPDF_STATUS status = HPDF_SaveToFile(pdf, "/dev/null");
    HPDF_Free(pdf);
    if (text.file != NULL)
        fclose(text.file);
    return status == HPDF_OK ? 0 : 1;
}

static int floor_png(int count, int scale)
{
    for (int i = 0; i < count; i++) {
        cairo_surface_t *surface = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, 800 * scale, 450 * scale);
        cairo_t *cr = cairo_create(surface);

        cairo_scale(cr, scale, scale);

        cairo_set_source_rgb(cr, 1, 1, 1);
        cairo_paint(cr);
        cairo_set_source_rgb(cr, 0.07, 0.26, 0.43);
        for (int bar = 0; bar < 50; bar++) {
            cairo_rectangle(cr, 15 * bar, 400 - 7 * bar, 12, 7 * bar);
            cairo_fill(cr);
        }
        cairo_status_t status =
            cairo_surface_write_to_png(surface, "/dev/null");
        cairo_destroy(cr);
        cairo_surface_destroy(surface);
        if (status != CAIRO_STATUS_SUCCESS)
            return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "cmark") == 0)
        return floor_cmark(argc - 2, argv + 2);
    if (argc >= 4 && strcmp(argv[1], "pdf") == 0)
        return floor_pdf(atoi(argv[2]), argv[3],
                         (struct reading){.paths = argv + 4, .n = argc - 4});
    if (argc == 4 && strcmp(argv[1], "png") == 0)
        return floor_png(atoi(argv[2]), atoi(argv[3]));
    fputs("usage: floor cmark FILE... | pdf PAGES FONT [FILE...] | png COUNT "
          "SCALE\n",
          stderr);
    return 2;
}
