noinst_LIBRARIES += libcli.a
libcli_a_SOURCES = cli/cli.c cli/cli.h cli/complete.c cli/complete.h cli/language.c cli/pager.c cli/pager.h
