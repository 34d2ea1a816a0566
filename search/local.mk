noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES =
