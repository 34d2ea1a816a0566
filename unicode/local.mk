noinst_LIBRARIES += libunicode.a
libunicode_a_SOURCES = \
	unicode/clean.c unicode/clean.h \
	unicode/han-text.c unicode/han.c unicode/han.h \
	unicode/width.c unicode/width.h \
	unicode/wrap.c unicode/wrap.h
