# Every test speaks TAP: a cmocka program (one group each) or a shell script.
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = bash
AM_TESTS_ENVIRONMENT = CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	BIAOSOU=$(abs_builddir)/biaosou$(EXEEXT); export BIAOSOU; \
	TESTS_DIR=$(abs_top_srcdir)/tests; export TESTS_DIR; \
	G_DEBUG=fatal-criticals; export G_DEBUG;
TEST_LIBS = $(BIAOSOU_LIBS) $(CMOCKA_LIBS)

# Folder fragments of tests: each adds its programs and cases.

# A test of a house: TESTS and check_PROGRAMS get tests/NAME; sources tests/NAME.c;
# NAME_LDADD = $(TEST_LIBS); NAME_LINK = $(LINK_WITH_CXX); case files go to EXTRA_DIST.

# corpus/
CORPUS_TESTS = tests/corpus-record tests/corpus-reader tests/corpus-bulletin \
	tests/corpus-bulletin-layouts tests/corpus-fuzz
check_PROGRAMS += $(CORPUS_TESTS)
TESTS += $(CORPUS_TESTS)
tests_corpus_record_SOURCES = tests/corpus-record.c
tests_corpus_record_LDADD = $(TEST_LIBS)
tests_corpus_record_LINK = $(LINK_WITH_CXX)
tests_corpus_reader_SOURCES = tests/corpus-reader.c
tests_corpus_reader_LDADD = $(TEST_LIBS)
tests_corpus_reader_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_SOURCES = tests/corpus-bulletin.c
tests_corpus_bulletin_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_LINK = $(LINK_WITH_CXX)
tests_corpus_bulletin_layouts_SOURCES = tests/corpus-bulletin-layouts.c
tests_corpus_bulletin_layouts_LDADD = $(TEST_LIBS)
tests_corpus_bulletin_layouts_LINK = $(LINK_WITH_CXX)
tests_corpus_fuzz_SOURCES = tests/corpus-fuzz.c
tests_corpus_fuzz_LDADD = $(TEST_LIBS)
tests_corpus_fuzz_LINK = $(LINK_WITH_CXX)
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
	tests/cases/bulletin/missing-cells-2024-08.expected.jsonl \
	tests/cases/bulletin/missing-cells-2024-08.rejects \
	tests/cases/bulletin/missing-cells-2024-08.txt \
	tests/cases/bulletin/news-only-2024-01.expected.jsonl \
	tests/cases/bulletin/news-only-2024-01.txt \
	tests/cases/bulletin/published-2024-10.expected.jsonl \
	tests/cases/bulletin/published-2024-10.txt \
	tests/cases/bulletin/radicals-2024-12.expected.jsonl \
	tests/cases/bulletin/radicals-2024-12.txt \
	tests/cases/bulletin/running-2024-05.expected.jsonl \
	tests/cases/bulletin/running-2024-05.txt \
	tests/cases/bulletin/two-tables-2024-06.expected.jsonl \
	tests/cases/bulletin/two-tables-2024-06.txt
