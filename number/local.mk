noinst_LIBRARIES += libnumber.a
libnumber_a_SOURCES =
