# The engine as a library for other programs: one header, shared and static, and the program that makes changes for
# it. All of the engine's objects become one, in which only what the header declares is global, so that no name of ours
# meets one of theirs; the shared library is that object and what it needs.
noinst_LIBRARIES += liblibbiaosou.a
liblibbiaosou_a_SOURCES = \
	libbiaosou/biaosou.h \
	libbiaosou/change-names.h \
	libbiaosou/change.c \
	libbiaosou/check.c \
	libbiaosou/documents.c \
	libbiaosou/error.c \
	libbiaosou/impact.c \
	libbiaosou/index.c \
	libbiaosou/news.c \
	libbiaosou/private.h \
	libbiaosou/search.c \
	libbiaosou/similar.c \
	libbiaosou/suggest.c \
	libbiaosou/text.c

pkglibexec_PROGRAMS += biaosou-change
AM_INSTALLCHECK_STD_OPTIONS_EXEMPT += biaosou-change
biaosou_change_SOURCES = libbiaosou/change-program.c
biaosou_change_LDADD = liblibbiaosou.a $(ENGINE_LIBS)
biaosou_change_LINK = $(LINK_WITH_CXX)

# The shared library's interface (its soname) and what it is called besides.
LIBRARY_SONAME = libbiaosou.so.0
LIBRARY_FILE = $(LIBRARY_SONAME).$(PACKAGE_VERSION)
LIBRARY_PARTS = liblibbiaosou.a $(ENGINE_PARTS)

# Never unloaded: threads that have met an error have a destructor in it.
libbiaosou.o: $(LIBRARY_PARTS)
	$(AM_V_CCLD)$(CC) -r -nostdlib -o $@.all -Wl,--whole-archive $(LIBRARY_PARTS) -Wl,--no-whole-archive \
	    && $(OBJCOPY) --localize-hidden $@.all $@ && rm -f $@.all
libbiaosou.a: libbiaosou.o
	$(AM_V_AR)rm -f $@ && $(AR) $(ARFLAGS) $@ libbiaosou.o && $(RANLIB) $@
$(LIBRARY_FILE): libbiaosou.o libbiaosou/biaosou.map
	$(AM_V_CCLD)$(LINK_WITH_CXX) -shared -Wl,-soname,$(LIBRARY_SONAME) \
	    -Wl,--version-script,$(srcdir)/libbiaosou/biaosou.map -Wl,-z,defs -Wl,-z,nodelete libbiaosou.o $(ENGINE_NEEDS) \
	    && ln -sf $(LIBRARY_FILE) $(LIBRARY_SONAME) && ln -sf $(LIBRARY_FILE) libbiaosou.so
noinst_DATA = libbiaosou.a $(LIBRARY_FILE)
CLEANFILES += libbiaosou.o libbiaosou.a $(LIBRARY_FILE) $(LIBRARY_SONAME) libbiaosou.so
EXTRA_DIST += libbiaosou/biaosou.map libbiaosou/example.c libbiaosou/example.py

libbiaosouincludedir = $(includedir)/libbiaosou
libbiaosouinclude_HEADERS = libbiaosou/biaosou.h
nodist_pkgconfig_DATA += libbiaosou/biaosou.pc

install-exec-local: libbiaosou.a $(LIBRARY_FILE)
	$(MKDIR_P) "$(DESTDIR)$(libdir)"
	$(INSTALL_DATA) libbiaosou.a "$(DESTDIR)$(libdir)/libbiaosou.a"
	$(INSTALL_PROGRAM) $(LIBRARY_FILE) "$(DESTDIR)$(libdir)/$(LIBRARY_FILE)"
	cd "$(DESTDIR)$(libdir)" && ln -sf $(LIBRARY_FILE) $(LIBRARY_SONAME) && ln -sf $(LIBRARY_FILE) libbiaosou.so
uninstall-local:
	cd "$(DESTDIR)$(libdir)" && rm -f libbiaosou.a $(LIBRARY_FILE) $(LIBRARY_SONAME) libbiaosou.so
