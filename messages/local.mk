noinst_LIBRARIES += libmessages.a
libmessages_a_SOURCES = \
	messages/language.c \
	messages/messages.c messages/messages.h \
	messages/said.c
nodist_libmessages_a_SOURCES = messages/resources.c messages/resources.h
BUILT_SOURCES += messages/resources.c messages/resources.h
CLEANFILES += messages/resources.c messages/resources.h messages/zh_CN.mo

# The catalogues travel in the program itself: no locale is to be installed, no file to be found.
MESSAGES_XML = $(top_srcdir)/messages/resources.xml
MESSAGES_RESOURCES = $(GLIB_COMPILE_RESOURCES) --internal --sourcedir=messages --c-name=messages
messages/zh_CN.mo: $(top_srcdir)/po/zh_CN.po
	$(AM_V_GEN)$(MKDIR_P) messages && $(MSGFMT) --check --endianness=little -o $@ $(top_srcdir)/po/zh_CN.po
messages/resources.c: $(MESSAGES_XML) messages/zh_CN.mo
	$(AM_V_GEN)$(MESSAGES_RESOURCES) --generate-source --target=$@ $(MESSAGES_XML)
messages/resources.h: $(MESSAGES_XML) messages/zh_CN.mo
	$(AM_V_GEN)$(MESSAGES_RESOURCES) --generate-header --target=$@ $(MESSAGES_XML)
messages/messages.$(OBJEXT): messages/resources.h

EXTRA_DIST += messages/resources.xml
