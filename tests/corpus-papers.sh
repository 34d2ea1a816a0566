# Files with pages and paragraphs (PDF, DOCX): each that tests/papers.py makes gives these records and rejects. TAP.
# Needs python3.
. "$TESTS_DIR/convert.bash"
convert_made papers.py

# drafts NAME: the records that each drawing of the table gives
drafts() {
    cat <<E
{"id":"20240511-T-469","kind":"plan","title_zh":"网络安全技术 日志留存要求","scope_zh":"本文件规定了日志留存的要求；适用于网络运营者。","stage":"征求意见","progress":[{"date":"2024-05-06","until":"2024-07-05","event":"征求意见","text":"已形成征求意见稿，并于2024年5月6日至2024年7月5日公开征求意见。","source":"$1"}],"plan":"20240511-T-469","sources":[{"file":"$1","page":1}]}
{"id":"20240512-T-469","kind":"plan","title_zh":"网络安全技术 口令要求","scope_zh":"本文件规定了口令的要求；适用于信息系统。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"$1"}],"plan":"20240512-T-469","sources":[{"file":"$1","page":1}]}
{"id":"draft 《网络安全技术 令牌要求》","kind":"plan","title_zh":"网络安全技术 令牌要求","progress":[{"date":"2024-05-08","event":"审查","text":"5月8日，《网络安全技术 令牌要求》国家标准送审稿通过专家审查。","source":"$1","section":"国家标准研制","heading":"1项国家标准通过审查"}],"sources":[{"file":"$1","page":1}]}
E
}
for style in fills strokes boxes; do
    file=2024-05-$style.pdf
    ok "a table and news of a PDF, its lines as $style" gives "$file" 0 "$(drafts "$file")"$'\n' '0 rejected, 100 %'
done
for style in turned90 turned180 turned270 shown; do
    file=2024-05-$style.pdf
    ok "text that lies on its side or its head, as the reader shows it or not: $style" gives "$file" 0 "$(drafts "$file")"$'\n' '0 rejected, 100 %'
done
lying=$(drafts 2024-05-lying.pdf | sed -e '$d' -e '2s/"page":1/"page":2/')$'\n'
ok "a table on its side over pages whose titles and numbers are not" gives 2024-05-lying.pdf 0 "$lying" '0 rejected, 100 %'
ok "a table over pages: a row that is cut, the head again, page numbers, titles" gives 2024-05-pages.pdf 0 '{"id":"20240511-T-469","kind":"plan","title_zh":"网络安全技术 日志留存要求","scope_zh":"本文件规定了日志留存的要求；适用于网络运营者。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"2024-05-pages.pdf"}],"plan":"20240511-T-469","sources":[{"file":"2024-05-pages.pdf","page":1}]}
{"id":"20240512-T-469","kind":"plan","title_zh":"网络安全技术 口令要求","scope_zh":"本文件规定了口令的要求；适用于信息系统。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"2024-05-pages.pdf"}],"plan":"20240512-T-469","sources":[{"file":"2024-05-pages.pdf","page":2}]}
{"id":"20240513-T-469","kind":"plan","title_zh":"网络安全技术 令牌要求","scope_zh":"本文件规定了令牌的要求。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"2024-05-pages.pdf"}],"plan":"20240513-T-469","sources":[{"file":"2024-05-pages.pdf","page":3}]}
' '100 %'
ok "two tables on a page: merged cells of a head, no sides, a number that is none" gives 2024-05-wide.pdf 0 '{"id":"GB/T 45101-2024","kind":"gb","title_zh":"日志 留存要求","title_en":"Retention of logs","progress":[{"date":"2024-05","event":"发布","text":"附件1：2024年5月发布的标准目录","source":"2024-05-wide.pdf"}],"effective":"2024-12-01","sources":[{"file":"2024-05-wide.pdf","page":1}]}
{"id":"GB/T 45102-2024","kind":"gb","title_zh":"口令 要求","title_en":"Passwords","progress":[{"date":"2024-05","event":"发布","text":"附件1：2024年5月发布的标准目录","source":"2024-05-wide.pdf"}],"effective":"2024-12-01","sources":[{"file":"2024-05-wide.pdf","page":1}]}
{"id":"YD/T 1001-2024","kind":"industry","title_zh":"令牌 要求","relations":[{"type":"replaces","to":"YD/T 1001-2010"}],"sources":[{"file":"2024-05-wide.pdf","page":1}],"编号":"A1"}
{"id":"YD/T 1002-2024","kind":"industry","title_zh":"令牌 试验","sources":[{"file":"2024-05-wide.pdf","page":1}],"编号":"A2"}
' ''
# news NAME MORE: the records of news that stands in columns, after MORE
news() {
    cat <<E
$2{"id":"draft 《网络安全技术 日志留存要求》","kind":"plan","title_zh":"网络安全技术 日志留存要求","progress":[{"date":"2024-05-06","until":"2024-07-05","event":"征求意见","text":"5月6日，《网络安全技术 日志留存要求》国家标准征求意见稿面向社会公开征求意见，期限为60天，欢迎有关单位和个人提出意见。","source":"$1","section":"国家标准研制","heading":"1项国家标准公开征求意见"}],"sources":[{"file":"$1","page":1}]}
{"id":"draft 《网络安全技术 令牌要求》","kind":"plan","title_zh":"网络安全技术 令牌要求","progress":[{"date":"2024-05-08","event":"审查","text":"5月8日，国家标准《网络安全技术 令牌要求》送审稿通过专家审查。与会专家听取了编制组的汇报，对文本逐条进行了讨论。","source":"$1","section":"国家标准研制","heading":"1项国家标准通过审查"}],"sources":[{"file":"$1","page":1}]}
{"id":"GB/T 45101-2024","kind":"gb","title_zh":"界标设备安全要求","progress":[{"date":"2024-05-28","event":"发布","text":"5月28日，市场监管总局、国家标准委发布公告，批准发布GB/T 45101—2024《界标设备安全要求》，代替GB/T 45101—2010，自2024年12月1日起实施。","source":"$1","section":"国家标准发布"}],"effective":"2024-12-01","relations":[{"type":"replaces","to":"GB/T 45101-2010"}],"sources":[{"file":"$1","page":1}]}
{"id":"draft 《路标设备要求》","kind":"plan","title_zh":"路标设备要求","progress":[{"date":"2024-05-22","event":"立项","text":"5月22日，《路标设备要求》行业标准获得立项。","source":"$1","section":"行业标准研制"}],"sources":[{"file":"$1","page":1}]}
E
}
for name in columns columns-two columns-lower columns-three; do
    file=2024-05-$name.pdf
    ok "news in columns of prose: $name" gives "$file" 0 "$(news "$file" "")"$'\n' '0 rejected, 100 %'
done
file=2024-05-columns-table.pdf
ok "a table over all columns below them" gives "$file" 0 "$(news "$file" '{"id":"20240512-T-469","kind":"plan","title_zh":"网络安全技术 口令要求","scope_zh":"本文件规定了口令的要求；适用于信息系统。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"2024-05-columns-table.pdf"}],"plan":"20240512-T-469","sources":[{"file":"2024-05-columns-table.pdf","page":1}]}
')"$'\n' '0 rejected, 100 %'
ok "a scan" gives scan.pdf 5 '' 'scan.pdf: a PDF without text, as scans are'
ok "a letter" gives letter.pdf 5 '' 'letter.pdf: no JSON Lines, and no table or news'
ok "a password" gives locked.pdf 5 '' 'locked.pdf: a PDF that is locked by a password'
ok "a PDF that is cut" gives cut.pdf 5 '' 'cut.pdf: a damaged PDF'
ok "DOCX: numbers that are not written, merged cells, what was deleted, a table of something else" gives 2024-05.docx 0 '{"id":"20240511-T-469","kind":"plan","title_zh":"网络安全技术 日志留存要求","scope_zh":"本文件规定了日志留存的要求；适用于网络运营者。","stage":"征求意见","progress":[{"date":"2024-05","event":"起草","text":"已形成征求意见稿。","source":"2024-05.docx"},{"date":"2024-05-06","until":"2024-07-05","event":"征求意见","text":"5月6日，《网络安全技术 日志留存要求》国家标准征求意见稿面向社会公开征求意见，期限为60天。","source":"2024-05.docx","section":"国家标准研制","heading":"1项国家标准公开征求意见"}],"plan":"20240511-T-469","sources":[{"file":"2024-05.docx","line":18}]}
{"id":"20240512-T-469","kind":"plan","title_zh":"网络安全技术 口令要求","scope_zh":"本文件规定了口令的要求。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"2024-05.docx"}],"plan":"20240512-T-469","sources":[{"file":"2024-05.docx","line":24}]}
{"id":"draft 《网络安全技术 令牌要求》","kind":"plan","title_zh":"网络安全技术 令牌要求","progress":[{"date":"2024-05-08","event":"审查","text":"5月8日，《网络安全技术 令牌要求》国家标准送审稿通过专家审查。","source":"2024-05.docx","section":"国家标准研制","heading":"1项国家标准通过审查"}],"sources":[{"file":"2024-05.docx","line":5}]}
' '0 rejected'
ok "DOCX: a list that begins again under a number of its own, rows that leave out columns" gives 2024-06.docx 0 '{"id":"20240611-T-469","kind":"plan","title_zh":"网络安全技术 界标要求","scope_zh":"本文件规定了界标的要求。","stage":"起草","progress":[{"date":"2024-06","event":"起草","text":"草案。","source":"2024-06.docx"}],"plan":"20240611-T-469","sources":[{"file":"2024-06.docx","line":17}]}
{"id":"20240612-T-469","kind":"plan","title_zh":"网络安全技术 路标要求","plan":"20240612-T-469","sources":[{"file":"2024-06.docx","line":21}]}
{"id":"draft 《网络安全技术 浮标要求》","kind":"plan","title_zh":"网络安全技术 浮标要求","progress":[{"date":"2024-06-06","event":"审查","text":"6月6日，《网络安全技术 浮标要求》国家标准送审稿通过专家审查。","source":"2024-06.docx","section":"国家标准研制","heading":"1项国家标准通过审查"}],"sources":[{"file":"2024-06.docx","line":2}]}
{"id":"draft 《网络安全技术 航标要求》","kind":"plan","title_zh":"网络安全技术 航标要求","progress":[{"date":"2024-06-07","event":"报批","text":"6月7日，《网络安全技术 航标要求》国家标准报批。","source":"2024-06.docx","section":"国家标准研制","heading":"1项国家标准报批"}],"sources":[{"file":"2024-06.docx","line":4}]}
{"id":"draft 《网络安全技术 灯标要求》","kind":"plan","title_zh":"网络安全技术 灯标要求","progress":[{"date":"2024-06-08","event":"审查","text":"6月8日，《网络安全技术 灯标要求》行业标准送审稿通过专家审查。","source":"2024-06.docx","section":"行业标准研制","heading":"1项行业标准通过审查"}],"sources":[{"file":"2024-06.docx","line":7}]}
{"id":"draft 《网络安全技术 雾笛要求》","kind":"plan","title_zh":"网络安全技术 雾笛要求","progress":[{"date":"2024-06-09","event":"报批","text":"6月9日，《网络安全技术 雾笛要求》行业标准报批。","source":"2024-06.docx","section":"行业标准研制","heading":"1项行业标准报批"}],"sources":[{"file":"2024-06.docx","line":9}]}
' '0 rejected, 100 %'
ok "DOCX: fields of today's date and the file's name do not count, unless they are locked" gives 2024-07.docx 0 '{"id":"20240711-T-469","kind":"plan","title_zh":"网络安全技术 日志留存要求","scope_zh":"本文件规定了日志留存的要求。","stage":"起草","progress":[{"date":"2024-07-03","event":"起草","text":"已于7月3日形成草案，待审。","source":"2024-07.docx"}],"plan":"20240711-T-469","sources":[{"file":"2024-07.docx","line":7}]}
' '0 rejected'
ok "a letter as DOCX" gives letter.docx 5 '' 'letter.docx: no JSON Lines, and no table or news'
ok "what would expand" gives bomb.docx 5 '' 'bomb.docx: word/document.xml in it is damaged'
ok "a DOCX that is cut" gives cut.docx 5 '' 'cut.docx: word/document.xml in it is damaged'
indexes() {
    "$biaosou" index build -d "$tmp/I" 2024-05-fills.pdf 2024-05.docx 2>"$tmp/err" &&
        [ "$("$biaosou" search -d "$tmp/I" --format ids 日志留存)" = 20240511-T-469 ] &&
        "$biaosou" show -d "$tmp/I" 20240511-T-469 | grep -E 'sources +2024-05-fills.pdf:p. 1$'
}
ok "an index of them" indexes
piped() { [ "$("$biaosou" convert - <2024-05-boxes.pdf 2>"$tmp/err" | wc -l)" = 3 ]; }
ok "from a pipe" piped
no_program() {
    BIAOSOU_READ=$tmp/none gives scan.pdf 5 '' "$tmp/none, which reads it, cannot be run: No such file"
}
ok "without the program that reads them" no_program
dying() {
    printf '#!/bin/sh\nkill -9 $$\n' >"$tmp/dying" && chmod +x "$tmp/dying" &&
        BIAOSOU_READ=$tmp/dying gives scan.pdf 5 '' 'scan.pdf: reading it took too long'
}
ok "one that is killed" dying
half() {
    printf '#!/bin/sh\ncat >/dev/null; echo ja' >"$tmp/half" && chmod +x "$tmp/half" &&
        BIAOSOU_READ=$tmp/half gives scan.pdf 5 '' 'scan.pdf: reading it failed'
}
ok "one that does not come to its end" half
ok "damage is an error or a reject" damaged 30 "data[at] = random.Random(turn).randrange(256)" \
    2024-05-fills.pdf 2024-05-wide.pdf 2024-05.docx
# The bulletin of the data beside the checkout, printed by a browser: all cells.
shared=${BIAOSOU_SHARED:-$TESTS_DIR/../../shared}/sources
browser() {
    "$biaosou" convert "$shared/bulletin-chromium.pdf" >"$tmp/got" 2>"$tmp/err" && python3 -c '
import json, sys
got = {r["id"]: r for r in map(json.loads, open(sys.argv[1]))}
wanted = list(map(json.loads, open(sys.argv[2])))
bad = len(got) != len(wanted)
for w in wanted:
    g = got.get(w["id"], {})
    steps = "".join(s["text"] for s in g.get("progress", []))
    if (g.get("title_zh"), g.get("scope_zh")) != (w["title_zh"], w["scope_zh"]) or w["progress"] not in steps:
        print(w, g)
        bad = True
sys.exit(bad)' "$tmp/got" "$shared/bulletin-chromium.expected.jsonl"
}
if [ -f "$shared/bulletin-chromium.pdf" ]; then ok "a browser's PDF" browser; else skip "a browser's PDF" "no $shared"; fi
echo "1..$n"
exit "$failed"
