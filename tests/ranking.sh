#!/bin/sh
# Ranking over corpus/samples: nDCG@10 above a floor, the same run twice, and cases that must come first.
set -u
srcdir=${srcdir:-.}
program=${BIAOSOU:-$PWD/biaosou}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
samples=$srcdir/corpus/samples
index=$work/index
n=0

# Just under the measured value (bench/README.md): a change that loses that much must say why.
floor=${RANKING_FLOOR:-0.95}

result() { # NAME STATUS
    n=$((n + 1))
    if [ "$2" = 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; fi
}

first() { # NAME ID QUERY
    got=$("$program" search -d "$index" -n 1 --format csv "$3" | sed -n 2p | cut -d, -f2)
    [ "$got" = "$2" ]; status=$?
    [ $status = 0 ] || echo "# $3: $got instead of $2"
    result "$1" $status
}

echo "1..43"
"$program" index build -d "$index" "$samples/catalogue.jsonl" "$samples"/2024-0*.txt >/dev/null 2>&1
result "the samples are indexed" $?
"$program" batch -d "$index" "$samples/queries.tsv" >"$work/run"
result "their queries run" $?
"$program" batch -d "$index" "$samples/queries.tsv" >"$work/again"
cmp -s "$work/run" "$work/again"
result "twice the same" $?
value=$(python3 "$srcdir/bench/evaluate" -m ndcg@10 "$work/run" "$samples/qrels.txt" |
    awk '$1 == "ndcg@10" { print $3 }')
echo "# nDCG@10 $value, floor $floor"
awk "BEGIN { exit !(${value:-0} >= $floor) }"
result "nDCG@10 over the samples" $?
"$program" batch -d "$index" --without window,pairs-held "$samples/queries.tsv" >"$work/without"
result "without features" $?
"$program" batch -d "$index" --without nonsense "$samples/queries.tsv" >/dev/null 2>&1
[ $? = 2 ]
result "without a feature that there is not" $?
"$program" batch -d "$index" --features "$work/features" "$samples/queries.tsv" >/dev/null &&
    head -1 "$work/features" | grep -q '^qid	id	longness	number	'
result "features written" $?

# Titles typed from memory.
first "a title" 'GB/T 25069-2022' 'Information security techniques Terminology'
first "a title in Chinese" 'GB/T 19015-2021' '质量管理 质量计划指南'
first "a word missing" 'GB/T 37092-2018' 'Information security technology Security requirements for modules'
first "a word missing in Chinese" 'ISO 14721:2025' '空间数据系统 开放档案信息系统 参考模型'
first "two words swapped" 'GM/T 0028-2014' 'Security requirements for modules cryptographic'
first "two words swapped in Chinese" 'GM/T 0054-2018' '密码应用信息系统基本要求'
first "one wrong character" 'GM/T 0054-2018' '信息系统密码应用基本耀求'
first "one wrong character among numbers" 'ISO/IEC 27017:2015' \
    '信息技术 安全技术 基于ISO IEC 27002的云服务信息安权控制实践指南'
first "a slip of the finger" 'ISO/IEC 27040:2024' 'Information technology Security tecchniques Storage security'
first "a slip in a title with a number" 'ISO 22313:2020' \
    'Seucrity and resilience Business continuity management systems Guidance on the use of ISO 22301'
first "two slips" 'GM/T 0028-2014' 'Sefurity requirements for cryptograpphic modules'
first "the second half first" 'GB/T 31167-2023' \
    'for cloud computing services Information security technology Security guide'
first "generic words dropped" 'ISO/IEC 27400:2022' 'Cybersecurity IoT security privacy'
first "the other spelling" 'GB/T 1.1-2020' \
    'Directives for standardisation Part 1 Rules for the structure and drafting of standardizing documents'

printf '{"id":"L1","title_zh":"中华人民共和国刑法第三十三条","scope_zh":"主刑的种类如下"}
{"id":"L2","title_zh":"中华人民共和国刑法第三十四条","scope_zh":"附加刑的种类如下，第三十三条另有规定"}
{"id":"L3","title_zh":"信息安全管理","scope_zh":"如何管理信息安全"}
' >"$work/laws.jsonl"
index=$work/laws
"$program" index build -d "$index" "$work/laws.jsonl" >/dev/null 2>&1
first "the article asked for" L1 刑法第三十三条的内容是什么
first "a query of question words alone" L3 如何

# Titles that differ little: the longer one has more of the words, more often, and is in force.
cat >"$work/tools.jsonl" <<'END'
{"id":"T1","title_en":"Garden tools - Wooden handle - Dimensions","status":"废止"}
{"id":"T2","title_en":"Garden tools - Wooden handles - Dimensions","status":"现行"}
{"id":"T3","title_en":"Garden tools - Wooden handles - Dimensions and marking","status":"现行","scope_en":"Wooden handles of garden tools: dimensions of the handle, marking of the handle."}
{"id":"T4","title_en":"Garden tools - Wooden handles - Dimensions - Amendment 1","status":"现行"}
{"id":"T5","title_zh":"园林工具 木柄 尺寸","status":"废止"}
{"id":"T6","title_zh":"园林工具 木柄 尺寸和标志","status":"现行","scope_zh":"园林工具的木柄：木柄的尺寸，木柄的标志。"}
{"id":"T7","title_zh":"园林工具 个人计算机控制","status":"现行"}
{"id":"T8","title_en":"Procedures and procedures of welding","status":"现行"}
{"id":"T9","title_en":"A procedure for the molding of a coin","status":"现行"}
{"id":"T10","title_en":"Garden informatin","status":"现行"}
{"id":"T11","title_zh":"园林工具 微控制 机控制","status":"现行"}
END
for i in 1 2 3 4 5 6 7 8 9 10; do echo "{\"id\":\"F$i\",\"title_en\":\"Information $i\"}"; done >>"$work/tools.jsonl"
printf '个人计算机 = 微机\n' >"$work/synonyms"
index=$work/tools
"$program" index build -d "$index" --synonyms "$work/synonyms" "$work/tools.jsonl" >/dev/null 2>&1
result "the tools are indexed" $?
first "a title that is another's in the singular" T1 'garden tools wooden handle dimensions'
first "and the plural" T2 'garden tools wooden handles dimensions'
first "a slip beside a longer title" T2 'gadren tools wooden handles dimensions'
first "an amendment by its title" T4 'garden tools wooden handles dimensoins amendment 1'
first "words joined" T2 'garden-tools woodenhandles dimensions'
first "a title beside a longer one" T5 '园林工具木柄尺寸'
first "a synonym in a title" T7 '园林工具微机控制'

# Words that no document has.
first "a letter changed" T8 weldeng
first "a letter put in" T8 wellding
first "a letter left out" T8 weling
first "two letters turned, the first among them" T8 ewlding
first "a wrong first letter" T9 foin
first "two slips in a long word" F1 infromatoin
approximate() { # NAME WORDS QUERY: what the answer says it took the query's words for
    got=$("$program" search -d "$index" "$3" | sed -n 's/^ *≈ //p' | sort -u | tr '\n' ' ')
    [ "$got" = "$2" ]; status=$?
    [ $status = 0 ] || echo "# $3: $got instead of $2"
    result "$1" $status
}
approximate "a word, not its stem" 'procedure ' proceduer
approximate "no misspelling of it that a document has" 'information ' informatien
approximate "a short word is as it is" '' con
approximate "a known word is as it is" '' 'coin molding'
approximate "two slips are too many for a short word" '' wodlign
approximate "a phrase is as it is" '' '"weldeng"'
