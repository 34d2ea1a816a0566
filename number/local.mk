noinst_LIBRARIES += libnumber.a
libnumber_a_SOURCES = \
	number/find.c \
	number/folded.c number/folded.h \
	number/grammar.h \
	number/notice.c \
	number/number.c number/number.h \
	number/prefixes.c number/prefixes.h \
	number/range.c \
	number/scan.c \
	number/scan-body.c \
	number/scan-prefix.c \
	number/scan-supplement.c \
	number/scan-tail.c \
	number/sortkey.c \
	number/terms.c
