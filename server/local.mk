# The server. libmicrohttpd speaks HTTP; files that browsers get, and documents of the API, are part of the program.
noinst_LIBRARIES += libserver.a
libserver_a_SOURCES = \
	server/server.c server/server.h \
	server/index/indexes.c server/index/indexes.h \
	server/http/acceptor.c server/http/acceptor.h \
	server/http/addresses.c server/http/addresses.h \
	server/http/compress.c server/http/compress.h \
	server/http/connection.c server/http/connection.h \
	server/http/form.c server/http/form.h \
	server/http/kept.c server/http/kept.h \
	server/http/listen.c server/http/listen.h \
	server/http/log.c server/http/log.h \
	server/http/loop.c server/http/loop.h \
	server/http/metrics.c server/http/metrics.h \
	server/http/problem.c server/http/problem.h \
	server/http/request.c server/http/request.h \
	server/http/response.c server/http/response.h \
	server/http/route.c server/http/route.h \
	server/http/send.c server/http/send.h \
	server/http/service.c server/http/service.h \
	server/http/slow.c server/http/slow.h \
	server/http/statics.c server/http/statics.h \
	server/api/api.c server/api/api.h \
	server/api/check.c \
	server/api/document.c \
	server/api/format.c server/api/format.h \
	server/api/news.c \
	server/api/opensearch.c \
	server/api/operations.c \
	server/api/search.c \
	server/api/similar.c \
	server/api/stats.c \
	server/api/suggest.c \
	server/page/check.c \
	server/page/citations.c \
	server/page/document.c server/page/document.h \
	server/page/duplicates.c \
	server/page/facets.c \
	server/page/graph.c \
	server/page/histogram.c \
	server/page/hits.c \
	server/page/html.c server/page/html.h \
	server/page/layout.c \
	server/page/news.c \
	server/page/page.c server/page/page.h \
	server/page/problem.c \
	server/page/relations.c \
	server/page/search.c \
	server/page/tool.c \
	server/page/words.c server/page/words.h
nodist_libserver_a_SOURCES = server/http/resources.c server/http/resources.h

SERVER_RESOURCES_XML = $(top_srcdir)/server/http/resources.xml
SERVER_ASSETS = server/assets/icon.svg server/assets/keys.js server/assets/live.js server/assets/page.css server/assets/page.js \
	server/assets/robots.txt server/assets/suggest.js server/assets/tools.js
SERVER_RESOURCES = $(GLIB_COMPILE_RESOURCES) --internal --sourcedir=$(top_srcdir) --c-name=server
server/http/resources.c: $(SERVER_RESOURCES_XML) $(SERVER_ASSETS) doc/openapi.json $(dist_schema_DATA)
	$(AM_V_GEN)$(MKDIR_P) server/http && $(SERVER_RESOURCES) --generate-source --target=$@ $(SERVER_RESOURCES_XML)
server/http/resources.h: $(SERVER_RESOURCES_XML)
	$(AM_V_GEN)$(MKDIR_P) server/http && $(SERVER_RESOURCES) --generate-header --target=$@ $(SERVER_RESOURCES_XML)
BUILT_SOURCES += server/http/resources.c server/http/resources.h
CLEANFILES += server/http/resources.c server/http/resources.h
EXTRA_DIST += server/http/resources.xml $(SERVER_ASSETS)
SERVER_LIBS = $(MICROHTTPD_LIBS) $(BROTLI_LIBS)

# For `make biaosou` on a clean tree, where BUILT_SOURCES are not made first.
server/http/statics.$(OBJEXT): server/http/resources.h
