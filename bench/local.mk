EXTRA_DIST += bench/README.md bench/setup bench/read bench/remote bench/remote-equal bench/serve bench/speed bench/growth bench/ranking bench/evaluate bench/known-items bench/spelling bench/fit bench/make-documents \
	bench/trec.py bench/engines.py bench/memory.py bench/noise.txt \
	bench/engines/Lucene.java bench/engines/biaosou bench/engines/groonga-bigram bench/engines/lucene \
	bench/engines/lucene-bigram bench/engines/lucene-smartcn bench/engines/records.py bench/engines/sqlite-trigram \
	bench/engines/xapian-ngram

# Built only on demand: make bench/floor bench/searchers bench/suggest
EXTRA_PROGRAMS += bench/floor bench/searchers bench/suggest
bench_searchers_SOURCES = bench/searchers.c
bench_searchers_LDADD = $(BIAOSOU_LIBS)
bench_searchers_LINK = $(LINK_WITH_CXX)
bench_floor_SOURCES = bench/floor.c
bench_floor_LDADD = $(BIAOSOU_LIBS)
bench_floor_LINK = $(LINK_WITH_CXX)
bench_suggest_SOURCES = bench/suggest.c
bench_suggest_LDADD = $(BIAOSOU_LIBS)
bench_suggest_LINK = $(LINK_WITH_CXX)
CLEANFILES += bench/floor bench/searchers bench/suggest
