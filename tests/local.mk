# Every test speaks TAP: a cmocka program (one group each) or a shell script.
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = bash $(top_srcdir)/tests/cmocka-tap
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = bash
AM_TESTS_ENVIRONMENT = CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	BIAOSOU=$(abs_builddir)/biaosou$(EXEEXT); export BIAOSOU; \
	TESTS_DIR=$(abs_top_srcdir)/tests; export TESTS_DIR; \
	G_DEBUG=fatal-criticals; export G_DEBUG;
TEST_LIBS = $(BIAOSOU_LIBS) $(CMOCKA_LIBS)

EXTRA_DIST += tests/cmocka-tap

# The tree itself, and its pages.
TESTS += tests/architecture.sh tests/docs.sh tests/cli.sh
EXTRA_DIST += tests/tap.bash tests/architecture.sh tests/docs.sh tests/cli.sh
check_PROGRAMS += tests/print-fields
tests_print_fields_SOURCES = tests/print-fields.c
tests_print_fields_LDADD = libcorpus.a libnumber.a libsheet.a libunicode.a $(ICU_LIBS) $(JANSSON_LIBS) $(LZMA_LIBS) $(ZLIB_LIBS) $(XML_LIBS) $(ZIP_LIBS) $(GLIB_LIBS)
AM_TESTS_ENVIRONMENT += HEADER_CPPFLAGS='$(AM_CPPFLAGS)'; export HEADER_CPPFLAGS;

# A test of a house: TESTS and check_PROGRAMS get tests/NAME; sources tests/NAME.c;
# NAME_LDADD = $(TEST_LIBS); NAME_LINK = $(LINK_WITH_CXX); case files go to EXTRA_DIST.

# tokenizer/
check_PROGRAMS += tests/tokenizer tests/tokenizer-properties
TESTS += tests/tokenizer tests/tokenizer-properties tests/tokenize.sh
TOKENIZER_TEST_LIBS = libtokenizer.a libnumber.a libunicode.a $(ICU_LIBS) -lstemmer $(GLIB_LIBS) \
	$(CMOCKA_LIBS)
tests_tokenizer_SOURCES = tests/tokenizer.c
tests_tokenizer_LDADD = $(TOKENIZER_TEST_LIBS)
tests_tokenizer_properties_SOURCES = tests/tokenizer-properties.c
tests_tokenizer_properties_LDADD = $(TOKENIZER_TEST_LIBS)
EXTRA_DIST += tests/tokenize.sh tests/cases/tokenizer

# corpus/
CORPUS_TESTS = tests/corpus-confined tests/corpus-container tests/corpus-record tests/corpus-row tests/corpus-reader tests/corpus-bulletin \
	tests/corpus-bulletin-flattenings tests/corpus-bulletin-layouts tests/corpus-foreign \
	tests/corpus-fuzz tests/corpus-news tests/corpus-text tests/corpus-table
check_PROGRAMS += $(CORPUS_TESTS)
TESTS += $(CORPUS_TESTS)
tests_corpus_confined_SOURCES = tests/corpus-confined.c corpus/confine.c corpus/confine.h
tests_corpus_confined_CPPFLAGS = $(AM_CPPFLAGS) $(SECCOMP_CFLAGS)
tests_corpus_confined_LDADD = $(TEST_LIBS) $(SECCOMP_LIBS)
tests_corpus_confined_LINK = $(LINK_WITH_CXX)
tests_corpus_container_SOURCES = tests/corpus-container.c tests/reader-cases.h
tests_corpus_container_LDADD = $(TEST_LIBS)
tests_corpus_container_LINK = $(LINK_WITH_CXX)
TESTS += tests/corpus-workbook.sh tests/corpus-papers.sh tests/convert.sh
EXTRA_DIST += tests/convert.sh tests/cases/table/odd.jsonl tests/fuzz-reader.c tests/cases/container tests/cases/standard tests/corpus-workbook.sh tests/workbook.py tests/convert.bash \
	tests/corpus-papers.sh tests/papers.py
tests_corpus_record_SOURCES = tests/corpus-record.c
tests_corpus_record_LDADD = $(TEST_LIBS)
tests_corpus_record_LINK = $(LINK_WITH_CXX)
tests_corpus_row_SOURCES = tests/corpus-row.c
tests_corpus_row_LDADD = $(TEST_LIBS)
tests_corpus_row_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += tests/cases/record
tests_corpus_text_SOURCES = tests/corpus-text.c tests/cases.h
tests_corpus_text_LDADD = $(TEST_LIBS)
tests_corpus_text_LINK = $(LINK_WITH_CXX)
tests_corpus_table_SOURCES = tests/corpus-table.c tests/cases.h
tests_corpus_table_LDADD = $(TEST_LIBS)
tests_corpus_table_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += tests/cases/text tests/cases/table

