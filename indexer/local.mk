noinst_LIBRARIES += libindexer.a
libindexer_a_SOURCES = \
	indexer/files/block-sums.c indexer/files/block-sums.h \
	indexer/files/checked-read.c indexer/files/checked-read.h \
	indexer/files/error.c indexer/files/error.h \
	indexer/files/file-writer.c indexer/files/file-writer.h \
	indexer/files/lock.c indexer/files/lock.h \
	indexer/files/mapped-file.c indexer/files/mapped-file.h \
	indexer/files/shard-files.c indexer/files/shard-files.h \
	indexer/files/stop.c indexer/files/stop.h \
	indexer/read/character-sets.c indexer/read/character-sets.h \
	indexer/read/diff.c indexer/read/diff.h \
	indexer/read/exported.c indexer/read/exported.h \
	indexer/read/docid-block.c indexer/read/docid-block.h \
	indexer/read/generation.c indexer/read/generation.h \
	indexer/read/index.c indexer/read/index.h \
	indexer/read/manifest.c indexer/read/manifest.h \
	indexer/read/number-order.c indexer/read/number-order.h \
	indexer/read/member-tally.c indexer/read/member-tally.h \
	indexer/read/posting-map.c indexer/read/posting-map.h \
	indexer/read/record-map.c indexer/read/record-map.h \
	indexer/read/shard-maps.c indexer/read/shard-maps.h \
	indexer/read/shard.c indexer/read/shard.h \
	indexer/read/snapshot.c indexer/read/snapshot.h \
	indexer/read/suggest-key.c indexer/read/suggest-key.h \
	indexer/read/suggest-map.c indexer/read/suggest-map.h \
	indexer/read/terms.c indexer/read/terms.h \
	indexer/read/remote-ask.c indexer/read/remote-cluster.c indexer/read/remote-documents.c indexer/read/remote-suggest.c \
	indexer/read/remote-private.h \
	indexer/read/remote.c indexer/read/remote.h \
	indexer/read/texts.c indexer/read/texts.h \
	indexer/read/text-code.c indexer/read/text-code.h \
	indexer/read/text-map.c indexer/read/text-map.h \
	indexer/read/translations.c indexer/read/translations.h \
	indexer/read/verify.c indexer/read/verify.h \
	indexer/write/assemble.c indexer/write/assemble.h \
	indexer/write/change-build.c \
	indexer/write/change-compact.c \
	indexer/write/change-delete.c \
	indexer/write/change-guard.c \
	indexer/write/change-lists.c \
	indexer/write/change-private.h \
	indexer/write/change-update.c \
	indexer/write/change.c indexer/write/change.h \
	indexer/write/dictionary.c indexer/write/dictionary.h \
	indexer/write/document.c indexer/write/document.h \
	indexer/write/export.c indexer/write/export.h \
	indexer/write/heap.c indexer/write/heap.h \
	indexer/write/identity-plans.c \
	indexer/write/identity-private.h \
	indexer/write/identity-supplements.c \
	indexer/write/identity-titles.c \
	indexer/write/identity.c indexer/write/identity.h \
	indexer/write/input-files.c \
	indexer/write/input.c indexer/write/input.h \
	indexer/write/inverter.c indexer/write/inverter.h \
	indexer/write/learn.c indexer/write/learn.h \
	indexer/write/merge.c indexer/write/merge.h \
	indexer/write/pool.c indexer/write/pool.h \
	indexer/write/posting-join.c indexer/write/posting-join.h \
	indexer/write/progress.h \
	indexer/write/shard-writer.c indexer/write/shard-writer.h \
	indexer/write/spill.c indexer/write/spill.h \
	indexer/write/suggest-join.c \
	indexer/write/suggest-writer.c indexer/write/suggest-writer.h \
	indexer/write/term-counter.c indexer/write/term-counter.h \
	indexer/write/terms-writer.c indexer/write/terms-writer.h
