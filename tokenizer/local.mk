noinst_LIBRARIES += libtokenizer.a
libtokenizer_a_SOURCES = \
	tokenizer/acronym.c tokenizer/acronym.h \
	tokenizer/alike.c tokenizer/alike.h \
	tokenizer/char-class.h \
	tokenizer/compound.c tokenizer/compound.h \
	tokenizer/han-words.c tokenizer/han-words.h \
	tokenizer/lexicon.c tokenizer/lexicon.h \
	tokenizer/look-alike.c tokenizer/look-alike.h \
	tokenizer/normalizer.c tokenizer/normalizer.h \
	tokenizer/ordinal.c tokenizer/ordinal.h \
	tokenizer/pinyin.c tokenizer/pinyin.h tokenizer/pinyin-table.h \
	tokenizer/sound-table.h \
	tokenizer/symbol.h \
	tokenizer/tokenizer.c tokenizer/tokenizer.h
nodist_libtokenizer_a_SOURCES = tokenizer/fold-table.c tokenizer/pinyin-table.c \
	tokenizer/resources.c tokenizer/resources.h

# The fold table is computed from ICU's data, the tables of readings and sounds from libpinyin's; the words and lists of corpus/lexicon travel in the
# program itself, so that it needs no data folder.
noinst_PROGRAMS += tokenizer/make-fold-table
tokenizer_make_fold_table_SOURCES = tokenizer/make-fold-table.c tokenizer/char-class.h \
	unicode/han.c unicode/han.h
tokenizer_make_fold_table_LDADD = $(ICU_LIBS)

tokenizer/fold-table.c: tokenizer/make-fold-table$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) tokenizer && tokenizer/make-fold-table$(EXEEXT) > $@.tmp && mv $@.tmp $@

noinst_PROGRAMS += tokenizer/make-pinyin-table
tokenizer_make_pinyin_table_SOURCES = tokenizer/make-pinyin-table.c tokenizer/pinyin-table.h
tokenizer_make_pinyin_table_CPPFLAGS = $(AM_CPPFLAGS) $(PINYIN_CFLAGS)
tokenizer_make_pinyin_table_LDADD = $(PINYIN_LIBS) $(GLIB_LIBS)

tokenizer/pinyin-table.c: tokenizer/make-pinyin-table$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) tokenizer && ASAN_OPTIONS=detect_leaks=0 tokenizer/make-pinyin-table$(EXEEXT) $(PINYIN_DATA)/data 2> /dev/null > $@.tmp && mv $@.tmp $@

RESOURCES_XML = $(top_srcdir)/tokenizer/resources.xml
RESOURCES = $(GLIB_COMPILE_RESOURCES) --internal --sourcedir=$(top_srcdir)/corpus/lexicon \
	--c-name=biaosou
tokenizer/resources.c: $(RESOURCES_XML) $(LEXICON_FILES)
	$(AM_V_GEN)$(MKDIR_P) tokenizer && $(RESOURCES) --generate-source --target=$@ $(RESOURCES_XML)
tokenizer/resources.h: $(RESOURCES_XML)
	$(AM_V_GEN)$(MKDIR_P) tokenizer && $(RESOURCES) --generate-header --target=$@ $(RESOURCES_XML)

# For `make biaosou` on a clean tree, where BUILT_SOURCES are not made first.
tokenizer/lexicon.$(OBJEXT): tokenizer/resources.h

BUILT_SOURCES += tokenizer/fold-table.c tokenizer/pinyin-table.c tokenizer/resources.c tokenizer/resources.h
CLEANFILES += tokenizer/fold-table.c tokenizer/pinyin-table.c tokenizer/resources.c tokenizer/resources.h
EXTRA_DIST += tokenizer/resources.xml
