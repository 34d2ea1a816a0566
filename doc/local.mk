dist_man_MANS += doc/biaosou.1 doc/biaosou-index.1 doc/biaosou-serve.1 doc/biaosou.3 doc/biaosou-record.5 doc/biaosou-query.7

completionsdir = $(datadir)/bash-completion/completions
dist_completions_DATA = doc/completion/biaosou

# What programs get, as JSON Schema.
schemadir = $(docdir)/schema
dist_schema_DATA = doc/schema/check.schema.json doc/schema/csl.schema.json \
	doc/schema/impact.schema.json doc/schema/news.schema.json doc/schema/related.schema.json \
	doc/schema/search.schema.json doc/schema/show.schema.json doc/schema/suggest.schema.json

# The API of the server, which serves it too.
dist_doc_DATA = doc/openapi.json
