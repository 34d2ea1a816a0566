# Tables without lines between their columns in PDF, as tests/lineless.py makes them: every cell is compared. What cannot be told
# for sure is a reject, and no record. Some are made by chromium and by LibreOffice, if these are there. TAP. Needs python3.
. "$TESTS_DIR/convert.bash"
mkdir "$tmp/drawn" "$tmp/browser" "$tmp/office"
command -v python3 >/dev/null || { echo "1..0 # SKIP no python3 here"; exit 0; }
lineless() { PYTHONDONTWRITEBYTECODE=1 python3 "$TESTS_DIR/lineless.py" "$@"; }

# reads NAME STATUS: what NAME is converted to is what it has
reads() {
    local status=0
    timeout 60 "$biaosou" convert "$1.pdf" >got 2>err || status=$?
    lineless . compare "${1#2024-05-}" && [ $status = "$2" ] && return
    echo "status $status" && cat err
    return 1
}
# all FOLDER: what is in it; the month that a bulletin is about is told by its file's name
all() {
    local file name
    cd "$1" || exit 1
    for file in *.json; do
        name=${file%.json}
        [ -f "$name.pdf" ] || { ok "$name was made" false; continue; }
        mv "$name.pdf" "2024-05-$name.pdf"
        case $name in
            none-*) ok "no record: $name" rejected "2024-05-$name" ;;
            last-row*) ok "a row that may go on on the next page" doubted "2024-05-$name" ;;
            *) ok "$name" reads "2024-05-$name" 0 ;;
        esac
    done
}
rejected() { { reads "$1" 5 || reads "$1" 3; } && grep -E 'cannot be told|could not be told|in more than one way|no JSON Lines' err; }
doubted() { reads "$1" 3 && grep -F "$1.pdf:p. 1: row 0 of the table: whether it goes on on the next page cannot be told" err; }

lineless "$tmp/drawn" drawn || { echo "Bail out!"; exit 1; }
all "$tmp/drawn"
BROWSER=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
export BROWSER
if [ -n "$BROWSER" ] && fc-list 2>/dev/null | grep -q 'Noto Sans CJK SC'; then
    lineless "$tmp/browser" browser && all "$tmp/browser"
else
    skip "what chromium makes" "no chromium with Noto Sans CJK here"
fi
if command -v soffice >/dev/null && fc-list 2>/dev/null | grep -q 'Noto Sans CJK SC'; then
    lineless "$tmp/office" office && all "$tmp/office"
else
    skip "what LibreOffice makes" "no soffice with Noto Sans CJK here"
fi
cd "$tmp/drawn" || exit 1
ok "damage is an error or a reject" damaged 20 "data[at] = random.Random(turn).randrange(256)" 2024-05-pages.pdf 2024-05-groups.pdf
echo "1..$n"
exit "$failed"