# number/
check_PROGRAMS += tests/number
TESTS += tests/number
tests_number_SOURCES = tests/number.c
tests_number_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_number_LDADD = libnumber.a $(JANSSON_LIBS) $(GLIB_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += \
	tests/cases/number/certain.tsv \
	tests/cases/number/find.tsv \
	tests/cases/number/meet.tsv \
	tests/cases/number/none.tsv \
	tests/cases/number/notices.tsv \
	tests/cases/number/parse.tsv \
	tests/cases/number/sort.txt \
	tests/cases/number/spellings.tsv \
	tests/cases/number/supplements.tsv

# xapian-c
XAPIAN_C_TESTS = \
	tests/xapian-c-compact \
	tests/xapian-c-database \
	tests/xapian-c-document \
	tests/xapian-c-error \
	tests/xapian-c-posting-source \
	tests/xapian-c-search \
	tests/xapian-c-writable
check_PROGRAMS += $(XAPIAN_C_TESTS)
TESTS += $(XAPIAN_C_TESTS)
EXTRA_DIST += tests/xapian-c-common.h
XAPIAN_C_TEST_LIBS = libxapian-c.a $(XAPIAN_LIBS) $(GLIB_LIBS) $(CMOCKA_LIBS)
tests_xapian_c_compact_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_compact_LINK = $(LINK_WITH_CXX)
tests_xapian_c_database_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_database_LINK = $(LINK_WITH_CXX)
tests_xapian_c_document_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_document_LINK = $(LINK_WITH_CXX)
tests_xapian_c_error_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_error_LINK = $(LINK_WITH_CXX)
tests_xapian_c_posting_source_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_posting_source_LINK = $(LINK_WITH_CXX)
tests_xapian_c_search_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_search_LINK = $(LINK_WITH_CXX)
tests_xapian_c_writable_LDADD = $(XAPIAN_C_TEST_LIBS)
tests_xapian_c_writable_LINK = $(LINK_WITH_CXX)
check_PROGRAMS += xapian-c/example
xapian_c_example_LDADD = libxapian-c.a $(XAPIAN_LIBS) $(GLIB_LIBS)
xapian_c_example_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += tests/xapian-c-headers.sh
TESTS += tests/xapian-c-headers.sh
AM_TESTS_ENVIRONMENT += CC='$(CC)'; export CC; CXX='$(CXX)'; export CXX; \
	GLIB_CFLAGS='$(GLIB_CFLAGS)'; export GLIB_CFLAGS;
# libxapian 1.4 deletes tables as their base class in Database::check(); not our memory.
AM_TESTS_ENVIRONMENT += ASAN_OPTIONS=new_delete_type_mismatch=0:$$ASAN_OPTIONS; export ASAN_OPTIONS;
# GLib, not built with ThreadSanitizer, keeps its own caches under locks that are not seen
AM_TESTS_ENVIRONMENT += TSAN_OPTIONS=suppressions='$(abs_top_srcdir)/tests/glib.supp'; export TSAN_OPTIONS; \
	G_SLICE=always-malloc; export G_SLICE;

tests_corpus_reader_SOURCES = tests/corpus-reader.c
tests_corpus_reader_LDADD = $(TEST_LIBS)
tests_corpus_reader_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_SOURCES = tests/corpus-bulletin.c tests/reader-cases.h
tests_corpus_bulletin_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_layouts_SOURCES = tests/corpus-bulletin-layouts.c
tests_corpus_bulletin_layouts_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_layouts_LINK = $(LINK_WITH_CXX)
tests_corpus_news_SOURCES = tests/corpus-news.c
tests_corpus_news_LDADD = $(TEST_LIBS)
tests_corpus_news_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += tests/cases/news/event.tsv tests/cases/news/date.tsv tests/cases/news/month.tsv \
	tests/cases/news/mention.tsv
tests_corpus_fuzz_SOURCES = tests/corpus-fuzz.c
tests_corpus_fuzz_LDADD = $(TEST_LIBS)
tests_corpus_fuzz_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_flattenings_SOURCES = tests/corpus-bulletin-flattenings.c
tests_corpus_bulletin_flattenings_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_flattenings_LINK = $(LINK_WITH_CXX)
tests_corpus_foreign_SOURCES = tests/corpus-foreign.c
tests_corpus_foreign_LDADD = $(TEST_LIBS)
tests_corpus_foreign_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += $(FOREIGN_CASES)
FOREIGN_CASES = tests/cases/foreign/README.md tests/cases/foreign/colours.txt \
	tests/cases/foreign/list.xml \
	tests/cases/foreign/mail.eml \
	tests/cases/foreign/page.html \
	tests/cases/foreign/page.md \
	tests/cases/foreign/page.rtf \
	tests/cases/foreign/program.py \
	tests/cases/foreign/rows.txt \
	tests/cases/foreign/rows-heading.txt \
	tests/cases/foreign/prose.txt \
	tests/cases/foreign/service.log
EXTRA_DIST += $(BULLETIN_CASES)
BULLETIN_CASES = tests/cases/bulletin/2023-11-plain.expected.jsonl \
	tests/cases/bulletin/2023-11-plain.txt \
	tests/cases/bulletin/all-columns-2024-11.expected.jsonl \
	tests/cases/bulletin/all-columns-2024-11.txt \
	tests/cases/bulletin/approval-2024-07.expected.jsonl \
	tests/cases/bulletin/approval-2024-07.txt \
	tests/cases/bulletin/chapters-2024-09.expected.jsonl \
	tests/cases/bulletin/chapters-2024-09.txt \
	tests/cases/bulletin/crlf-2024-03.expected.jsonl \
	tests/cases/bulletin/crlf-2024-03.txt \
	tests/cases/bulletin/gb18030-2023-06.expected.jsonl \
	tests/cases/bulletin/gb18030-2023-06.txt \
	tests/cases/bulletin/layout-2024-04.expected.jsonl \
	tests/cases/bulletin/layout-2024-04.txt \
	tests/cases/bulletin/merged-head-2024-06.expected.jsonl \
	tests/cases/bulletin/merged-head-2024-06.txt \
	tests/cases/bulletin/intention-2024-03.expected.jsonl \
	tests/cases/bulletin/intention-2024-03.txt \
	tests/cases/bulletin/missing-cells-2024-08.expected.jsonl \
	tests/cases/bulletin/missing-cells-2024-08.rejects \
	tests/cases/bulletin/missing-cells-2024-08.txt \
	tests/cases/bulletin/news-only-2024-01.expected.jsonl \
	tests/cases/bulletin/news-only-2024-01.txt \
	tests/cases/bulletin/news-stray-2024-05.expected.jsonl \
	tests/cases/bulletin/news-stray-2024-05.rejects \
	tests/cases/bulletin/news-stray-2024-05.txt \
	tests/cases/bulletin/pages-case-2024-05.expected.jsonl \
	tests/cases/bulletin/pages-case-2024-05.txt \
	tests/cases/bulletin/published-2024-10.expected.jsonl \
	tests/cases/bulletin/published-2024-10.txt \
	tests/cases/bulletin/radicals-2024-12.expected.jsonl \
	tests/cases/bulletin/radicals-2024-12.txt \
	tests/cases/bulletin/raw-pages-2024-05.expected.jsonl \
	tests/cases/bulletin/raw-pages-2024-05.txt \
	tests/cases/bulletin/running-2024-05.expected.jsonl \
	tests/cases/bulletin/running-2024-05.txt \
	tests/cases/bulletin/squeezed-2024-07.expected.jsonl \
	tests/cases/bulletin/squeezed-2024-07.rejects \
	tests/cases/bulletin/squeezed-2024-07.txt \
	tests/cases/bulletin/two-tables-2024-06.expected.jsonl \
	tests/cases/bulletin/two-tables-2024-06.txt

# bench/: the tools' own test, in Python and shell; skipped without python3.
TESTS += tests/evaluate.sh
EXTRA_DIST += tests/glib.supp
EXTRA_DIST += tests/evaluate.sh tests/cases/evaluate/README.md \
	tests/cases/evaluate/cutoff.expected \
	tests/cases/evaluate/cutoff.qrels \
	tests/cases/evaluate/cutoff.run \
	tests/cases/evaluate/graded.expected \
	tests/cases/evaluate/graded.qrels \
	tests/cases/evaluate/graded.run \
	tests/cases/evaluate/ideal-cut.expected \
	tests/cases/evaluate/ideal-cut.qrels \
	tests/cases/evaluate/ideal-cut.run \
	tests/cases/evaluate/intersection.args \
	tests/cases/evaluate/intersection.expected \
	tests/cases/evaluate/intersection.qrels \
	tests/cases/evaluate/intersection.run \
	tests/cases/evaluate/judged-twice.error \
	tests/cases/evaluate/judged-twice.qrels \
	tests/cases/evaluate/judged-twice.run \
	tests/cases/evaluate/malformed.error \
	tests/cases/evaluate/malformed.qrels \
	tests/cases/evaluate/malformed.run \
	tests/cases/evaluate/negative.expected \
	tests/cases/evaluate/negative.qrels \
	tests/cases/evaluate/negative.run \
	tests/cases/evaluate/spaces.expected \
	tests/cases/evaluate/spaces.qrels \
	tests/cases/evaluate/spaces.run \
	tests/cases/evaluate/ties.expected \
	tests/cases/evaluate/ties.qrels \
	tests/cases/evaluate/ties.run \
	tests/cases/evaluate/twice.error \
	tests/cases/evaluate/twice.qrels \
	tests/cases/evaluate/twice.run \
	tests/cases/evaluate/unanswered.expected \
	tests/cases/evaluate/unanswered.qrels \
	tests/cases/evaluate/unanswered.run

# search/
SEARCH_TESTS = tests/search-candidates tests/search-damage tests/search-edition tests/search-proximity \
	tests/search-query tests/search-snippet tests/search-terms tests/search-threads tests/search-weigh
SEARCH_SHELL = \
	tests/catalogue-queries.sh \
	tests/characters.sh \
	tests/index-dictionary.sh \
	tests/lexicon.sh \
	tests/ranking.sh \
	tests/search-expansions.sh \
	tests/search-features.sh \
	tests/search-numbers.sh \
	tests/search-order.sh \
	tests/search-pasted.sh \
	tests/search-related.sh \
	tests/search-spelling.sh \
	tests/search-spellings.sh \
	tests/search-vocabulary.sh \
	tests/search.sh
check_PROGRAMS += $(SEARCH_TESTS)
TESTS += $(SEARCH_TESTS) $(SEARCH_SHELL)
tests_search_candidates_SOURCES = tests/search-candidates.c tests/index-folder.h
tests_search_candidates_LDADD = $(TEST_LIBS)
tests_search_candidates_LINK = $(LINK_WITH_CXX)
tests_search_damage_SOURCES = tests/search-damage.c
tests_search_damage_LDADD = $(TEST_LIBS)
tests_search_damage_LINK = $(LINK_WITH_CXX)
tests_search_edition_SOURCES = tests/search-edition.c
tests_search_edition_LDADD = $(TEST_LIBS)
tests_search_edition_LINK = $(LINK_WITH_CXX)
tests_search_proximity_SOURCES = tests/search-proximity.c
tests_search_proximity_LDADD = $(TEST_LIBS)
tests_search_proximity_LINK = $(LINK_WITH_CXX)
tests_search_query_SOURCES = tests/search-query.c
tests_search_query_LDADD = $(TEST_LIBS)
tests_search_query_LINK = $(LINK_WITH_CXX)
tests_search_snippet_SOURCES = tests/search-snippet.c
tests_search_snippet_LDADD = $(TEST_LIBS)
tests_search_snippet_LINK = $(LINK_WITH_CXX)
tests_search_terms_SOURCES = tests/search-terms.c tests/index-folder.h
tests_search_terms_LDADD = $(TEST_LIBS)
tests_search_terms_LINK = $(LINK_WITH_CXX)
tests_search_threads_SOURCES = tests/search-threads.c tests/index-folder.h
tests_search_threads_LDADD = $(TEST_LIBS)
tests_search_threads_LINK = $(LINK_WITH_CXX)
tests_search_weigh_SOURCES = tests/search-weigh.c tests/index-folder.h
tests_search_weigh_LDADD = $(TEST_LIBS)
tests_search_weigh_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += $(SEARCH_SHELL) tests/catalogue-queries.tsv \
	tests/cases/expansions.tsv \
	tests/cases/rank/features.tsv tests/cases/rank/limits.tsv tests/cases/rank/records.jsonl tests/cases/rank/synonyms \
	tests/cases/query/errors.test \
	tests/cases/query/fields.test \
	tests/cases/query/not-syntax.test \
	tests/cases/query/not.test \
	tests/cases/query/numbers.test \
	tests/cases/query/phrases.test \
	tests/cases/query/words.test \
	tests/cases/snippet/highlight.test \
	tests/cases/snippet/passage.test \
	tests/cases/terms/records.jsonl tests/cases/terms/weights.test tests/cases/terms/words.test

# indexer/: what a build learns
check_PROGRAMS += tests/index-learn
TESTS += tests/index-learn
tests_index_learn_SOURCES = tests/index-learn.c
tests_index_learn_LDADD = $(TEST_LIBS)
tests_index_learn_LINK = $(LINK_WITH_CXX)

# indexer/
INDEX_SHELL = tests/index-changes.sh tests/index-damage.sh tests/index-fault.sh tests/index-guard.sh \
	tests/index-stop.sh tests/index-kill.sh tests/index-rejects.sh tests/index-life.sh tests/index-supplements.sh \
	tests/index-safety.sh
TESTS += $(INDEX_SHELL)
EXTRA_DIST += $(INDEX_SHELL) tests/index-common.bash tests/index-damage.py tests/fault-shim.c
AM_TESTS_ENVIRONMENT += SANITIZED='$(SANITIZE)'; export SANITIZED;
check_PROGRAMS += tests/index-files tests/index-host
TESTS += tests/index-files tests/index-host
tests_index_host_SOURCES = tests/index-host.c
tests_index_host_LDADD = $(TEST_LIBS)
tests_index_host_LINK = $(LINK_WITH_CXX)
tests_index_files_SOURCES = tests/index-files.c
tests_index_files_LDADD = $(TEST_LIBS)
tests_index_files_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += $(NEWS_CASES)
NEWS_CASES = tests/cases/bulletin/news-broken-date-2024-03.expected.jsonl \
	tests/cases/bulletin/news-broken-date-2024-03.txt \
	tests/cases/bulletin/news-circle-2024-04.expected.jsonl \
	tests/cases/bulletin/news-circle-2024-04.txt \
	tests/cases/bulletin/news-cited-2024-05.expected.jsonl \
	tests/cases/bulletin/news-cited-2024-05.txt \
	tests/cases/bulletin/news-cited2-2024-09.expected.jsonl \
	tests/cases/bulletin/news-cited2-2024-09.txt \
	tests/cases/bulletin/news-dated-steps-2024-03.expected.jsonl \
	tests/cases/bulletin/news-dated-steps-2024-03.txt \
	tests/cases/bulletin/news-comma-glued-2024-10.expected.jsonl \
	tests/cases/bulletin/news-comma-glued-2024-10.txt \
	tests/cases/bulletin/news-deadline-2024-01.expected.jsonl \
	tests/cases/bulletin/news-deadline-2024-01.txt \
	tests/cases/bulletin/news-editions-2024-08.expected.jsonl \
	tests/cases/bulletin/news-editions-2024-08.txt \
	tests/cases/bulletin/news-enum-2024-04.expected.jsonl \
	tests/cases/bulletin/news-enum-2024-04.txt \
	tests/cases/bulletin/news-forms-2024-06.expected.jsonl \
	tests/cases/bulletin/news-forms-2024-06.txt \
	tests/cases/bulletin/news-glued-one-line-2023-12.expected.jsonl \
	tests/cases/bulletin/news-glued-one-line-2023-12.txt \
	tests/cases/bulletin/news-glued-wrapped-2023-12.expected.jsonl \
	tests/cases/bulletin/news-glued-wrapped-2023-12.txt \
	tests/cases/bulletin/news-international-2024-01.expected.jsonl \
	tests/cases/bulletin/news-international-2024-01.txt \
	tests/cases/bulletin/news-issue-number.expected.jsonl \
	tests/cases/bulletin/news-issue-number.txt \
	tests/cases/bulletin/news-issue-paren.expected.jsonl \
	tests/cases/bulletin/news-issue-paren.txt \
	tests/cases/bulletin/news-issue-total.expected.jsonl \
	tests/cases/bulletin/news-issue-total.rejects \
	tests/cases/bulletin/news-issue-total.txt \
	tests/cases/bulletin/news-life-2024-09.expected.jsonl \
	tests/cases/bulletin/news-life-2024-09.txt \
	tests/cases/bulletin/news-magazine-2024-07.expected.jsonl \
	tests/cases/bulletin/news-magazine-2024-07.txt \
	tests/cases/bulletin/news-mixed-2024-05.expected.jsonl \
	tests/cases/bulletin/news-mixed-2024-05.txt \
	tests/cases/bulletin/news-month-2024-03.expected.jsonl \
	tests/cases/bulletin/news-month-2024-03.txt \
	tests/cases/bulletin/news-months-level.expected.jsonl \
	tests/cases/bulletin/news-months-level.txt \
	tests/cases/bulletin/news-months-most.expected.jsonl \
	tests/cases/bulletin/news-months-most.txt \
	tests/cases/bulletin/news-multi-section-2024-10.expected.jsonl \
	tests/cases/bulletin/news-multi-section-2024-10.txt \
	tests/cases/bulletin/news-naming-2024-06.expected.jsonl \
	tests/cases/bulletin/news-naming-2024-06.txt \
	tests/cases/bulletin/news-negations-2024-05.expected.jsonl \
	tests/cases/bulletin/news-negations-2024-05.txt \
	tests/cases/bulletin/news-no-period-unnumbered-2024-07.expected.jsonl \
	tests/cases/bulletin/news-no-period-unnumbered-2024-07.txt \
	tests/cases/bulletin/news-nospace-2024-10.expected.jsonl \
	tests/cases/bulletin/news-nospace-2024-10.txt \
	tests/cases/bulletin/news-not-cut-2024-04.expected.jsonl \
	tests/cases/bulletin/news-not-cut-2024-04.txt \
	tests/cases/bulletin/news-notice-2024-01.expected.jsonl \
	tests/cases/bulletin/news-notice-2024-01.txt \
	tests/cases/bulletin/news-plan-and-number-2024-11.expected.jsonl \
	tests/cases/bulletin/news-plan-and-number-2024-11.txt \
	tests/cases/bulletin/news-paren-glued-2024-10.expected.jsonl \
	tests/cases/bulletin/news-paren-glued-2024-10.txt \
	tests/cases/bulletin/news-public-2024-03.expected.jsonl \
	tests/cases/bulletin/news-public-2024-03.txt \
	tests/cases/bulletin/news-refused-2024-01.expected.jsonl \
	tests/cases/bulletin/news-refused-2024-01.txt \
	tests/cases/bulletin/news-skipped-number-2024-10.expected.jsonl \
	tests/cases/bulletin/news-skipped-number-2024-10.txt \
	tests/cases/bulletin/news-table-dates-2024-08.expected.jsonl \
	tests/cases/bulletin/news-table-dates-2024-08.txt \
	tests/cases/bulletin/news-table-news-2024-08.expected.jsonl \
	tests/cases/bulletin/news-table-news-2024-08.txt \
	tests/cases/bulletin/news-titles-2024-05.expected.jsonl \
	tests/cases/bulletin/news-titles-2024-05.txt \
	tests/cases/bulletin/news-unclosed-2024-05.expected.jsonl \
	tests/cases/bulletin/news-unclosed-2024-05.rejects \
	tests/cases/bulletin/news-unclosed-2024-05.txt \
	tests/cases/bulletin/news-year-end-2023-12.expected.jsonl \
	tests/cases/bulletin/news-year-end-2023-12.txt

# libbiaosou/
check_PROGRAMS += tests/library
TESTS += tests/library tests/library-installed.sh
tests_library_SOURCES = tests/library.c
tests_library_LDADD = libbiaosou.a $(ENGINE_NEEDS) $(CMOCKA_LIBS)
tests_library_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += tests/library-installed.sh
AM_TESTS_ENVIRONMENT += BIAOSOU_CHANGE=$(abs_builddir)/biaosou-change$(EXEEXT); export BIAOSOU_CHANGE; \
	BIAOSOU_READ=$(abs_builddir)/biaosou-read$(EXEEXT); export BIAOSOU_READ;

# Names of values, and what goes out.
check_PROGRAMS += tests/corpus-value tests/cli-clean
TESTS += tests/corpus-value tests/cli-clean tests/search-values.sh tests/search-output.sh
tests_corpus_value_SOURCES = tests/corpus-value.c
tests_corpus_value_LDADD = libcorpus.a libnumber.a libsheet.a libunicode.a $(ICU_LIBS) $(JANSSON_LIBS) $(LZMA_LIBS) $(ZLIB_LIBS) \
	$(XML_LIBS) $(ZIP_LIBS) $(GLIB_LIBS) $(CMOCKA_LIBS)
tests_cli_clean_SOURCES = tests/cli-clean.c
tests_cli_clean_LDADD = libcli.a libunicode.a $(GLIB_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/search-values.sh tests/search-output.sh tests/cases/value/names.tsv \
	tests/cases/value/meets.tsv
