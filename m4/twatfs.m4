# twatfs.m4: what configure needs to build providers of twatfs; installed for projects of others.
#
# SPDX-License-Identifier: MIT
#
# serial 1

# TWATFS_PROVIDER([ABI = 1.0], [IF-NOT-FOUND = an error])
# Find the header of at least that ABI, and the folder where twatfs looks for providers.  Needs
# LT_INIT before it, and pkg.m4 (Debian: pkg-config).  For Makefile.am there are then:
#
#     TWATFS_PROVIDER_CPPFLAGS   where the header is
#     TWATFS_PROVIDER_CFLAGS     for objects
#     TWATFS_PROVIDER_LDFLAGS    for libtool, to link a module
#     TWATFS_PROVIDER_CHECK      the program that checks a provider; where it is said to be
#     plugindir                  plugin_LTLIBRARIES go there; --with-plugindir=DIR says where else
AC_DEFUN([TWATFS_PROVIDER],
  [m4_ifndef([PKG_PROG_PKG_CONFIG],
     [m4_fatal([TWATFS_PROVIDER: pkg.m4: not found: install pkg-config, or say in ACLOCAL_PATH where its macros are])])dnl
   AC_REQUIRE([PKG_PROG_PKG_CONFIG])dnl
   AC_REQUIRE([TWATFS_PROVIDER_FLAGS])dnl
   AC_ARG_WITH([plugindir],
     [AS_HELP_STRING([--with-plugindir=DIR], [where to install providers @<:@where twatfs looks for them@:>@])])
   AC_MSG_CHECKING([for twatfs-provider >= m4_default([$1], [1.0])])
   twatfs_version=`$PKG_CONFIG --modversion twatfs-provider 2>/dev/null`
   AS_IF([$PKG_CONFIG --exists "twatfs-provider >= m4_default([$1], [1.0])" 2>/dev/null],
     [AC_MSG_RESULT([$twatfs_version])
      TWATFS_PROVIDER_CPPFLAGS=`$PKG_CONFIG --cflags-only-I twatfs-provider`
      TWATFS_PROVIDER_CHECK=`$PKG_CONFIG --variable=checker twatfs-provider`
      plugindir=`$PKG_CONFIG --variable=plugindir twatfs-provider`
      AS_IF([test -n "$with_plugindir"], [plugindir=$with_plugindir])
      twatfs_saved_CPPFLAGS=$CPPFLAGS
      CPPFLAGS="$CPPFLAGS $TWATFS_PROVIDER_CPPFLAGS"
      AC_CHECK_HEADER([twatfs/provider.h], [],
        [AC_MSG_ERROR([twatfs/provider.h: not where pkg-config has it: $TWATFS_PROVIDER_CPPFLAGS])])
      CPPFLAGS=$twatfs_saved_CPPFLAGS],
     [AC_MSG_RESULT([${twatfs_version:-no}])
      m4_default([$2],
        [AS_IF([test -z "$PKG_CONFIG"],
           [AC_MSG_ERROR([pkg-config: not found: install it, or say in PKG_CONFIG where it is])])
         AC_MSG_ERROR([twatfs-provider >= m4_default([$1], [1.0]): not found: install twatfs, or say in PKG_CONFIG_PATH where its twatfs-provider.pc is])])])
   AC_SUBST([TWATFS_PROVIDER_CPPFLAGS])
   AC_SUBST([TWATFS_PROVIDER_CHECK])
   AC_SUBST([plugindir])])

# TWATFS_PROVIDER_FLAGS
# How any provider is compiled and linked: nothing is exported but the table, nothing is left to
# be looked for when a file is under way, and what was relocated cannot be written to.
AC_DEFUN([TWATFS_PROVIDER_FLAGS],
  [TWATFS_PROVIDER_CFLAGS=-fvisibility=hidden
   TWATFS_PROVIDER_LIBS="-Wl,-z,defs -Wl,-z,now -Wl,-z,relro"
   TWATFS_PROVIDER_LDFLAGS="-module -avoid-version -shared $TWATFS_PROVIDER_LIBS"
   AC_SUBST([TWATFS_PROVIDER_CFLAGS])
   AC_SUBST([TWATFS_PROVIDER_LIBS])
   AC_SUBST([TWATFS_PROVIDER_LDFLAGS])])
