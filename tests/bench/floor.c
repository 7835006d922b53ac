/* floor.c - the least that the libraries cost, to measure ourselves against.
 *
 *     floor cmark FILE.md...        parses and renders each file with libcmark
 *     floor pdf PAGES FONT.ttf      a bare libharu program: PAGES pages of 45
 *                                   lines of TrueType text
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

static void add_page(HPDF_Doc pdf, HPDF_Font font)
{
    HPDF_Page page = HPDF_AddPage(pdf);

    HPDF_Page_SetWidth(page, 595.276F);
    HPDF_Page_SetHeight(page, 841.89F);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font, 10.5F);
    for (int line = 0; line < 45; line++)
        HPDF_Page_TextOut(page, 70, 760.0F - 15.5F * (float)line,
                          "De zes prioriteiten van de Nederlandse "
                          "Digitaliseringsstrategie vragen om samenwerking");
    HPDF_Page_EndText(page);
}

static int floor_pdf(int pages, const char *path)
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
        add_page(pdf, font);
    HPDF_STATUS status = HPDF_SaveToFile(pdf, "/dev/null");
    HPDF_Free(pdf);
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
    if (argc == 4 && strcmp(argv[1], "pdf") == 0)
        return floor_pdf(atoi(argv[2]), argv[3]);
    if (argc == 4 && strcmp(argv[1], "png") == 0)
        return floor_png(atoi(argv[2]), atoi(argv[3]));
    fputs("usage: floor cmark FILE... | pdf PAGES FONT | png COUNT SCALE\n",
          stderr);
    return 2;
}
