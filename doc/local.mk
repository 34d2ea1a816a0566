dist_man_MANS += doc/biaosou.1 doc/biaosou-index.1 doc/biaosou-serve.1 doc/biaosou.3 doc/biaosou-record.5 doc/biaosou-query.7

# In Chinese, where man looks for it.
zhman1dir = $(mandir)/zh_CN/man1
dist_zhman1_DATA = doc/zh_CN/biaosou.1 doc/zh_CN/biaosou-index.1 doc/zh_CN/biaosou-serve.1
zhman3dir = $(mandir)/zh_CN/man3
dist_zhman3_DATA = doc/zh_CN/biaosou.3
zhman5dir = $(mandir)/zh_CN/man5
dist_zhman5_DATA = doc/zh_CN/biaosou-record.5
zhman7dir = $(mandir)/zh_CN/man7
dist_zhman7_DATA = doc/zh_CN/biaosou-query.7

# Where each shell looks for what completes.
completionsdir = $(datadir)/bash-completion/completions
dist_completions_DATA = doc/completion/biaosou
zshcompletionsdir = $(datadir)/zsh/vendor-completions
dist_zshcompletions_DATA = doc/completion/_biaosou
fishcompletionsdir = $(datadir)/fish/vendor_completions.d
dist_fishcompletions_DATA = doc/completion/biaosou.fish

# What programs get, as JSON Schema.
schemadir = $(docdir)/schema
dist_schema_DATA = doc/schema/check.schema.json doc/schema/csl.schema.json \
	doc/schema/impact.schema.json doc/schema/news.schema.json doc/schema/related.schema.json \
	doc/schema/search.schema.json doc/schema/show.schema.json doc/schema/suggest.schema.json

# The API of the server, which serves it too; how to run it for others.
dist_doc_DATA = doc/openapi.json doc/operators.md doc/scaling.md
