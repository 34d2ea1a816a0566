noinst_LIBRARIES += libcorpus.a
libcorpus_a_SOURCES =
