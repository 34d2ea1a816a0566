noinst_LIBRARIES += libindexer.a
libindexer_a_SOURCES =
