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

# bench/: the tools' own test, in Python and shell; skipped without python3.
TESTS += tests/evaluate.sh
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
