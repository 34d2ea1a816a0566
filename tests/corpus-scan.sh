# Pages that are pictures: PNG, JPEG, TIFF, and a PDF without text, as tests/scans.py makes them. The first part has programs
# of its own in tesseract's place, the second needs tesseract with chi_sim and eng. TAP. Needs python3 with PIL, and a font.
. "$TESTS_DIR/convert.bash"
skipped() { echo "1..0 # SKIP $1"; exit 0; }
python3 -c 'import PIL' 2>/dev/null || PATH=/usr/bin:$PATH
python3 -c 'import PIL' 2>/dev/null || skipped "no PIL of python3 here"
[ -f /usr/share/fonts/truetype/arphic/uming.ttc ] || skipped "no font here: fonts-arphic-uming"
convert_made scans.py
real_path=$PATH
mkdir "$tmp/none" "$tmp/bin"
for tool in timeout diff grep cat; do ln -s "$(command -v $tool)" "$tmp/none/"; done

# tesseract LINE...: a program in tesseract's place that does this.
instead() {
    { echo '#!/bin/sh' && printf '%s\n' "$@"; } >"$tmp/bin/new"
    chmod +x "$tmp/bin/new" && mv "$tmp/bin/new" "$tmp/bin/tesseract"
    PATH=$tmp/bin:$real_path
}

# Without tesseract
without() { PATH=$tmp/none gives "$1" 5 '' "$1: $2"; }
missing='which tesseract reads, and that is not installed: install it (Debian: tesseract-ocr tesseract-ocr-chi-sim)'
ok "no tesseract: a picture" without 2024-05.png "this is a picture (PNG), $missing"
ok "a PDF" without 2024-05.pdf "a PDF without text, as scans are, $missing; or add its text first (ocrmypdf"
instead 'echo eng'
ok "tesseract that knows no Chinese" gives 2024-05.jpg 5 '' \
    '2024-05.jpg: this is a picture (JPEG), which tesseract reads, but not without what it knows of Chinese and English (chi_sim, eng): install it'
instead 'case $1 in --list-langs) echo chi_sim; echo eng ;; *) exit 1 ;; esac'
ok "one that fails" gives 2024-05.png 5 '' 'this is a picture (PNG), of which tesseract makes nothing'
ok "one that is read for nothing" gives blank.png 5 '' 'blank.png: this is a picture (PNG), in which nothing is read'
ok "a picture that is cut" gives cut.png 5 '' 'cut.png: this is a picture (PNG), '
ok "one of 10^10 dots" gives huge.png 5 '' 'huge.png: this is a picture (PNG), larger than are read'

ok "damage is an error" damaged 3 "data[at] = random.Random(turn).randrange(256)" 2024-05.jpg cover.tif

# It is given no more than it needs, and ends with who wants it.
instead 'case $1 in --list-langs) echo chi_sim; echo eng ;; *) echo $$ >&1; touch '"$tmp/left"'; exec sleep 1000 ;; esac'
alive() { pgrep -f 'sleep 1000' -P "$1" 2>/dev/null; }
ends() { # ends SIGNAL: convert is sent it while tesseract runs
    "$biaosou" convert 2024-05.png >"$tmp/got" 2>"$tmp/err" &
    local convert=$! reader='' between='' sleeper=''
    for _ in $(seq 500); do
        reader=$(pgrep -P $convert | head -1)
        [ -z "$reader" ] || between=$(pgrep -P "$reader" | head -1)
        [ -z "$between" ] || sleeper=$(pgrep -f 'sleep 1000' -P "$between" | head -1)
        [ -z "$sleeper" ] || break
        sleep 0.02
    done
    kill "-$1" $convert
    wait $convert
    for _ in $(seq 500); do
        [ -d "/proc/$sleeper" ] || [ -d "/proc/$between" ] || [ -d "/proc/$reader" ] || break
        sleep 0.02
    done
    [ -n "$sleeper" ] && [ ! -e "/proc/$sleeper" ] && [ ! -e "/proc/$between" ] && [ ! -e "/proc/$reader" ] && [ ! -e "$tmp/left" ]
}
if command -v pgrep >/dev/null; then
    ok "tesseract ends with convert, and has written nothing" ends TERM
    ok "so where it is killed" ends KILL
