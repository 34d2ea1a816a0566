# OFD: each file that tests/ofd.py makes gives the records that its content gives as a PDF (tests/corpus-papers.sh has
# these), or an error. TAP. Needs python3.
. "$TESTS_DIR/convert.bash"
convert_made ofd.py

# same OFD PDF: what both are converted to, but for the name
same() {
    "$biaosou" convert "$2" 2>"$tmp/err" | sed "s/${2%.pdf}.pdf/$1/g" >"$tmp/wanted" && [ -s "$tmp/wanted" ] &&
        gives "$1" 0 "$(cat "$tmp/wanted")"$'\n' '0 rejected, 100 %'
}
for how in lines chars codes scaled points plain units bold glyphs turned rows noise careless; do
    ok "text and tables, $how" same 2024-05-$how.ofd 2024-05-fills.pdf
done
for style in strokes boxes; do ok "its lines as $style" same 2024-05-$style.ofd 2024-05-$style.pdf; done
ok "a table over pages" same 2024-05-pages.ofd 2024-05-pages.pdf
ok "a running title in a template of a template" same 2024-05-pages-template.ofd 2024-05-pages.pdf
ok "two documents" same 2024-05-pages-two.ofd 2024-05-pages.pdf
ok "tables across" same 2024-05-wide.ofd 2024-05-wide.pdf
ok "a standard" same standard.ofd standard.pdf
ok "a character that is not told" gives untold-title.ofd 3 '{"id":"GB/T 45221-2024","kind":"gb","title_zh":"渡船 要求","sources":[{"file":"untold-title.ofd","page":1}]}
' 'holds a character that could not be read'

# bad NAME MESSAGE
bad() { ok "an error: $1" gives "$1.ofd" 5 '' "$1.ofd: $2"; }
bad letter 'no JSON Lines, and no table or news'
bad scan 'an OFD without text, as scans are'
bad hidden 'an OFD without text, as scans are'
bad untold 'an OFD that does not tell what its letters are'
bad encrypted 'an OFD that is encrypted'
bad cut 'a damaged ZIP archive'
bad no-document 'the archive lacks D/Document.xml, which OFD.xml names'
bad no-page 'the archive lacks Page.xml, which D/Document.xml names'
bad no-place 'the archive lacks a page, which D/Document.xml names'
bad outside 'the archive lacks ../../../../etc/passwd, which D/Document.xml names'
bad no-template 'D/Page.xml in it draws a template or a unit that is not there'
bad no-unit 'D/Page.xml in it draws a template or a unit that is not there'
bad not-a-page 'D/Page.xml in it: neither a page nor resources'
for how in empty comment open entities deep long offsets-many; do bad $how 'D/Page.xml in it is damaged'; done
bad cycle 'D/Page.xml in it draws templates or units within themselves'
bad cycle-units 'D/Page.xml in it draws templates or units within themselves'
bad doubling 'D/Page.xml in it draws more than is read'
bad growing 'D/Page.xml in it draws far away from any page'
bad letters 'D/Page.xml in it draws more letters than a page has'
bad letters-many 'an OFD with more letters than are read'
bad held-steps 'D/Page.xml in it: PathObject 9: more is drawn than can be read'
bad held 'D/Page.xml in it: TextObject 9: more is drawn than can be read'
for how in offsets offsets-none offsets-half offsets-words offsets-down; do
    bad $how 'D/Page.xml in it: TextObject 9: DeltaX or DeltaY are not numbers'
done
bad x 'D/Page.xml in it: TextObject 9: Y does not have 1 numbers'
for how in nan boundary; do bad $how 'D/Page.xml in it: TextObject 9: Boundary does not have 4 numbers'; done
bad no-boundary 'D/Page.xml in it: TextObject 9: it has no Boundary'
bad no-size 'D/Page.xml in it: TextObject 9: it has no Size'
bad inf 'D/Page.xml in it: TextObject 9: Size does not have 1 numbers'
bad matrix 'D/Page.xml in it: TextObject 9: CTM does not have 6 numbers'
bad stretch 'D/Page.xml in it: TextObject 9: HScale does not have 1 numbers'
for how in direction line-direction; do bad $how 'D/Page.xml in it: TextObject 9: a direction that is none'; done
bad alpha 'D/Page.xml in it: PathObject 9: Alpha does not have 1 numbers'
bad step 'D/Page.xml in it: PathObject 9: a step of its path that is unknown'
for how in step-cut step-far; do bad $how 'D/Page.xml in it: PathObject 9: a step of its path that leads to no place'; done
bad paper 'D/Document.xml in it: a PhysicalBox that is none'
bad many-pages 'an OFD of more than 5000 pages'
bad many-documents 'over 1000 documents'
indexes() {
    "$biaosou" index build -d "$tmp/I" 2024-05-lines.ofd standard.ofd 2>"$tmp/err" &&
        [ "$("$biaosou" search -d "$tmp/I" --format ids 渡船)" = 'GB/T 45211-2024' ] &&
        "$biaosou" show -d "$tmp/I" 'GB/T 45211-2024' | grep -E 'sources +standard.ofd:p. 1$'
}
ok "an index of them" indexes
piped() { [ "$("$biaosou" convert - <2024-05-units.ofd 2>"$tmp/err" | wc -l)" = 3 ]; }
ok "from a pipe" piped
ok "damage is an error or a reject" damaged 30 "data[at] = random.Random(turn).randrange(256)" \
    2024-05-strokes.ofd 2024-05-units.ofd
echo "1..$n"
exit "$failed"
