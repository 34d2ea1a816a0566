#!/usr/bin/env bash
# What programs get is as doc/schema says, all of it: no member that is not described there. TAP. Needs python3 with jsonschema.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=${BIAOSOU:-./biaosou}
top=${TESTS_DIR:-tests}/..
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8 PYTHONPATH=$top/tests PYTHONDONTWRITEBYTECODE=1

python3 -c 'import jsonschema' 2>/dev/null || { echo "1..0 # SKIP no python3 with jsonschema here"; exit 0; }

cat >"$tmp/validate.py" <<'END'
import json, sys, jsonschema

from schemas import strict

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(strict(schema))
lines = sys.argv[2:3] == ["lines"]
text = sys.stdin.read()
values = [json.loads(line) for line in text.splitlines()] if lines else [json.loads(text)]
errors = [e for value in values for e in validator.iter_errors(value)]
for error in errors[:5]:
    print("/".join(map(str, error.absolute_path)), error.message[:300])
sys.exit(1 if errors or not values else 0)
END

# as SCHEMA COMMAND...: what it prints is as the schema says; whatever its exit status
as() {
    "$biaosou" "${@:2}" 2>/dev/null >"$tmp/json"
    python3 "$tmp/validate.py" "$top/doc/schema/$1.schema.json" <"$tmp/json"
}
# The schemas notice what is wrong.
wrong() { ! python3 "$tmp/validate.py" "$top/doc/schema/$1.schema.json" <<<"$2" >/dev/null; }

"$biaosou" index build "$top/corpus/samples/"*.jsonl "$top/corpus/samples/"20*.txt >"$tmp/out" 2>&1 ||
    { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

ok "search" as search search -f json 灾难恢复能力 -n 20
ok "search: facets" as search search -f json 安全 kind:gb --facet kind,status,stage,committee,ics,ccs,year
ok "search: explained" as search search -f json --explain 云计算安全评估
ok "search: nothing found" as search search -f json 龘龘龘
ok "search: relaxed" as search search -f json 灾难恢复 zzzz
ok "search: a number that nobody has" as search search -f json "GB/T 22293"
ok "search: a query of filters" as search search -f json kind:iso status:现行
ok "search: a title wrongly remembered" as search search -f json 信息系统密码应用的基本要求
ok "citations" as csl search -f csl --accessed today 信息 -n 50
printf '本文引用 GB/T 22239-2008《信息安全技术 信息系统安全等级保护基本要求》、GB/T 1.1、ISO/IEC 27001:2013 和 GB/T 99999-2020。\n' >"$tmp/cites.txt"
ok "check" as check check -f json "$tmp/cites.txt"
ok "related" as related related -f json 22239
printf '信息安全技术 灾难恢复服务要求\n本标准规定了灾难恢复服务的要求。\n' >"$tmp/proposal.txt"
ok "related --text" as related related -f json --text "$tmp/proposal.txt"
ok "news" as news news -f json --since 2023-01 --on 2024-03-01
ok "news: against a generation" as news news -f json --since 1

ok "show" as show show -f json 20230241
ok "show: editions and relations" as show show -f json "GB/T 22239-2008"
ok "show: in force on a day" as show show -f json --on 2010-01-01 22239
ok "impact" as impact impact -f json --all 22239
ok "suggest" as suggest suggest -f json -n 20 wlaq
ok "suggest: numbers" as suggest suggest -f json gbt2223
ok "search: read otherwise" as search search -f json 灾南恢复
ok "not: a hit without titles" wrong search '{"query":"","total":1,"relaxed":0,"offset":0,"hits":[{"rank":1,"id":"x","relaxed":false,"score":1}],"notes":[],"nearest":[]}'
ok "not: a member that is not described" wrong check '{"on":"2024-01-01","invalid":0,"verdicts":{},"rows":[],"more":1}'
ok "not: no date" wrong news '{"since":"soon","on":"2024-01-01","open":{"total":0,"items":[]},"happened":{"total":0,"items":[]},"coming":{"total":0,"items":[]},"stalled":{"total":0,"items":[]}}'
echo "1..$n"
exit $failed
