# Units for systemd, and the user who writes the index: installed where configure has found systemd.
SYSTEMD_MADE = systemd/biaosou.service systemd/biaosou-index.service
SYSTEMD_AS_IS = systemd/biaosou.socket systemd/biaosou-index.timer
EXTRA_DIST += systemd/biaosou.service.in systemd/biaosou-index.service.in $(SYSTEMD_AS_IS) systemd/biaosou.conf
CLEANFILES += $(SYSTEMD_MADE)
noinst_DATA += $(SYSTEMD_MADE)

if SYSTEMD
nodist_systemdsystemunit_DATA = $(SYSTEMD_MADE) $(SYSTEMD_AS_IS)
sysusersdir = $(prefix)/lib/sysusers.d
nodist_sysusers_DATA = systemd/biaosou.conf
endif

# Debian's packages of this tree: dpkg-buildpackage -b -us -uc
EXTRA_DIST += debian/biaosou.default debian/biaosou.install debian/changelog debian/control debian/copyright \
	debian/libbiaosou-dev.install debian/libbiaosou0.install debian/rules debian/source/format

# Folders of configure's stand in each other; make knows them whole.
SYSTEMD_MAKE = $(AM_V_GEN)$(MKDIR_P) systemd && sed 's|[@]bindir@|$(bindir)|'
systemd/biaosou.service: systemd/biaosou.service.in Makefile
	$(SYSTEMD_MAKE) $(srcdir)/$@.in >$@
systemd/biaosou-index.service: systemd/biaosou-index.service.in Makefile
	$(SYSTEMD_MAKE) $(srcdir)/$@.in >$@
