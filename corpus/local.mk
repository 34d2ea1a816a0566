noinst_LIBRARIES += libcorpus.a
libcorpus_a_SOURCES = \
	corpus/confined.c corpus/confined.h \
	corpus/citations.c corpus/citations.h \
	corpus/cited.c corpus/cited.h \
	corpus/files.c corpus/files.h \
	corpus/frame.c corpus/frame.h \
	corpus/members.c corpus/members.h \
	corpus/proposals.c corpus/proposals.h \
	corpus/reader.c corpus/reader.h \
	corpus/record/committees.c \
	corpus/record/conflicts.c corpus/record/conflicts.h \
	corpus/record/date-read.c \
	corpus/record/date.c corpus/record/date.h \
	corpus/record/fault.c corpus/record/fault.h \
	corpus/record/field.c corpus/record/field.h \
	corpus/record/json-read.c \
	corpus/record/json-write.c \
	corpus/record/member-text.c corpus/record/member-text.h \
	corpus/record/merge.c \
	corpus/record/normalize.c \
	corpus/record/pack.c \
	corpus/record/record.c corpus/record/record.h \
	corpus/record/texts.c corpus/record/texts.h \
	corpus/record/value-committee.c \
	corpus/record/classes.c \
	corpus/record/ics.c \
	corpus/record/value-names.c \
	corpus/record/value-private.h \
	corpus/record/value.c corpus/record/value.h \
	corpus/text/date-finder.c corpus/text/date-finder.h \
	corpus/text/document.c corpus/text/document.h \
	corpus/text/event.c corpus/text/event.h \
	corpus/text/furniture.c \
	corpus/text/join.c \
	corpus/text/steps.c corpus/text/steps.h \
	corpus/text/text.c corpus/text/text.h \
	corpus/text/titles.c corpus/text/titles.h \
	corpus/text/words.c corpus/text/words.h \
	corpus/read/budget.c corpus/read/budget.h \
	corpus/read/folder.c corpus/read/folder.h \
	corpus/read/foreign.c corpus/read/foreign.h \
	corpus/read/jsonl.c corpus/read/jsonl.h \
	corpus/read/left-out.c corpus/read/left-out.h \
	corpus/read/lines.c corpus/read/lines.h \
	corpus/read/member.h \
	corpus/read/program.c corpus/read/program.h \
	corpus/read/reject.c corpus/read/reject.h \
	corpus/read/row.c corpus/read/row.h \
	corpus/read/sink.c corpus/read/sink.h \
	corpus/read/stream.c corpus/read/stream.h \
	corpus/read/untold.c corpus/read/untold.h \
	corpus/relaton/bibxml.c \
	corpus/relaton/item.c corpus/relaton/item.h \
	corpus/relaton/relation.c \
	corpus/relaton/relaton.h \
	corpus/relaton/text.c \
	corpus/relaton/tree.c corpus/relaton/tree.h \
	corpus/relaton/xml.c \
	corpus/relaton/yaml.c \
	corpus/table/canonical.c corpus/table/canonical.h \
	corpus/table/column.c corpus/table/column.h \
	corpus/table/head.c \
	corpus/table/object.c \
	corpus/table/private.h \
	corpus/table/document-text.c corpus/table/document-text.h \
	corpus/table/table-reader.c corpus/table/table-reader.h \
	corpus/container/archive.c \
	corpus/container/compound.c corpus/container/compound.h \
	corpus/container/container.h \
	corpus/container/delimited.c \
	corpus/container/docx-field.c corpus/container/docx-field.h \
	corpus/container/docx-numbering.c corpus/container/docx-numbering.h \
	corpus/container/docx.c \
	corpus/container/html-page.c corpus/container/html-page.h \
	corpus/container/html-table.c corpus/container/html-table.h \
	corpus/container/html.c \
	corpus/container/json-lists.c corpus/container/json-lists.h \
	corpus/container/json-rows.c \
	corpus/container/markdown.c \
	corpus/container/web.c corpus/container/web.h \
	corpus/container/ofd-content.c \
	corpus/container/ofd-drawing.c \
	corpus/container/ofd-reading.c corpus/container/ofd-reading.h \
	corpus/container/ofd-text.c \
	corpus/container/ofd.c corpus/container/ofd.h \
	corpus/container/office-part.c \
	corpus/container/office.c corpus/container/office.h \
	corpus/container/page-cells.c \
	corpus/container/page-columns.c \
	corpus/container/page-flow.c \
	corpus/container/page-head.c \
	corpus/container/page-lineless.c corpus/container/page-lineless.h \
	corpus/container/page-path.c \
	corpus/container/page-rows.c \
	corpus/container/page-sides.c corpus/container/page-sides.h \
	corpus/container/page-spans.c \
	corpus/container/page-tables.c \
	corpus/container/page-text.c \
	corpus/container/page-turn.c \
	corpus/container/page.c corpus/container/page.h \
	corpus/container/picture-name.c \
	corpus/container/soffice-kind.c corpus/container/soffice-kind.h \
	corpus/container/soffice.c corpus/container/soffice.h \
	corpus/container/xlsx-book.c \
	corpus/container/xlsx-formula.c corpus/container/xlsx-formula.h \
	corpus/container/xlsx-private.h \
	corpus/container/xlsx.c \
	corpus/standard/cover.c \
	corpus/standard/covers.c \
	corpus/standard/parts.c \
	corpus/standard/private.h \
	corpus/standard/standard.c corpus/standard/standard.h \
	corpus/bulletin/bulletin.c corpus/bulletin/bulletin.h \
	corpus/bulletin/cell-look.c \
	corpus/bulletin/cell-pieces.c \
	corpus/bulletin/cell.c corpus/bulletin/cell.h \
	corpus/bulletin/check.c \
	corpus/bulletin/doubt.c \
	corpus/bulletin/grid.c \
	corpus/bulletin/header.c \
	corpus/bulletin/item-effect.c \
	corpus/bulletin/item-parts.c corpus/bulletin/item-parts.h \
	corpus/bulletin/item.c corpus/bulletin/item.h \
	corpus/bulletin/layout.c \
	corpus/bulletin/list.c \
	corpus/bulletin/mark.c corpus/bulletin/mark.h \
	corpus/bulletin/mention.c corpus/bulletin/mention.h \
	corpus/bulletin/month.c corpus/bulletin/month.h \
	corpus/bulletin/news.c \
	corpus/bulletin/pieces.c corpus/bulletin/pieces.h \
	corpus/bulletin/private.h \
	corpus/bulletin/row-record.c \
	corpus/bulletin/row.c \
	corpus/bulletin/scattered.c \
	corpus/bulletin/share.c \
	corpus/bulletin/step.c corpus/bulletin/step.h \
	corpus/bulletin/table.c corpus/bulletin/table.h

