noinst_LIBRARIES += libcorpus.a
libcorpus_a_SOURCES = \
	corpus/committees.c \
	corpus/convert.c corpus/convert.h \
	corpus/bulletin.c corpus/bulletin.h \
	corpus/bulletin-cell.c \
	corpus/bulletin-check.c \
	corpus/bulletin-date.c corpus/bulletin-date.h \
	corpus/bulletin-furniture.c \
	corpus/bulletin-event.c corpus/bulletin-event.h \
	corpus/bulletin-header.c \
	corpus/bulletin-item.c corpus/bulletin-item.h \
	corpus/bulletin-join.c \
	corpus/bulletin-layout.c \
	corpus/bulletin-mention.c corpus/bulletin-mention.h \
	corpus/bulletin-month.c corpus/bulletin-month.h \
	corpus/bulletin-news.c \
	corpus/bulletin-pieces.c corpus/bulletin-pieces.h \
	corpus/bulletin-private.h \
	corpus/bulletin-progress.c \
	corpus/bulletin-row.c \
	corpus/bulletin-scattered.c \
	corpus/bulletin-share.c \
	corpus/bulletin-step.c corpus/bulletin-step.h \
	corpus/bulletin-table.c corpus/bulletin-table.h \
	corpus/bulletin-text.c corpus/bulletin-text.h \
	corpus/bulletin-words.c corpus/bulletin-words.h \
	corpus/date.c corpus/date.h \
	corpus/fault.c corpus/fault.h \
	corpus/date-read.c \
	corpus/field.c corpus/field.h \
	corpus/foreign.c corpus/foreign.h \
	corpus/jsonl.c corpus/jsonl.h \
	corpus/lines.c corpus/lines.h \
	corpus/reader.c corpus/reader.h \
	corpus/record.c corpus/record.h \
	corpus/record-json.c \
	corpus/record-merge.c \
	corpus/record-normalize.c \
	corpus/record-pack.c \
	corpus/record-text.c corpus/record-text.h \
	corpus/row.c corpus/row.h \
	corpus/reject.c corpus/reject.h \
	corpus/stream.c corpus/stream.h \
	corpus/value.c corpus/value.h corpus/value-private.h \
	corpus/value-committee.c \
	corpus/value-names.c

LEXICON_FILES = $(top_srcdir)/corpus/lexicon/terms.txt $(top_srcdir)/corpus/lexicon/synonyms.txt \
	$(top_srcdir)/corpus/lexicon/zh-en.txt $(top_srcdir)/corpus/lexicon/question-words.txt
SAMPLES = $(top_srcdir)/corpus/samples
EXTRA_DIST += $(LEXICON_FILES) $(top_srcdir)/corpus/lexicon/README.md \
	$(SAMPLES)/2024-01.txt $(SAMPLES)/2024-02.txt $(SAMPLES)/catalogue.jsonl \
	$(SAMPLES)/queries.tsv $(SAMPLES)/qrels.txt $(SAMPLES)/README.md