else
    skip "tesseract ends with convert" "no pgrep"
fi

# With tesseract. How sure it was is not compared.
PATH=$real_path
tesseract --list-langs 2>/dev/null | grep -qx chi_sim && tesseract --list-langs 2>/dev/null | grep -qx eng || {
    skip "what it reads" "no tesseract with chi_sim and eng here"
    echo "1..$n"
    exit "$failed"
}
scanned() { # scanned NAME STATUS RECORDS MESSAGES: as gives
    local status=0
    timeout 120 "$biaosou" convert "$1" >"$tmp/got" 2>"$tmp/err" || status=$?
    sed -E 's/,"ocr":([1-9][0-9]?|100)\}/,"ocr":N}/g' "$tmp/got" >"$tmp/bare"
    printf '%s' "$3" | diff -u - "$tmp/bare" && [ $status = "$2" ] && { [ -z "$4" ] || grep -F "$4" "$tmp/err"; } && return
    echo "status $status" && cat "$tmp/err"
    return 1
}
ok "a table, 300 dpi; a number with a blot is none" scanned 2024-05.png 3 '{"id":"20240511-T-469","kind":"plan","title_zh":"网络安全技术 日志留存要求","scope_zh":"本文件规定了网络运营者日志留存的内容、期限和保护要求。","stage":"征求意见","progress":[{"date":"2024-05","event":"起草","text":"已形成征求意见稿。","source":"2024-05.png"}],"plan":"20240511-T-469","sources":[{"file":"2024-05.png","page":1,"ocr":N}]}
{"id":"20231926-T-469","kind":"plan","title_zh":"数据安全技术 个人信息去标识化效果评估指南","scope_zh":"本文件提供了个人信息去标识化效果分级与评估的指南。","progress":[{"date":"2024-05-08","event":"审查","text":"5月8日通过专家审查。","source":"2024-05.png"}],"plan":"20231926-T-469","sources":[{"file":"2024-05.png","page":1,"ocr":N}]}
' '2024-05.png:p. 1: row 3 of the table:'
ok "page 2 of a PDF, 200 dpi, askew, grey, noisy" scanned 2024-05.pdf 0 '{"id":"20231926-T-469","kind":"plan","title_zh":"数据安全技术 个人信息去标识化效果评估指南","scope_zh":"本文件提供了个人信息去标识化效果分级与评估的指南。","progress":[{"date":"2024-05-08","event":"审查","text":"5月8日通过专家审查。","source":"2024-05.pdf"}],"plan":"20231926-T-469","sources":[{"file":"2024-05.pdf","page":2,"ocr":N}]}
{"id":"20220786-Q-312","kind":"plan","title_zh":"网络安全技术 电力监控系统安全防护基本要求","scope_zh":"本文件规定了电力监控系统安全防护的基本要求。","stage":"起草","progress":[{"date":"2024-05","event":"起草","text":"草案。","source":"2024-05.pdf"}],"plan":"20220786-Q-312","sources":[{"file":"2024-05.pdf","page":2,"ocr":N}]}
' '0 rejected'
ok "a table that lies on its side" scanned side.png 0 '{"id":"20240511-T-469","kind":"plan","title_zh":"网络安全技术 日志留存要求","scope_zh":"本文件规定了网络运营者日志留存的内容、期限和保护要求。","stage":"征求意见","progress":[{"date":"2024-05","event":"起草","text":"已形成征求意见稿。","source":"side.png"}],"plan":"20240511-T-469","sources":[{"file":"side.png","page":1,"ocr":N}]}
' '0 rejected'
ok "a standard in two pages" scanned cover.tif 0 '{"id":"GB/T 45201-2024","kind":"gb","title_zh":"网络安全技术 灯塔设备安全评估方法","scope_zh":"本文件描述了灯塔设备的安全评估方法。本文件适用于灯塔设备的设计、生产和检测。","ics":["35.030"],"ccs":["L 80"],"published":"2024-05-06","effective":"2024-12-01","relations":[{"type":"replaces","to":"GB/T 45201-2014"},{"type":"cites","to":"GB/T 22239-2019"}],"sources":[{"file":"cover.tif","page":1,"ocr":N}]}
' ''
echo "1..$n"
exit "$failed"
