#!/bin/sh
# Builds the sample report, a site with every kind of block, and that site in a
# house style, and looks at them in Chromium.
#
#   tests/browser/run.sh PROGRAM
#
# The last line is "N passed, N failed".
set -u
program=$(realpath "$1") || exit 2
cd "$(dirname "$0")" || exit 2

for tool in node java "${CHROMIUM:=/usr/bin/chromium}"; do
    command -v "$tool" >/dev/null || {
        echo "$tool is missing: make test-deps"
        exit 1
    }
done
for package in playwright-core axe-core vnu-jar; do
    [ -d "node_modules/$package" ] || {
        echo "node_modules/$package is missing: make test-deps"
        exit 1
    }
done
export CHROMIUM

sets=$(mktemp -d) || exit 2
trap 'rm -rf "$sets"' EXIT
"$program" build -q -C ../.. --with-notes -o "$sets/sample" || exit 1
"$program" build -q -C site --with-notes -o "$sets/site" || exit 1
cp -r site "$sets/copy" && mkdir "$sets/copy/templates" || exit 2
cp house/theme.yml site/content/images/vlak.png "$sets/copy/templates" || exit 2
"$program" build -q -C "$sets/copy" -o "$sets/house" || exit 1
node run.mjs "$program" "$sets/house" "$sets/sample" "$sets/site"
