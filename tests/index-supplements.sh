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

any_order undated.jsonl dated.jsonl "$wanted" merged 8
plan
