noinst_LIBRARIES += libcommands.a
libcommands_a_SOURCES = \
	commands/batch.c \
	commands/check.c \
	commands/commands.c commands/commands.h \
	commands/convert.c \
	commands/index.c \
	commands/inspect.c commands/inspect.h \
	commands/progress.c commands/progress.h \
	commands/related.c \
	commands/search.c \
	commands/show.c \
	commands/suggest.c \
	commands/tokenize.c
