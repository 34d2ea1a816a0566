#!/bin/bash
# Words of one character that thousands of documents hold: totals, beside other words, after changes.
. "${TESTS_DIR:?}/index-common.bash"

# 甲 in all of 4200 documents, 乙 in every third (1400), 丙 in the first 4100; 设备 in every fifth (840).
made() { # FROM TO
    awk -v from="$1" -v to="$2" 'BEGIN {
        for (i = from; i <= to; i++)
            printf "{\"id\":\"T/C %d-2020\",\"title_zh\":\"甲%s号\",\"scope_zh\":\"%s，%s\",\"status\":\"%s\"}\n",
                i, i % 3 ? "" : "乙", i <= 4100 ? "丙" : "丁", i % 5 ? "方法" : "设备",
                i % 2 ? "现行" : "废止"
    }'
}
total() { # QUERY
    "$biaosou" search -d I -n 0 --format json "$@" 2>/dev/null | jq .total
}
made 1 4200 >all.jsonl
index build -d I all.jsonl 2>/dev/null
ok "a character in all documents" is "$(total 甲)" 4200
ok "one in most" is "$(total 丙)" 4100
ok "one in fewer" is "$(total 乙)" 1400
ok "two" is "$(total '甲 丙')" 4100
ok "with a rarer one" is "$(total '丙 乙')" 1366
ok "with a word" is "$(total '甲 设备')" 840
ok "two with a word" is "$(total '设备 丙 甲')" 820
ok "excluded" is "$(total '甲 -丙')" 100
ok "or" is "$(total '丙 OR 丁')" 4200
ok "quoted" is "$(total '"丙"')" 4100
ok "in its field" is "$(total 'scope:丙')" 4100
ok "in another field" is "$(total 'title:丙')" 0
ok "with a filter" is "$(total '丙 status:现行')" 2050
facet() { "$biaosou" search -d I -n 0 --format json --facet status "$1" 2>/dev/null |
    jq -r '[.facets.status[] | "\(.value) \(.count)"] | sort | join(", ")'; }
ok "facets count the same documents" is "$(facet 丙)" "废止 2050, 现行 2050"
ok "a page of it" is "$("$biaosou" search -d I -n 7 --format ids '甲 丙' 2>/dev/null | wc -l)" 7

# 4101 gets 丙, 1 loses it, 2 is deleted.
{
    made 4101 4101 | sed 's/丁/丙/'
    made 1 1 | sed 's/丙/丁/'
} >new.jsonl
index update -d I new.jsonl 2>/dev/null
index delete -d I "T/C 2-2020" 2>/dev/null
for when in "two shards, dead documents" joined; do
    ok "$when: a character" is "$(total 丙)" 4099
    ok "$when: two" is "$(total '甲 丙')" 4099
    ok "$when: with a word" is "$(total '丙 设备')" 820
    ok "$when: not 丙" is "$(total '甲 -丙')" 100
    ok "$when: facets" is "$(facet 丙)" "废止 2049, 现行 2050"
    index compact -d I 2>/dev/null
done
ok "the index is whole" index check -d I
plan
