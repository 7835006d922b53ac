#include "base/arena.h"
#include "base/buf.h"
#include "base/inputs.h"
#include "base/json.h"
#include "base/output.h"
#include "model/report.h"
#include "publish/publish.h"

static void put_file(struct json *json, struct str path, size_t size,
                     struct str sha256)
{
    json_begin_object(json);
    json_member(json, "path", path);
    json_member_int(json, "bytes", (int64_t)size);
    json_member(json, "sha256", sha256);
    json_end_object(json);
}

static void put_inputs(struct json *json, const struct inputs *inputs)
{
    json_key(json, "inputs");
    json_begin_array(json);
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];

        if (input->name.len > 0)
            put_file(json, input->name, input->size, input->answer);
    }
    json_end_array(json);
}

/* What may be published: internal/ holds the speaker notes and is no part. */
static void put_outputs(struct json *json, const struct outputs *outputs)
{
    json_key(json, "outputs");
    json_begin_array(json);
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *file = &outputs->items[i];

        if (!str_starts(file->path, "internal/"))
            put_file(json, file->path, file->bytes.len, file->sha256);
    }
    json_end_array(json);
}

void publish_manifest(struct arena *a, const struct report *report,
                      struct outputs *out)
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
    put_inputs(&json, report->inputs);
    put_outputs(&json, out);
    json_end_object(&json);
    buf_putc(&text, '\n');
    outputs_add(out, STR("manifest.json"), buf_str(&text));
}
