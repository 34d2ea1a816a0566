#!/usr/bin/env bash
# related: relations from both ends with their status, and what is similar; of a proposal what there is already. TAP.
# Needs jq.
. "${TESTS_DIR:-tests}/tap.bash"
biaosou=$(realpath "${BIAOSOU:-./biaosou}")
export BIAOSOU_INDEX=$tmp/index LC_ALL=C.UTF-8
unset NO_COLOR

command -v jq >/dev/null || { echo "1..0 # SKIP no jq here"; exit 0; }

cat >"$tmp/records.jsonl" <<'END'
{"id":"GB/T 601-2020","title_zh":"灯塔 雾号装置","scope_zh":"本标准规定了灯塔雾号装置的声级、周期和电源。本标准适用于沿海灯塔雾号装置的设计和检验。","status":"现行","relations":[{"type":"replaces","to":"GB/T 601-2010"},{"type":"adopts","to":"ISO 601:2018","degree":"MOD"}]}
{"id":"GB/T 601-2010","title_zh":"灯塔 雾号装置","scope_zh":"本标准规定了灯塔雾号装置的声级、周期和电源。本标准适用于沿海灯塔雾号装置的设计和检验。","status":"被代替"}
{"id":"GB/T 601.2-2021","title_zh":"灯塔 雾号装置 第2部分：安装","scope_zh":"本标准规定了灯塔雾号装置的安装。","status":"现行"}
{"id":"GB/T 602-2019","title_zh":"浮标 雾号装置","scope_zh":"本标准规定了浮标雾号装置的声级、周期和电源。本标准适用于内河浮标。","status":"现行","relations":[{"type":"cites","to":"GB/T 601-2020"}]}
{"id":"GB/T 603-2018","title_zh":"岸台 雾号装置","scope_zh":"本标准规定了岸台雾号装置的声级、周期和电源。本标准适用于岸台雾号装置的检验。","status":"废止"}
{"id":"20240604-T-469","title_zh":"桥梁 雾号装置","scope_zh":"本标准规定了桥梁雾号装置的周期。","stage":"征求意见"}
{"id":"GB/T 605-2022","title_zh":"茶叶 感官审评方法","scope_zh":"本标准规定了茶叶感官审评的条件、方法和结果判定。","status":"现行"}
{"id":"ISO 601:2018","title_en":"Lighthouses — Fog signal apparatus","scope_en":"This document specifies the sound level, the period and the power supply of fog signals.","status":"现行"}
{"id":"ISO 606:2011","title_en":"Fog signals of buoys — Sound level","scope_en":"This document specifies the sound levels of fog signals on buoys.","status":"现行"}
{"id":"ISO 608:2012","title_en":"Road vehicles — Functional safety — Risk assessment","scope_en":"This document specifies the requirements of risk assessment for road vehicles.","status":"现行"}
{"id":"GB/T 609-2014","title_zh":"密码模块 物理安全","scope_zh":"本标准规定了密码模块物理安全的要求。"}
{"id":"GB/T 607-2023","title_zh":"航标灯 光强测量"}
END
for i in $(seq 60); do # what the words are rare among
    echo "{\"id\":\"GB/T 7$i-2001\",\"title_zh\":\"罐头食品 第${i}号果品要求\",\"scope_zh\":\"本标准规定了罐头食品的要求，适用于检验和设计。\"}"
done >>"$tmp/records.jsonl"
"$biaosou" index build "$tmp/records.jsonl" >"$tmp/out" 2>&1 || { echo "Bail out! $(cat "$tmp/out")"; exit 1; }

same() { [ "$1" = "$2" ] || { echo "wanted: $2"; echo "got:    $1"; return 1; }; }
of() { # ID FILTER WANTED
    same "$("$biaosou" related --format json "$1" | jq -c "$2")" "$3"
}
proposal() { # TEXT FILTER WANTED
    printf '%s\n' "$1" >"$tmp/proposal.txt"
    same "$("$biaosou" related --text --format json "$tmp/proposal.txt" | jq -c "$2")" "$3"
}

# of a document
ok "relations of its own, with the status of the other end" of 'GB/T 601-2020' '.relations[:2] | map([.type, .id, .degree, .status])' \
    '[["replaces","GB/T 601-2010",null,"被代替"],["adopts","ISO 601:2018","MOD","现行"]]'
ok "and of others" of 'GB/T 601-2020' '.relations[2:] | map([.type, .id, .status])' '[["cited-by","GB/T 602-2019","现行"]]'
ok "similar ones, without its editions, its parts and what it is related to" of 601 '.similar[:2] | map(.id)' '["GB/T 603-2018","20240604-T-469"]'
ok "not those either" of 'GB/T 601-2020' '[.similar[].id | select(startswith("GB/T 601") or . == "GB/T 602-2019" or . == "ISO 601:2018")]' '[]'
ok "in its language" of 'ISO 601:2018' '.similar[0].id' '"ISO 606:2011"'
ok "of a document no verdict is given" of 601 '.verdict' null
none() { "$biaosou" related 'GB/T 99-2001' >/dev/null 2>&1; same $? 1; }
ok "a document that is not there" none

