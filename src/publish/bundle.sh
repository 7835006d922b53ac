#!/bin/sh
# src/publish/bundle.sh OUT FILE.zip - what may be published of a set, in one file.
#
# That is what OUT/manifest.json lists, and the manifest; never internal/.  The
# files are checked against the manifest first.  The same set gives the same
# bytes: names are sorted, times are the report's date, owners are left out.
set -eu
umask 022
export LC_ALL=C TZ=UTC
out=$1
zip=$(realpath -m "$2")
manifest=$out/manifest.json

command -v zip >/dev/null || { echo "zip is missing: make deps" >&2; exit 1; }
[ -f "$manifest" ] || { echo "$out: no manifest.json, so no set" >&2; exit 1; }
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/set"

# A line per member, as base/json.c writes them: "path" comes before "sha256".
sed -n '/^ *"outputs"/,$ {
    s/^ *"path": "\(.*\)",\{0,1\}$/\1/; t hold
    s/^ *"sha256": "\(.*\)",\{0,1\}$/\1/; t both
    d
    : hold
    h; d
    : both
    G; s/\n/  /p
}' "$manifest" >"$copy/sums"
grep -q . "$copy/sums" || { echo "$manifest: lists nothing" >&2; exit 1; }
if grep -E '  (internal/|/|(.*/)?\.\./)' "$copy/sums" >&2; then
    echo "$manifest: lists what is not to be published" >&2
    exit 1
fi
(cd "$out" && sha256sum --check --quiet --strict "$copy/sums") >&2

cut -c 67- "$copy/sums" | sort >"$copy/names"
echo manifest.json >>"$copy/names"
while IFS= read -r name; do
    mkdir -p "$copy/set/$(dirname "$name")"
    cp "$out/$name" "$copy/set/$name"
done <"$copy/names"

date=$(sed -n 's/^ *"date": "\([0-9-]*\)".*/\1/p' "$manifest" | head -n 1)
find "$copy/set" -type f -exec chmod 644 {} + \
    -exec touch -d "${date:-1980-01-01} 00:00:00 UTC" {} +
(cd "$copy/set" && zip -q -X -D -9 -@ "$copy/bundle.zip" <"$copy/names")
mv "$copy/bundle.zip" "$zip"
