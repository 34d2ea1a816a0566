noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = cli/cli.c cli/cli.h cli/language.c cli/pager.c cli/pager.h
