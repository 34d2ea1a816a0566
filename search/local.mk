noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES = \
	search/query.c search/query.h \
	search/query-field.c \
	search/query-parse.c
