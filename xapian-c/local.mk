lib_LIBRARIES += libxapian-c.a
libxapian_c_a_SOURCES =