# of a proposal
text='灯塔 雾号装置
本标准规定了灯塔雾号装置的声级、周期和电源。'
ok "what is there already" proposal "$text" '[.verdict, .similar[0].same_title, .similar[0].overlap > 0.99]' '["same",true,true]'
ok "all editions of it" proposal "$text" '.similar[:2] | map(.id) | sort' '["GB/T 601-2010","GB/T 601-2020"]'
ok "its clauses beside theirs" proposal "$text" '.similar[0].passages[1] | [.proposed, .there, .share > 0.99]' \
    '["本标准规定了灯塔雾号装置的声级、周期和电源","本标准规定了灯塔雾号装置的声级、周期和电源",true]'
ok "nothing in it is new" proposal "$text" '.new' '[]'
ok "what is new" proposal "$text"$'\n本标准还给出了鲸群回避的声纹。' '.new' '["本标准还给出了鲸群回避的声纹"]'
ok "what is known for more than a half is not" proposal "$text"$'\n本标准也规定了灯塔雾号装置的声级、频段。' '.new' '[]'
ok "a part of it, without the title" proposal $'港口 雾号\n本标准规定了桥梁雾号装置的周期，以及鲸群回避。' \
    '[.verdict, .similar[0].id]' '["partly","20240604-T-469"]'
ok "nothing like it" proposal $'蜂蜜 结晶率测定\n本标准描述了蜂蜜结晶率的测定。' '.verdict' '"none"'
ok "a title alone, of what has no scope" proposal '航标灯 光强的测量' '[.verdict, .similar[0].id, .similar[0].likeness < 0.71]' \
    '["close","GB/T 607-2023",true]'
ok "English" proposal $'Fog signals of buoys\nThis document specifies the sound level of fog signals on a buoy.' \
    '[.verdict, .similar[0].id]' '["same","ISO 606:2011"]'
ok "in the other language, by translations" proposal '道路车辆 功能安全 风险评估' \
    '[.verdict, .similar[0].id, .similar[0].translated, .similar[0].same_title, .similar[0].passages[0].proposed]' \
    '["same","ISO 608:2012",true,false,"道路车辆 功能安全 风险评估"]'
ok "and the other way round" proposal 'Cryptographic modules: physical security' '[.similar[0].id, .similar[0].translated]' '["GB/T 609-2014",true]'
ok "not what has none of these" proposal '道路车辆 功能安全 风险评估' '[.similar[] | select(.translated) | .id]' '["ISO 608:2012"]'
ok "not marked in one language" proposal "$text" '[.similar[:2][].translated]' '[false,false]'
many() {
    printf '标准编号,标准名称\nGB/T 1,浮标 雾号装置\nGB/T 2,茶叶 感官审评方法\n' >"$tmp/list.csv"
    same "$("$biaosou" related --text --format json "$tmp/list.csv" | jq -sc 'map([.title, .similar[0].id])')" \
        '[["浮标 雾号装置","GB/T 602-2019"],["茶叶 感官审评方法","GB/T 605-2022"]]'
}
ok "each of a list" many
stdin() { same "$(printf '茶叶 感官审评方法' | "$biaosou" related --text --format json - | jq -r .verdict)" same; }
ok "standard input" stdin
missing() { "$biaosou" related --text "$tmp/none" "$tmp/list.csv" >"$tmp/got" 2>"$tmp/err"; same "$? $(grep -c 感官 "$tmp/got")" "5 3" && grep -q "$tmp/none" "$tmp/err"; }
ok "where a file is missing the others are compared" missing
nothing() { : >"$tmp/empty.txt"; "$biaosou" related --text "$tmp/empty.txt" >/dev/null 2>"$tmp/err"; same $? 5; }
ok "an empty file is an error" nothing

# for people
people() {
    printf '茶叶 感官审评方法\n本标准规定了茶叶感官审评的条件。' | "$biaosou" related --lang zh --text -n 1 - | head -4 >"$tmp/got"
    diff -u - "$tmp/got" <<'END'
疑似重复: 茶叶 感官审评方法
  1. GB/T 605-2022  100 %（名称相同）  现行  茶叶 感官审评方法
      茶叶 感官审评方法 ≈ 茶叶 感官审评方法
      本标准规定了茶叶感官审评的条件 ≈ 本标准规定了茶叶感官审评的条件、方法和结果判定
END
}
ok "as text" people
printf '<script>*茶叶* 感官审评方法\n' >"$tmp/hostile.txt"
page() { "$biaosou" related --text -f html -o "$tmp/page.html" "$tmp/hostile.txt" && grep -q '<h2>.*&lt;script&gt;\*茶叶\*' "$tmp/page.html" && ! grep -q '<script' "$tmp/page.html"; }
ok "as a page, in which texts are texts" page
markdown() { "$biaosou" related --text -f md "$tmp/hostile.txt" | grep -q '^## .*\\<script\\>\\\*茶叶\\\*'; }
ok "as Markdown" markdown
there() { (cd "$tmp" && "$biaosou" related -n 1 -o - 601 | grep -q '^GB/T 601-2020' && [ ! -e - ]); }
ok "- is standard output" there
full() { "$biaosou" related -o /dev/full 601 2>"$tmp/err"; same "$?" 5 && grep -q '^biaosou: /dev/full: cannot write' "$tmp/err"; }
ok "what cannot be written is told" full
format() { "$biaosou" related -f pdf 601 2>/dev/null; same $? 2; }
ok "no such format" format
echo "1..$n"
exit $failed