LEXICON_FILES = $(top_srcdir)/corpus/lexicon/terms.txt $(top_srcdir)/corpus/lexicon/synonyms.txt \
	$(top_srcdir)/corpus/lexicon/zh-en.txt $(top_srcdir)/corpus/lexicon/question-words.txt
SAMPLES = $(top_srcdir)/corpus/samples
EXTRA_DIST += $(LEXICON_FILES) $(top_srcdir)/corpus/lexicon/README.md \
	$(SAMPLES)/2024-01.txt $(SAMPLES)/2024-02.txt $(SAMPLES)/catalogue.jsonl \
	$(SAMPLES)/queries.tsv $(SAMPLES)/qrels.txt $(SAMPLES)/README.md

# Reads what the others are not to be harmed by; alone needs poppler, cairo, leptonica and libseccomp.
pkglibexec_PROGRAMS += biaosou-read
AM_INSTALLCHECK_STD_OPTIONS_EXEMPT += biaosou-read
biaosou_read_SOURCES = \
	corpus/confine.c corpus/confine.h \
	corpus/read-program.c \
	corpus/container/pdf.c corpus/container/pdf.h \
	corpus/container/picture.c corpus/container/picture.h \
	corpus/container/scan-lines.c \
	corpus/container/scan-picture.c \
	corpus/container/scan-reading.c \
	corpus/container/scan.c corpus/container/scan.h \
	corpus/tesseract.c corpus/tesseract.h
biaosou_read_CPPFLAGS = $(AM_CPPFLAGS) $(POPPLER_CFLAGS) $(LEPT_CFLAGS) $(SECCOMP_CFLAGS)
biaosou_read_LDADD = libcorpus.a libnumber.a libsheet.a libunicode.a libmessages.a $(POPPLER_LIBS) $(LEPT_LIBS) $(SECCOMP_LIBS) $(ICU_LIBS) $(JANSSON_LIBS) \
	$(LZMA_LIBS) $(ZLIB_LIBS) $(XML_LIBS) $(ZIP_LIBS) $(YAML_LIBS) $(GLIB_LIBS)

# Has LibreOffice make what is read of what no reader here knows.
pkglibexec_PROGRAMS += biaosou-soffice
AM_INSTALLCHECK_STD_OPTIONS_EXEMPT += biaosou-soffice
biaosou_soffice_SOURCES = \
	corpus/confine.c corpus/confine.h \
	corpus/soffice-folder.c corpus/soffice-folder.h \
	corpus/soffice-program.c
biaosou_soffice_CPPFLAGS = $(AM_CPPFLAGS) $(SECCOMP_CFLAGS)
biaosou_soffice_LDADD = $(SECCOMP_LIBS) $(GLIB_LIBS)
