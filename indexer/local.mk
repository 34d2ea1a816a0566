noinst_LIBRARIES += libindexer.a
libindexer_a_SOURCES = \
	indexer/assemble.c indexer/assemble.h \
	indexer/block-sums.c indexer/block-sums.h \
	indexer/character-sets.c indexer/character-sets.h \
	indexer/checked-read.c indexer/checked-read.h \
	indexer/change.c indexer/change.h indexer/change-guard.c indexer/change-delete.c indexer/change-lists.c \
	indexer/change-update.c indexer/change-private.h \
	indexer/command-index.c indexer/command-index.h \
	indexer/command-inspect.c indexer/command-inspect.h \
	indexer/dictionary.c indexer/dictionary.h \
	indexer/docid-block.c indexer/docid-block.h \
	indexer/document.c indexer/document.h \
	indexer/file-writer.c indexer/file-writer.h \
	indexer/generation.c indexer/generation.h \
	indexer/index.c indexer/index.h \
	indexer/input.c indexer/input-files.c indexer/input-titles.c indexer/input.h \
	indexer/learn.c indexer/learn.h \
	indexer/lock.c indexer/lock.h \
	indexer/manifest.c indexer/manifest.h \
	indexer/mapped-file.c indexer/mapped-file.h \
	indexer/pool.c indexer/pool.h \
	indexer/posting-map.c indexer/posting-map.h \
	indexer/progress.c indexer/progress.h \
	indexer/record-map.c indexer/record-map.h \
	indexer/shard.c indexer/shard.h \
	indexer/shard-writer.c indexer/shard-writer.h \
	indexer/spill.c indexer/spill.h \
	indexer/stop.c indexer/stop.h \
	indexer/term-counter.c indexer/term-counter.h \
	indexer/terms.c indexer/terms.h \
	indexer/text-map.c indexer/text-map.h \
	indexer/translations.c indexer/translations.h \
	indexer/verify.c indexer/verify.h
