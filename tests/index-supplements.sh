#!/bin/bash
# A supplement without its date and with it are one document, however they come; two dates are two.
. "${TESTS_DIR:?}/index-common.bash"

cat >undated.jsonl <<'R'
{"id":"ISO/IEC 27001:2022","title_en":"Requirements"}
{"id":"ISO/IEC 27001:2022/Amd 1","title_en":"Requirements, amended","committee":"C"}
{"id":"ISO 9001:2015/Amd 1","title_en":"Systems, undated"}
{"id":"ISO 9001:2015/Amd 1:2023","title_en":"Systems of 2023"}
{"id":"ISO 9001:2015/Amd 1:2023/Cor 1:2023","title_en":"Systems of 2023, corrected"}
{"id":"ISO 9001:2015/Amd 1:2024","title_en":"Systems of 2024"}
{"id":"GB 4706.1-2005第1号修改单","title_zh":"家用电器 修改"}
{"id":"ISO 8601:2004/Cor 1","title_en":"Nobody has its date"}
R
cat >dated.jsonl <<'R'
{"id":"ISO/IEC 27001:2022/AMD1:2024","title_fr":"Un","published":"2024-02"}
{"id":"GB 4706.1-2005/XG1-2008","published":"2008"}
R
wanted='GB 4706.1-2005/XG1-2008
ISO 8601:2004/Cor 1
ISO 9001:2015/Amd 1
ISO 9001:2015/Amd 1:2023
ISO 9001:2015/Amd 1:2023/Cor 1:2023
ISO 9001:2015/Amd 1:2024
ISO/IEC 27001:2022
ISO/IEC 27001:2022/Amd 1:2024'
all() { ids "$1" 'requirements OR systems OR nobody OR 家用电器' | LC_ALL=C sort; }
# what the two said of one document
merged() {
    "$biaosou" show -d "$1" 'ISO/IEC 27001:2022/Amd 1:2024' >shown
    grep -q 'amended' shown && grep -q 'Un' shown && grep -q '2024-02' shown && ! grep -q AMD shown
}

index build -d one undated.jsonl dated.jsonl 2>/dev/null
ok "built together: one document each" is "$(all one)" "$wanted"
ok "with what both say" merged one
index build -d other dated.jsonl undated.jsonl 2>/dev/null
ok "in the other order too" is "$(all other)" "$wanted"
index build -d late undated.jsonl 2>/dev/null
index update -d late dated.jsonl 2>/dev/null
ok "the date comes with an update" is "$(all late)" "$wanted"
ok "and joins what is stored" merged late
ok "no document more" is "$(count late)" 8
index build -d early dated.jsonl 2>/dev/null
index update -d early undated.jsonl 2>/dev/null
ok "the date was stored before" is "$(all early)" "$wanted"
ok "and is joined" merged early
ok "no document more" is "$(count early)" 8
run index check -d early
ok "the index is whole" test $status = 0
plan
