# provider.mk: how a provider of this tree is built; each folder's Makefile.am
# includes it and names its sources.
#
# SPDX-License-Identifier: MIT

PROVIDER_CPPFLAGS = -I$(top_srcdir)/include
PROVIDER_CFLAGS = -std=gnu17 -fvisibility=hidden $(WARNING_CFLAGS) $(SANITIZER_CFLAGS)
if STATIC_PROVIDERS
# libtool links a module into a program only when it has a place to be installed to.
PROVIDER_LDFLAGS = -module -avoid-version -static -rpath $(plugindir)
else
PROVIDER_LDFLAGS = -module -avoid-version -shared \
	$(NO_UNDEFINED) -Wl,-z,now -Wl,-z,relro $(SANITIZER_CFLAGS)
endif

SUFFIXES = .pod .7
.pod.7:
	$(AM_V_GEN)$(POD2MAN) --section=7 --center="twatfs providers" --date="$(MAN_DATE)" \
	  --release="twatfs $(PACKAGE_VERSION)" --name="$$(basename $@ .7)" $< $@
CLEANFILES = $(man7_MANS)

# libtool's own description of a module is of no use to anyone once it is installed;
# without it libtool cannot uninstall, so that is done here too.
install-data-hook:
	for la in $(plugin_LTLIBRARIES); do rm -f "$(DESTDIR)$(plugindir)/$$la"; done
uninstall-local:
	for la in $(plugin_LTLIBRARIES); do rm -f "$(DESTDIR)$(plugindir)/$${la%.la}.so"; done
