# unruly.mk: one module, unruly.c, in as many ways as it can misbehave; each in a folder of its own
# below check/modules.  Included by Makefile.am.
#
# SPDX-License-Identifier: MIT

# What it does: the word of enum unruly, in small letters.
UNRULY = ruly leaves-descriptor leaves-thread leaves-handler leaves-locale leaves-variable \
	leaves-umask leaves-process logs-secret fails-with-secret prints-secret crashes-loaded \
	crashes-open crashes-open-twice crashes-upload crashes-close exits hangs believes-all no-url \
	never-asks loses-retry-after all-permanent
# How it is linked: the flags follow below.
UNRULY_LINKED = exports-more has-libcurl has-openssl writes-to-code lazy no-relro executable-stack \
	writable-code run-path needs-absent

UNRULY_MODULE = twatfs-provider-unruly.so
UNRULY_FILES = $(UNRULY:%=check/modules/%/$(UNRULY_MODULE)) \
	$(UNRULY_LINKED:%=check/modules/%/$(UNRULY_MODULE))
UNRULY_BUILD = $(AM_V_CCLD)$(MKDIR_P) $(@D) && $(CC) -std=gnu17 $(CPPFLAGS) \
	-I$(top_srcdir)/include $(CFLAGS) $(WARNING_CFLAGS) $(SANITIZER_CFLAGS) \
	-fvisibility=hidden -fPIC -pthread -shared $(LDFLAGS) \
	-Wl,-z,defs -Wl,-z,now -Wl,-z,relro -Wl,-z,noexecstack -o $@
# AddressSanitizer's own functions come from the program.
if SANITIZERS
UNRULY_LINK = -Wl,-z,undefs
endif
UNRULY_SOURCE = $(srcdir)/check/unruly.c

check/modules/exports-more/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY -DEXPORTS_MORE $(UNRULY_SOURCE) $(UNRULY_LINK)
check/modules/has-libcurl/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY -DHAS_LIBCURL $(UNRULY_SOURCE) $(UNRULY_LINK) -Wl,-s
check/modules/has-openssl/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY -DHAS_OPENSSL $(UNRULY_SOURCE) $(UNRULY_LINK)
check/modules/writes-to-code/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY -DWRITES_TO_CODE $(UNRULY_SOURCE) $(UNRULY_LINK) -Wl,-z,notext
check/modules/lazy/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY $(UNRULY_SOURCE) $(UNRULY_LINK) -Wl,-z,lazy
check/modules/no-relro/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY $(UNRULY_SOURCE) $(UNRULY_LINK) -Wl,-z,norelro
check/modules/executable-stack/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY $(UNRULY_SOURCE) $(UNRULY_LINK) -Wl,-z,execstack
check/modules/writable-code/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY -DMIXES_CODE_AND_DATA $(UNRULY_SOURCE) $(UNRULY_LINK)
check/modules/run-path/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=RULY $(UNRULY_SOURCE) $(UNRULY_LINK) -Wl,-rpath,/opt/elsewhere
check/modules/needs-absent/$(UNRULY_MODULE): check/unruly.c modules/libabsent.so
	$(UNRULY_BUILD) -DUNRULY=RULY $(UNRULY_SOURCE) $(UNRULY_LINK) \
	  -Wl,--no-as-needed modules/libabsent.so
check/modules/%/$(UNRULY_MODULE): check/unruly.c $(top_srcdir)/include/twatfs/provider.h
	$(UNRULY_BUILD) -DUNRULY=$$(echo $* | tr a-z- A-Z_) $(UNRULY_SOURCE) $(UNRULY_LINK)
