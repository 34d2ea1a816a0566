noinst_LIBRARIES += libsearch.a
libsearch_a_SOURCES = \
	search/query/bound.c \
	search/query/bytes.c \
	search/query/field.c \
	search/query/numbers.c \
	search/query/parse.c \
	search/query/private.h \
	search/query/query.c search/query/query.h \
	search/query/scan.c \
	search/query/values.c \
	search/words/expand.c search/words/expand.h \
	search/words/expansions.c search/words/expansions.h \
	search/words/phrase.c search/words/phrase.h \
	search/words/proximity.c search/words/proximity.h \
	search/words/reading.c search/words/reading.h \
	search/words/regional.c search/words/regional.h \
	search/words/stop-words.c search/words/stop-words.h \
	search/words/word-groups.c search/words/word-groups.h \
	search/words/word-in-text.c \
	search/words/words.c search/words/words.h \
	search/match/docset.c search/match/docset.h \
	search/match/foreign-han.c \
	search/match/in-force.c \
	search/match/postings.c search/match/postings.h \
	search/match/search-snapshot.c search/match/search-snapshot.h \
	search/match/searcher.c search/match/searcher.h \
	search/match/remote.c search/match/remote.h \
	search/match/selection-find.c \
	search/match/selection-query.c \
	search/match/selection-tree.h \
	search/match/selection.c search/match/selection.h \
	search/match/weigh.c search/match/weigh.h \
	search/plan/edition.c search/plan/edition.h \
	search/plan/facet.c \
	search/plan/joined-words.c search/plan/joined-words.h \
	search/plan/lookup.c search/plan/lookup.h \
	search/plan/near-number.c search/plan/near-number.h \
	search/plan/near-prefix.c search/plan/near-prefix.h \
	search/plan/plan.c search/plan/plan.h \
	search/plan/private.h \
	search/plan/query-symbols.c search/plan/query-symbols.h \
	search/plan/query-terms.c search/plan/query-terms.h \
	search/plan/spelling-edits.c search/plan/spelling-edits.h \
	search/plan/spelling-evidence.c search/plan/spelling-evidence.h \
	search/plan/spelling-han.c \
	search/plan/spelling-read.c \
	search/plan/spelling-words.c \
	search/plan/spelling.c search/plan/spelling.h \
	search/plan/successor.c search/plan/successor.h \
	search/plan/text.c \
	search/plan/value.c \
	search/passage/highlight.c search/passage/highlight.h \
	search/passage/snippet.c search/passage/snippet.h \
	search/rank/candidates.c search/rank/candidates.h \
	search/rank/feature-expansion.c \
	search/rank/feature-overview.c \
	search/rank/feature-place.c \
	search/rank/feature-reference.c \
	search/rank/feature-derived.c \
	search/rank/feature-spelling.c \
	search/rank/feature-standard.c \
	search/rank/feature-text.c \
	search/rank/feature-title.c \
	search/rank/features.h \
	search/rank/overviews.c search/rank/overviews.h \
	search/rank/rank-editions.c \
	search/rank/rank-letters.c search/rank/rank-letters.h \
	search/rank/rank-query.c search/rank/rank-query.h \
	search/rank/rank-text.c search/rank/rank-text.h \
	search/rank/rank.c search/rank/rank.h \
	search/rank/shared-titles.c \
	search/answer/answer.c search/answer/answer.h \
	search/answer/did-you-mean.c \
	search/answer/facet-filters.c \
	search/answer/facet-tree.c \
	search/answer/facets.c \
	search/answer/find-text.c search/answer/find-text.h \
	search/answer/hit.c \
	search/answer/near-title.c search/answer/near-title.h \
	search/answer/numbers.c \
	search/answer/private.h \
	search/answer/related.c search/answer/related.h \
	search/answer/relaxed.c \
	search/answer/results.c \
	search/answer/sort.c \
	search/answer/successors.c \
	search/answer/wider.c \
	search/news/news.c search/news/news.h \
	search/news/since.c \
	search/news/report.c search/news/report.h \
	search/suggest/hunt.c \
	search/suggest/near.c \
	search/suggest/phrases.c \
	search/suggest/private.h \
	search/suggest/report.c \
	search/suggest/suggest.c search/suggest/suggest.h \
	search/suggest/typed.c \
	search/similar/crossing.c search/similar/crossing.h \
	search/similar/overlap.c search/similar/overlap.h \
	search/similar/report.c search/similar/report.h \
	search/similar/similar.c search/similar/similar.h \
	search/check/chain.c search/check/chain.h \
	search/check/check.c search/check/check.h \
	search/check/life.c search/check/life.h \
	search/check/private.h \
	search/check/report-cells.c \
	search/check/report-html.c \
	search/check/report-json.c \
	search/check/report-sheet.c \
	search/check/report-text.c \
	search/check/report.c search/check/report.h \
	search/check/title-words.c search/check/title-words.h \
	search/check/title.c search/check/title.h \
	search/check/told.c search/check/told.h \
	search/document/document.c search/document/document.h \
	search/document/history.c search/document/history.h \
	search/document/json.c \
	search/document/private.h \
	search/document/sheet.c \
	search/document/sources.c \
	search/document/text.c \
	search/document/timeline.c search/document/timeline.h \
	search/impact/impact.c search/impact/impact.h \
	search/impact/report.c search/impact/report.h \
	search/output/format-bibtex.c \
	search/output/format-csl.c \
	search/output/format-gbt7714.c \
	search/output/format-json.c search/output/json-writer.c search/output/json-writer.h \
	search/output/format-ris.c \
	search/output/format-sheet.c \
	search/output/format-text.c \
	search/output/link.c search/output/link.h \
	search/output/output.c search/output/output.h \
	search/output/prose.c search/output/prose.h \
	search/output/reference.c search/output/reference.h
