noinst_LIBRARIES += libsheet.a
libsheet_a_SOURCES = \
	sheet/cell.c \
	sheet/csv.c \
	sheet/private.h \
	sheet/sheet.c sheet/sheet.h \
	sheet/xlsx.c
libsheet_a_CPPFLAGS = $(AM_CPPFLAGS) $(XLSX_CFLAGS)
