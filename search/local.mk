noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES = \
	search/command-batch.c \
	search/command-search.c \
	search/command-show.c \
	search/commands.c search/commands.h \
	search/format-cite.c \
	search/format-csv.c \
	search/format-json.c \
	search/format-text.c \
	search/output.c search/output.h \
	search/overviews.c search/overviews.h \
	search/passage.c search/passage.h \
	search/show.c search/show.h \
	search/foreign-han.c \
	search/highlight.c search/highlight.h \
	search/selection.c search/selection.h \
	search/snippet.c search/snippet.h \
	search/facets.c search/in-force.c \
	search/search.c search/search-results.c search/search-wider.c search/search-relaxed.c \
	search/search-numbers.c search/search-private.h search/search.h \
	search/candidates.c search/candidates.h \
	search/docset.c search/docset.h \
	search/edition.c search/edition.h \
	search/find-text.c search/find-text.h \
	search/joined-words.c search/joined-words.h \
	search/lookup.c search/lookup.h \
	search/near-number.c search/near-number.h \
	search/near-title.c search/near-title.h \
	search/query-terms.c search/query-terms.h \
	search/rank.c search/rank.h \
	search/rank-editions.c \
	search/expand.c search/expand.h \
	search/reading.c search/reading.h \
	search/expansions.c search/expansions.h \
	search/feature-expansion.c \
	search/feature-overview.c \
	search/feature-place.c \
	search/feature-reference.c search/feature-spelling.c \
	search/feature-standard.c \
	search/feature-text.c \
	search/feature-title.c \
	search/features.h \
	search/query-symbols.c search/query-symbols.h \
	search/rank-letters.c search/rank-letters.h \
	search/rank-query.c search/rank-query.h \
	search/rank-text.c search/rank-text.h \
	search/regional.c search/regional.h \
	search/shared-titles.c search/shared-titles.h \
	search/spelling.c search/spelling-han.c search/spelling.h \
	search/stop-words.c search/stop-words.h \
	search/successors.c \
	search/symbol.h \
	search/query.c search/query.h \
	search/query-bound.c \
	search/query-bytes.c \
	search/query-field.c search/query-values.c \
	search/query-numbers.c search/query-private.h \
	search/query-parse.c search/query-scan.c \
	search/postings.c search/postings.h \
	search/phrase.c search/phrase.h \
	search/proximity.c search/proximity.h \
	search/plan.c search/plan.h \
	search/plan-text.c search/plan-private.h \
	search/plan-facet.c search/plan-value.c \
	search/searcher.c search/searcher.h \
	search/weigh.c search/weigh.h \
	search/word-groups.c search/word-groups.h \
	search/word-in-text.c search/words.c search/words.h
