#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "base/output.h"
#include "model/report.h"
#include "publish/publish.h"

static void put_file(struct arena *a, struct json *json, struct str path,
                     struct str bytes)
{
    json_begin_object(json);
    json_member(json, "path", path);
    json_member_int(json, "bytes", (int64_t)bytes.len);
    json_member(json, "sha256", digest_hex(a, bytes));
    json_end_object(json);
}

/* Inputs are read once more: what was read first is long since taken apart.
 * False: one is gone or cannot be read by now, so nobody could verify it. */
static bool put_inputs(struct arena *a, struct json *json,
                       const struct report *report, struct str *problem)
{
    json_key(json, "inputs");
    json_begin_array(json);
    for (size_t i = 0; i < report->n_inputs; i++) {
        const char *path = file_join(a, report->root, report->inputs[i].p);
        struct str bytes;

        if (!file_read(a, path, &bytes)) {
            *problem = str_format(a, "%s: %s", path, strerror(errno));
            return false;
        }
        put_file(a, json, report->inputs[i], bytes);
    }
    json_end_array(json);
    return true;
}

/* What may be published: internal/ holds the speaker notes and is no part. */
static void put_outputs(struct arena *a, struct json *json,
                        const struct outputs *outputs)
{
    json_key(json, "outputs");
    json_begin_array(json);
    for (size_t i = 0; i < outputs->count; i++)
        if (!str_starts(outputs->items[i].path, "internal/"))
            put_file(a, json, outputs->items[i].path, outputs->items[i].bytes);
    json_end_array(json);
}

bool publish_manifest(struct arena *a, const struct report *report,
                      struct outputs *out, struct str *problem)
{
    struct buf text = buf_new(a);
    struct json json = json_new(&text);

    json_begin_object(&json);
    json_member(&json, "title", report->title);
    json_member(&json, "organisation", report->organisation);
    json_member(&json, "date", format_iso_date(a, report->date));
    json_member(&json, "version", report->version);
    json_member(&json, "status",
                report->status == STATUS_FINAL ? STR("definitief")
                                               : STR("concept"));
    json_member(&json, "audience",
                report->audience == AUDIENCE_PUBLIC ? STR("openbaar")
                                                    : STR("besloten"));
    if (!put_inputs(a, &json, report, problem))
        return false;
    put_outputs(a, &json, out);
    json_end_object(&json);
    buf_putc(&text, '\n');
    outputs_add(out, STR("manifest.json"), buf_str(&text));
    return true;
}
