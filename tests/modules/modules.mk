# modules.mk: misbehaving modules, one way to fail each; included by Makefile.am.
#
# SPDX-License-Identifier: MIT

MODULES = abi-1-0 bad-json constructor-leaves-mark digest farewell flow good guided \
	missing-callback missing-library name-mismatch newer-minor no-note no-table nosy once \
	rated read-back serial services statuses struct-half-member struct-head-only \
	struct-longer struct-size-lies struct-too-large struct-too-small \
	symbol-from-needed-library symbol-is-function table-major two-notes unfinished \
	unresolved-symbol wrong-format wrong-major
MODULE_FILES = $(MODULES:%=modules/twatfs-provider-%.so)
MODULE_BUILD = $(AM_V_CCLD)$(MKDIR_P) modules && $(CC) -std=gnu17 $(CPPFLAGS) \
	-I$(top_srcdir)/include $(CFLAGS) $(WARNING_CFLAGS) $(SANITIZER_CFLAGS) \
	-fvisibility=hidden -fPIC -shared $(LDFLAGS) -Wl,-rpath,'$(abs_builddir)/modules'

modules/twatfs-provider-%.so: modules/%.c $(top_srcdir)/include/twatfs/provider.h
	$(MODULE_BUILD) -o $@ $<
modules/libelsewhere.so: modules/elsewhere.c $(top_srcdir)/include/twatfs/provider.h
	$(MODULE_BUILD) -o $@ $< -Wl,-soname,libelsewhere.so

# One takes the table from a library that is there, one needs a library that is not.
modules/twatfs-provider-symbol-from-needed-library.so: \
		modules/symbol-from-needed-library.c modules/libelsewhere.so
	$(MODULE_BUILD) -o $@ $< -Wl,--no-as-needed modules/libelsewhere.so
modules/libabsent.so: modules/absent.c
	$(MODULE_BUILD) -o $@ $< -Wl,-soname,libtwatfs-test-absent.so.1
modules/twatfs-provider-missing-library.so: modules/missing-library.c modules/libabsent.so
	$(MODULE_BUILD) -o $@ $< -Wl,--no-as-needed modules/libabsent.so
