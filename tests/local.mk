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

# A test of a house: TESTS and check_PROGRAMS get tests/NAME; sources tests/NAME.c;
# NAME_LDADD = $(TEST_LIBS); NAME_LINK = $(LINK_WITH_CXX); case files go to EXTRA_DIST.

# corpus/
check_PROGRAMS += tests/corpus-record
TESTS += tests/corpus-record
tests_corpus_record_SOURCES = tests/corpus-record.c
tests_corpus_record_LDADD = $(TEST_LIBS)
tests_corpus_record_LINK = $(LINK_WITH_CXX)

# number/
check_PROGRAMS += tests/number
TESTS += tests/number
tests_number_SOURCES = tests/number.c
tests_number_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
tests_number_LDADD = libnumber.a $(JANSSON_LIBS) $(GLIB_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += \
	tests/cases/number/find.tsv \
	tests/cases/number/meet.tsv \
	tests/cases/number/parse.tsv \
	tests/cases/number/sort.txt

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


# search/
check_PROGRAMS += tests/search-query
TESTS += tests/search-query
tests_search_query_SOURCES = tests/search-query.c
tests_search_query_LDADD = $(TEST_LIBS)
tests_search_query_LINK = $(LINK_WITH_CXX)
EXTRA_DIST += \
	tests/cases/query/errors.test \
	tests/cases/query/fields.test \
	tests/cases/query/not-syntax.test \
	tests/cases/query/numbers.test \
	tests/cases/query/phrases.test \
	tests/cases/query/words.test
