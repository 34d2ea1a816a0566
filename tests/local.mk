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

# The folder of cases whole: whoever adds a case adds a file.
EXTRA_DIST += tests/cmocka-tap tests/cases

# The tree itself, and its pages.
TESTS += tests/architecture.sh tests/docs.sh tests/cli.sh tests/messages.sh tests/terminal.sh tests/completion.sh
EXTRA_DIST += tests/terminal.py tests/tap.bash tests/architecture.sh tests/docs.sh tests/cli.sh tests/messages.sh tests/terminal.sh tests/completion.sh
check_PROGRAMS += tests/print-fields
tests_print_fields_SOURCES = tests/print-fields.c
tests_print_fields_LDADD = libcorpus.a libnumber.a libsheet.a libunicode.a libmessages.a $(ICU_LIBS) $(JANSSON_LIBS) $(LZMA_LIBS) $(ZLIB_LIBS) $(XML_LIBS) $(ZIP_LIBS) $(YAML_LIBS) $(GLIB_LIBS)
AM_TESTS_ENVIRONMENT += HEADER_CPPFLAGS='$(AM_CPPFLAGS)'; export HEADER_CPPFLAGS;

# A test in C: TESTS and check_PROGRAMS get tests/NAME; sources tests/NAME.c;
# NAME_LDADD = $(TEST_LIBS); NAME_LINK = $(LINK_WITH_CXX).

# tokenizer/
check_PROGRAMS += tests/pinyin tests/tokenizer tests/tokenizer-han-words tests/tokenizer-properties
TESTS += tests/pinyin tests/tokenizer tests/tokenizer-han-words tests/tokenizer-properties tests/tokenize.sh
TOKENIZER_TEST_LIBS = libtokenizer.a libnumber.a libunicode.a libmessages.a $(ICU_LIBS) -lstemmer $(GLIB_LIBS) \
	$(CMOCKA_LIBS)
tests_pinyin_SOURCES = tests/pinyin.c tests/cases.h
tests_pinyin_LDADD = $(TOKENIZER_TEST_LIBS)
tests_tokenizer_SOURCES = tests/tokenizer.c
tests_tokenizer_LDADD = $(TOKENIZER_TEST_LIBS)
tests_tokenizer_han_words_SOURCES = tests/tokenizer-han-words.c tests/random-char.h
tests_tokenizer_han_words_LDADD = $(TOKENIZER_TEST_LIBS)
tests_tokenizer_properties_SOURCES = tests/tokenizer-properties.c tests/random-char.h
tests_tokenizer_properties_LDADD = $(TOKENIZER_TEST_LIBS)
EXTRA_DIST += tests/tokenize.sh

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
TESTS += tests/corpus-lineless.sh tests/corpus-archive.sh tests/corpus-scan.sh tests/corpus-workbook.sh tests/corpus-ofd.sh tests/corpus-papers.sh tests/corpus-soffice.sh \
	tests/convert.sh
EXTRA_DIST += tests/corpus-scan.sh tests/scans.py tests/convert.sh tests/fuzz-reader.c tests/corpus-archive.sh tests/archive.py tests/corpus-workbook.sh \
	tests/workbook.py tests/convert.bash tests/corpus-ofd.sh tests/ofd.py tests/corpus-papers.sh tests/papers.py \
	tests/corpus-soffice.sh tests/soffice.py tests/corpus-lineless.sh tests/lineless.py
tests_corpus_record_SOURCES = tests/corpus-record.c
tests_corpus_record_LDADD = $(TEST_LIBS)
tests_corpus_record_LINK = $(LINK_WITH_CXX)
tests_corpus_row_SOURCES = tests/corpus-row.c
tests_corpus_row_LDADD = $(TEST_LIBS)
tests_corpus_row_LINK = $(LINK_WITH_CXX)
tests_corpus_text_SOURCES = tests/corpus-text.c tests/cases.h
tests_corpus_text_LDADD = $(TEST_LIBS)
tests_corpus_text_LINK = $(LINK_WITH_CXX)
tests_corpus_table_SOURCES = tests/corpus-table.c tests/cases.h
tests_corpus_table_LDADD = $(TEST_LIBS)
tests_corpus_table_LINK = $(LINK_WITH_CXX)

