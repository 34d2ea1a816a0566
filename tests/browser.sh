#!/usr/bin/env bash
# The pages in a real browser: what is in tests/browser/*.mjs, each test with a page of its own. TAP.
# Screenshots are kept in the build folder, browser-shots/. BROWSER_TESTS='axe|phone' runs those whose names have it.
. "${TESTS_DIR:-tests}/tap.bash"
. "${TESTS_DIR:-tests}/serve.bash"
biaosou=${BIAOSOU:-./biaosou}
top=$(cd "${TESTS_DIR:-tests}/.." && pwd)
packages=${BROWSER_PACKAGES:-$top/build-check/browser}

skip_all() { echo "1..0 # SKIP $1"; exit 0; }
[ -z "${SANITIZED:-}" ] || skip_all "a browser beside sanitizers takes too long"
command -v node >/dev/null || skip_all "no node here"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip_all "no chromium here"
[ -d "$packages/node_modules/playwright-core" ] || skip_all "no playwright-core in $packages: scripts/setup --test installs it"

export LC_ALL=C.UTF-8 BIAOSOU_INDEX=$tmp/index
export BROWSER=$browser BROWSER_PACKAGES=$packages BROWSER_SHOTS=$PWD/browser-shots BIAOSOU=$biaosou TESTS_DIR=$top/tests
mkdir -p "$BROWSER_SHOTS"

node "$top/tests/browser/records.mjs" >"$tmp/hostile.jsonl" &&
    "$biaosou" index build "$top"/corpus/samples/catalogue.jsonl "$top"/corpus/samples/20*.txt "$tmp/hostile.jsonl" >"$tmp/log" 2>&1 ||
    { sed "s/^/# /" "$tmp/log"; echo "Bail out! no index"; exit 1; }

serve || exit 1
ADDRESS=$address node "$top/tests/browser/run.mjs"
