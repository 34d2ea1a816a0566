#!/usr/bin/env bash
# The pages as HTML: every one, in both languages, behind a base path, with hostile records and queries. pages.py says what. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
. "${TESTS_DIR:-tests}/serve.bash"
export BIAOSOU=${BIAOSOU:-./biaosou} LC_ALL=C.UTF-8 BIAOSOU_INDEX=$tmp/index
command -v python3 >/dev/null || { echo "1..0 # SKIP no python3 here"; exit 0; }

cat >"$tmp/hostile.jsonl" <<'END'
{"id": "T/HOST 1-2020", "kind": "group", "status": "现行", "title_zh": "恶意甲<script>x</script>", "title_en": "\"'><img src=x>", "scope_zh": "恶意甲 </main></body> & &lt; 的要求。", "url": "javascript:x", "published": "2020-01-01", "relations": [{"type": "cites", "to": "GB/T 22239-2008"}, {"type": "<b>", "to": "\"><i>"}]}
{"id": "T/HOST 2-2020", "kind": "\"<k>", "status": "<s>", "stage": "'<g>", "committee": "<c> & co", "ics": ["<i>"], "ccs": ["\"c"], "title_zh": "恶意乙\u0007\u202e", "published": "2021-02"}
{"id": "T/HOST 3-2020", "kind": "group", "title_zh": "癸深样例", "committee": "SAC/TC 1/WG 1/WG 2/WG 3/WG 4/WG 5/WG 6/WG 7/WG 8/WG 9/WG 10/WG 11/WG 12/WG 13/WG 14/WG 15/WG 16/WG 17/WG 18/WG 19/WG 20"}
END
"$BIAOSOU" index build "${TESTS_DIR:-tests}"/../corpus/samples/catalogue.jsonl "${TESTS_DIR:-tests}"/../corpus/samples/20*.txt \
    "$tmp/hostile.jsonl" >"$tmp/out" 2>&1
[ -f "$BIAOSOU_INDEX/CURRENT" ] || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

serve --base-path /standards --max-time 60000 || exit 1
python3 "${TESTS_DIR:-tests}/pages.py" "$address"
failed=$?
kill "$server" && wait "$server" || { echo "not ok - the server ends well"; sed 's/^/# /' <&3; failed=1; }
exit "$failed"
