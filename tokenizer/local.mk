noinst_LIBRARIES += libtokenizer.a
libtokenizer_a_SOURCES =