# number/
check_PROGRAMS += tests/number
TESTS += tests/number
tests_number_SOURCES = tests/number.c
tests_number_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_number_LDADD = libnumber.a $(JANSSON_LIBS) $(GLIB_LIBS) $(CMOCKA_LIBS)

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
AM_TESTS_ENVIRONMENT += LSAN_OPTIONS=print_suppressions=0:suppressions='$(abs_top_srcdir)/tests/glibc.supp'; export LSAN_OPTIONS;
# GLib, not built with ThreadSanitizer, keeps its own caches under locks that are not seen
AM_TESTS_ENVIRONMENT += TSAN_OPTIONS=suppressions='$(abs_top_srcdir)/tests/glib.supp'; export TSAN_OPTIONS; \
	G_SLICE=always-malloc; export G_SLICE;

tests_corpus_reader_SOURCES = tests/corpus-reader.c
tests_corpus_reader_LDADD = $(TEST_LIBS)
tests_corpus_reader_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_SOURCES = tests/corpus-bulletin.c tests/reader-cases.h
tests_corpus_bulletin_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_layouts_SOURCES = tests/corpus-bulletin-layouts.c tests/flatten.c tests/flatten.h
tests_corpus_bulletin_layouts_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_layouts_LINK = $(LINK_WITH_CXX)
tests_corpus_news_SOURCES = tests/corpus-news.c
tests_corpus_news_LDADD = $(TEST_LIBS)
tests_corpus_news_LINK = $(LINK_WITH_CXX)
tests_corpus_fuzz_SOURCES = tests/corpus-fuzz.c
tests_corpus_fuzz_LDADD = $(TEST_LIBS)
tests_corpus_fuzz_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_flattenings_SOURCES = tests/corpus-bulletin-flattenings.c
tests_corpus_bulletin_flattenings_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_flattenings_LINK = $(LINK_WITH_CXX)
tests_corpus_foreign_SOURCES = tests/corpus-foreign.c
tests_corpus_foreign_LDADD = $(TEST_LIBS)
tests_corpus_foreign_LINK = $(LINK_WITH_CXX)

# bench/: the tools' own test, in Python and shell; skipped without python3.
TESTS += tests/evaluate.sh
EXTRA_DIST += tests/glib.supp tests/glibc.supp
EXTRA_DIST += tests/evaluate.sh

# search/
SEARCH_TESTS = tests/search-candidates tests/search-damage tests/search-edition tests/search-proximity tests/search-suggest \
	tests/search-query tests/search-snippet tests/search-terms tests/search-threads tests/search-weigh
SEARCH_SHELL = \
	tests/catalogue-queries.sh \
	tests/characters.sh \
	tests/check.sh \
	tests/impact.sh \
	tests/index-dictionary.sh \
	tests/lexicon.sh \
	tests/ranking.sh \
	tests/related.sh \
	tests/search-expansions.sh \
	tests/search-features.sh \
	tests/search-numbers.sh \
	tests/search-order.sh \
	tests/search-pasted.sh \
	tests/search-related.sh \
	tests/suggest.sh \
	tests/search-spelling.sh \
	tests/search-spellings.sh \
	tests/search-vocabulary.sh \
	tests/search.sh \
	tests/show.sh
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
tests_search_suggest_SOURCES = tests/search-suggest.c tests/cases.h tests/index-folder.h
tests_search_suggest_LDADD = $(TEST_LIBS)
tests_search_suggest_LINK = $(LINK_WITH_CXX)
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
EXTRA_DIST += $(SEARCH_SHELL) tests/catalogue-queries.tsv

# indexer/: what a build learns
check_PROGRAMS += tests/index-learn
TESTS += tests/index-learn
tests_index_learn_SOURCES = tests/index-learn.c
tests_index_learn_LDADD = $(TEST_LIBS)
tests_index_learn_LINK = $(LINK_WITH_CXX)

# indexer/
INDEX_SHELL = tests/remote.sh tests/index-changes.sh tests/index-damage.sh tests/index-fault.sh tests/index-guard.sh \
	tests/index-stop.sh tests/index-kill.sh tests/index-rejects.sh tests/index-life.sh tests/index-supplements.sh \
	tests/index-safety.sh
