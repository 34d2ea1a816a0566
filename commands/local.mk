noinst_LIBRARIES += libcommands.a
libcommands_a_SOURCES = \
	commands/batch.c \
	commands/browse.c commands/browse.h \
	commands/check.c \
	commands/commands.c commands/commands.h \
	commands/complete.c \
	commands/convert.c \
	commands/impact.c \
	commands/index.c \
	commands/inspect.c commands/inspect.h \
	commands/progress.c commands/progress.h \
	commands/news.c \
	commands/related.c \
	commands/search.c \
	commands/serve.c \
	commands/show.c \
	commands/suggest.c \
	commands/tokenize.c
