noinst_LIBRARIES += libcorpus.a
libcorpus_a_SOURCES =
LEXICON_FILES = $(top_srcdir)/corpus/lexicon/terms.txt
