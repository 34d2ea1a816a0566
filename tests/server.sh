#!/usr/bin/env bash
# The server: every route, errors, limits, clients that mean harm, several indexes, a newer generation under load, its start and
# its end. server.py says what; every answer of the API is held to doc/openapi.json where python3 has jsonschema. TAP.
. "${TESTS_DIR:-tests}/tap.bash"
export BIAOSOU=${BIAOSOU:-./biaosou} TESTS_DIR=${TESTS_DIR:-tests} LC_ALL=C.UTF-8
unset BIAOSOU_INDEX
command -v python3 >/dev/null || { echo "1..0 # SKIP no python3 here"; exit 0; }

samples=$TESTS_DIR/../corpus/samples
build() { # build NAME FILE...
    "$BIAOSOU" index build -d "$tmp/$1" "${@:2}" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }
}
build one "$samples"/*.jsonl "$samples"/20*.txt
build two "$samples"/catalogue.jsonl
# So many that looking at each for words near each other takes more than the millisecond that one of the servers gives.
python3 - >"$tmp/many.jsonl" <<'END'
import json
for i in range(20000):
    print(json.dumps({"id": "GB/T %d-2020" % (100000 + i), "kind": "gb", "title_zh": "接地 装置 第 %d 部分" % i}, ensure_ascii=False))
END
build many "$tmp/many.jsonl"
python3 "$TESTS_DIR/server.py" "$tmp"
