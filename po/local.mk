# The catalogues, kept by hand; `make update-po` puts into them what the sources say now.
EXTRA_DIST += po/zh_CN.po po/README.md

# Which arguments are messages, besides those in _() and N_(). Of a table or a heading of the sources nothing else is one.
XGETTEXT_FLAGS = --from-code=UTF-8 --language=C --no-location --no-wrap --sort-output --package-name=biaosou \
	--keyword --keyword=_ --keyword=N_ --keyword=message_n:2,3 --keyword=message_n_in:3,4 --keyword=message_in:2 --keyword=said_new:1 \
	--keyword=cli_error:1 --keyword=cli_parse:4 --keyword=cli_parse_words:4 --keyword=parse:5 --keyword=add_entry:6 --keyword=query_note:2 --keyword=library_fail_with:2 \
	--keyword=reject_send:6 --keyword=reject_send_at:5 --keyword=bulletin_reject:4 --keyword=bulletin_miss:3 \
	--keyword=items_reject:4 --keyword=field_error:3 --keyword=bad:2 --keyword=problem_set:4 --keyword=problem_of:3 \
	--flag=_:1:pass-c-format --flag=message_n:2:pass-c-format --flag=message_n:3:pass-c-format --flag=message_n_in:3:pass-c-format --flag=message_n_in:4:pass-c-format \
	--flag=message_in:2:pass-c-format --flag=said_new:1:c-format \
	--flag=cli_error:1:c-format --flag=query_note:2:c-format --flag=library_fail_with:2:c-format \
	--flag=reject_send:6:c-format --flag=reject_send_at:5:c-format --flag=bulletin_reject:4:c-format \
	--flag=bulletin_miss:3:c-format --flag=items_reject:4:c-format --flag=field_error:3:c-format --flag=bad:2:c-format

po/biaosou.pot:
	$(AM_V_GEN)$(MKDIR_P) po && cd $(srcdir) && find biaosou.c cli commands corpus indexer libbiaosou messages search server sheet tokenizer \
	    -name '*.[ch]' | LC_ALL=C sort | $(XGETTEXT) $(XGETTEXT_FLAGS) --files-from=- -o - | sed '/^"POT-Creation-Date/d' > $(abs_builddir)/$@
update-po: po/biaosou.pot
	$(MSGMERGE) --update --backup=none --no-wrap --sort-output --no-fuzzy-matching $(srcdir)/po/zh_CN.po po/biaosou.pot
.PHONY: update-po po/biaosou.pot
CLEANFILES += po/biaosou.pot
