# A C API over libxapian, installed for other programs too.
lib_LIBRARIES += libxapian-c.a
xapiancincludedir = $(includedir)/xapian-c
xapiancinclude_HEADERS = \
	xapian-c/compact.h \
	xapian-c/database.h \
	xapian-c/document.h \
	xapian-c/enquire.h \
	xapian-c/error.h \
	xapian-c/iterator.h \
	xapian-c/key-maker.h \
	xapian-c/match-decider.h \
	xapian-c/match-spy.h \
	xapian-c/mset.h \
	xapian-c/posting-source.h \
	xapian-c/query.h \
	xapian-c/sortable.h \
	xapian-c/types.h \
	xapian-c/version.h \
	xapian-c/weight.h \
	xapian-c/writable-database.h \
	xapian-c/xapian-c.h
libxapian_c_a_SOURCES = \
	xapian-c/compact.cc \
	xapian-c/database.cc \
	xapian-c/document.cc \
	xapian-c/enquire.cc \
	xapian-c/error.cc \
	xapian-c/internal.h \
	xapian-c/iterator.cc \
	xapian-c/key-maker.cc \
	xapian-c/match-spy.cc \
	xapian-c/mset.cc \
	xapian-c/posting-source.cc \
	xapian-c/query.cc \
	xapian-c/sortable.cc \
	xapian-c/weight.cc \
	xapian-c/writable-database.cc
pkgconfigdir = $(libdir)/pkgconfig
nodist_pkgconfig_DATA = xapian-c/xapian-c.pc
EXTRA_DIST += xapian-c/README.md
