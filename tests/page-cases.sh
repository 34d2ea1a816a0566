#!/usr/bin/env bash
# What is read on the pages: tests/cases/page, of the records beside the cases. page-cases.py says how. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
. "${TESTS_DIR:-tests}/serve.bash"
export BIAOSOU=${BIAOSOU:-./biaosou} LC_ALL=C.UTF-8 BIAOSOU_INDEX=$tmp/index
command -v python3 >/dev/null || { echo "1..0 # SKIP no python3 here"; exit 0; }
cases=${TESTS_DIR:-tests}/cases/page
"$BIAOSOU" index build "$cases/records.jsonl" "$cases/other.jsonl" >"$tmp/out" 2>&1
[ -f "$BIAOSOU_INDEX/CURRENT" ] || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
serve --base-path /standards --max-time 60000 || exit 1
python3 "${TESTS_DIR:-tests}/page-cases.py" "${address%%/standards*}/standards" "$cases"/*.txt
