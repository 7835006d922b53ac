#!/bin/sh
# Builds the sample report and a site with every kind of block, and looks at
# both in Chromium.
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
node run.mjs "$program" "$sets/sample" "$sets/site"