TESTS += $(INDEX_SHELL)
EXTRA_DIST += $(INDEX_SHELL) tests/index-common.bash tests/index-damage.py tests/fault-shim.c
AM_TESTS_ENVIRONMENT += SANITIZED='$(SANITIZE)'; export SANITIZED;
check_PROGRAMS += tests/index-files tests/index-host tests/index-posting-map tests/index-postings tests/index-texts
TESTS += tests/index-files tests/index-host tests/index-posting-map tests/index-postings tests/index-texts
tests_index_host_SOURCES = tests/index-host.c
tests_index_host_LDADD = $(TEST_LIBS)
tests_index_host_LINK = $(LINK_WITH_CXX)
tests_index_files_SOURCES = tests/index-files.c tests/index-damaged.h
tests_index_files_LDADD = $(TEST_LIBS)
tests_index_files_LINK = $(LINK_WITH_CXX)
tests_index_posting_map_SOURCES = tests/index-posting-map.c tests/index-damaged.h
tests_index_posting_map_LDADD = $(TEST_LIBS)
tests_index_posting_map_LINK = $(LINK_WITH_CXX)
tests_index_postings_SOURCES = tests/index-postings.c
tests_index_postings_LDADD = $(TEST_LIBS)
tests_index_postings_LINK = $(LINK_WITH_CXX)
tests_index_texts_SOURCES = tests/index-texts.c
tests_index_texts_LDADD = $(TEST_LIBS)
tests_index_texts_LINK = $(LINK_WITH_CXX)

# libbiaosou/
check_PROGRAMS += tests/library tests/library-change
TESTS += tests/library tests/library-change tests/library-installed.sh
tests_library_SOURCES = tests/library.c tests/library-folder.h
tests_library_LDADD = libbiaosou.a $(ENGINE_NEEDS) $(CMOCKA_LIBS)
tests_library_LINK = $(LINK_WITH_CXX)
tests_library_change_SOURCES = tests/library-change.c tests/library-folder.h
tests_library_change_LDADD = libbiaosou.a $(ENGINE_NEEDS) $(CMOCKA_LIBS)
tests_library_change_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += tests/library-installed.sh
AM_TESTS_ENVIRONMENT += BIAOSOU_CHANGE=$(abs_builddir)/biaosou-change$(EXEEXT); export BIAOSOU_CHANGE; \
	BIAOSOU_READ=$(abs_builddir)/biaosou-read$(EXEEXT); export BIAOSOU_READ; \
	BIAOSOU_SOFFICE=$(abs_builddir)/biaosou-soffice$(EXEEXT); export BIAOSOU_SOFFICE;

# server/
TESTS += tests/server.sh
EXTRA_DIST += tests/server.sh tests/server.py tests/schemas.py tests/fuzz-request.c
TESTS += tests/systemd.sh tests/operators.sh
EXTRA_DIST += tests/systemd.sh tests/operators.sh
TESTS += tests/pages.sh tests/page-cases.sh tests/browser.sh
EXTRA_DIST += tests/pages.sh tests/pages.py tests/page-cases.sh tests/page-cases.py tests/serve.bash tests/browser.sh tests/browser/access.mjs tests/browser/document.mjs tests/browser/generation.mjs \
	tests/browser/hostile.mjs tests/browser/keyboard.mjs tests/browser/package.json tests/browser/records.mjs \
	tests/browser/run.mjs tests/browser/search.mjs tests/browser/tap.mjs tests/browser/tools.mjs
clean-local: clean-browser-shots
clean-browser-shots:
	rm -rf browser-shots
.PHONY: clean-browser-shots

# Names of values, and what goes out.
check_PROGRAMS += tests/corpus-value tests/cli-clean
TESTS += tests/corpus-value tests/cli-clean tests/said.sh tests/search-values.sh tests/search-output.sh tests/citations.sh tests/news.sh tests/schema.sh
tests_corpus_value_SOURCES = tests/corpus-value.c
tests_corpus_value_LDADD = libcorpus.a libnumber.a libsheet.a libunicode.a libmessages.a $(ICU_LIBS) $(JANSSON_LIBS) $(LZMA_LIBS) $(ZLIB_LIBS) \
	$(XML_LIBS) $(ZIP_LIBS) $(YAML_LIBS) $(GLIB_LIBS) $(CMOCKA_LIBS)
tests_cli_clean_SOURCES = tests/cli-clean.c
tests_cli_clean_LDADD = libcli.a libunicode.a libmessages.a $(GLIB_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/said.sh tests/search-values.sh tests/search-output.sh tests/citations.sh tests/news.sh tests/schema.sh
