# twatfs-build.m4: macros of our own build, not installed.
#
# SPDX-License-Identifier: MIT

# TWATFS_LIBRARY(VARIABLE, MODULE, DEBIAN-PACKAGE, FEDORA-PACKAGE)
# A library that must be there; a missing one is told by the package that has it.
AC_DEFUN([TWATFS_LIBRARY],
  [PKG_CHECK_MODULES([$1], [$2], [],
    [AC_MSG_ERROR([$2: not found: install $3 (Debian) or $4 (Fedora)])])])

# TWATFS_COMPILER_FLAGS
# WARNING_CFLAGS for what we compile, SANITIZER_CFLAGS for what we compile and link.
AC_DEFUN([TWATFS_COMPILER_FLAGS],
  [WARNING_CFLAGS="-Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla"
   AS_IF([test "$enable_werror" = yes], [WARNING_CFLAGS="$WARNING_CFLAGS -Werror"])
   SANITIZER_CFLAGS=
   AS_IF([test "$enable_sanitizers" = yes],
     [SANITIZER_CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"])
   AS_IF([test "$enable_coverage" = yes],
     [SANITIZER_CFLAGS="$SANITIZER_CFLAGS --coverage"])
   TWATFS_UNDEFINED_SYMBOLS
   AM_CONDITIONAL([SANITIZERS], [test "$enable_sanitizers" = yes])
   AC_SUBST([WARNING_CFLAGS])
   AC_SUBST([SANITIZER_CFLAGS])])

# TWATFS_UNDEFINED_SYMBOLS
# UNDEFINED_SYMBOLS has the linker refuse a shared library that lacks something.  What clang's
# sanitizers call is in the program alone: with them a library has to lack it.
AC_DEFUN([TWATFS_UNDEFINED_SYMBOLS],
  [UNDEFINED_SYMBOLS="-Wl,-z,defs"
   AS_IF([test "$enable_sanitizers" = yes],
     [AC_MSG_CHECKING([whether a library with sanitizers may be linked with $UNDEFINED_SYMBOLS])
      twatfs_CFLAGS=$CFLAGS twatfs_LDFLAGS=$LDFLAGS
      CFLAGS="$CFLAGS $SANITIZER_CFLAGS -fPIC" LDFLAGS="$LDFLAGS -shared $UNDEFINED_SYMBOLS"
      AC_LINK_IFELSE([AC_LANG_SOURCE([[int add(int *a, int b); int add(int *a, int b) { return *a + b; }]])],
        [AC_MSG_RESULT([yes])], [AC_MSG_RESULT([no]); UNDEFINED_SYMBOLS="-Wl,-z,undefs"])
      CFLAGS=$twatfs_CFLAGS LDFLAGS=$twatfs_LDFLAGS])
   AC_SUBST([UNDEFINED_SYMBOLS])])

# TWATFS_PROVIDER_KIT
# What include/twatfs-provider.pc says.  The ABI is that of the header; folders below the prefix are
# written as ${prefix}/..., however configure was told of them, so that pkg-config can move them.
AC_DEFUN([TWATFS_PROVIDER_KIT],
  [TWATFS_ABI_MAJOR=`sed -n 's/^#define TWATFS_ABI_MAJOR //p' "$srcdir/include/twatfs/provider.h"`
   TWATFS_ABI_MINOR=`sed -n 's/^#define TWATFS_ABI_MINOR //p' "$srcdir/include/twatfs/provider.h"`
   AC_SUBST([TWATFS_ABI_MAJOR])
   AC_SUBST([TWATFS_ABI_MINOR])
   m4_foreach_w([twatfs_folder], [exec_prefix bindir libdir includedir plugindir],
     [TWATFS_BELOW_PREFIX(m4_defn([twatfs_folder]))
])])

# TWATFS_BELOW_PREFIX(FOLDER)
# pc_FOLDER: the directory variable FOLDER as a pkg-config file has it.
AC_DEFUN([TWATFS_BELOW_PREFIX],
  [AS_CASE([$prefix], [NONE], [twatfs_prefix=$ac_default_prefix], [twatfs_prefix=$prefix])
   AS_CASE([$$1],
     [NONE], [pc_$1='${prefix}'],
     ["$twatfs_prefix"], [pc_$1='${prefix}'],
     ["$twatfs_prefix"/*], [pc_$1='${prefix}'${$1@%:@"$twatfs_prefix"}],
     [pc_$1=$$1])
   AC_SUBST([pc_$1])])

# TWATFS_PYTHON_MODULE
# HAVE_PYTHON where the module can be installed; pythondir is where $PYTHON finds it.
AC_DEFUN([TWATFS_PYTHON_MODULE],
  [# It needs the shared library.
   AS_IF([test "$enable_static_providers" = yes], [enable_python=no])
   AS_IF([test "$enable_python" != no],
     [AM_PYTHON_CHECK_VERSION([$PYTHON], [3.9], [enable_python=yes], [enable_python=no])])
   twatfs_python_module="not installed"
   AS_IF([test "$enable_python" = yes],
     [AM_PATH_PYTHON([3.9], [], [:])
      TWATFS_PYTHON_DIR
      twatfs_python_module="in $pythondir"])
   AM_CONDITIONAL([HAVE_PYTHON], [test "$enable_python" = yes])])

# TWATFS_PYTHON_DIR
# Automake's own idea of pythondir is not among the directories where Debian's Python looks:
# those are called dist-packages.  Where Python looks nowhere below the prefix, that idea holds.
AC_DEFUN([TWATFS_PYTHON_DIR],
  [AC_MSG_CHECKING([where $PYTHON looks for modules below the prefix])
   AS_IF([test "$prefix" = NONE], [twatfs_prefix=$ac_default_prefix], [twatfs_prefix=$prefix])
   twatfs_found=`$PYTHON -I -c 'if True:
     import site, sys
     prefix = sys.argv[[1]]
     print(next(path[[len(prefix):]] for path in site.getsitepackages()
                if path.startswith(prefix + "/lib/")))' "$twatfs_prefix" 2>&AS_MESSAGE_LOG_FD`
   AS_IF([test -n "$twatfs_found"], [pythondir='${prefix}'$twatfs_found])
   AC_MSG_RESULT([${twatfs_found:-nowhere}])
   AS_IF([test -n "$with_pythondir"], [pythondir=$with_pythondir])])

# TWATFS_PROVIDERS(NAMES)
# For each: --disable-provider-NAME, a conditional PROVIDER_NAME, its Makefile.
AC_DEFUN([TWATFS_PROVIDERS],
  [twatfs_providers_enabled=
   twatfs_providers_disabled=
   BUILTIN_PROVIDERS=
   m4_foreach_w([twatfs_name], [$1], [TWATFS_PROVIDER_SWITCH(m4_defn([twatfs_name]))
])
   AC_SUBST([PROVIDER_FOLDERS], ["$twatfs_providers_enabled"])
   AC_SUBST([ALL_PROVIDER_FOLDERS], ["m4_normalize([$1])"])
   AC_SUBST([BUILTIN_PROVIDERS])
   AC_SUBST([BUILTIN_PROVIDER_FILES])
   AC_CONFIG_FILES(m4_foreach_w([twatfs_name], [$1], [plugins/twatfs_name/Makefile ]))])

AC_DEFUN([TWATFS_PROVIDER_SWITCH],
  [AC_ARG_ENABLE([provider-$1],
     [AS_HELP_STRING([--disable-provider-$1], [leave the provider $1 out])],
     [twatfs_provider=$enableval], [twatfs_provider=yes])
   AM_CONDITIONAL([PROVIDER_]m4_translit([$1], [a-z-], [A-Z_]), [test "$twatfs_provider" = yes])
   AS_IF([test "$twatfs_provider" = yes],
     [twatfs_providers_enabled="$twatfs_providers_enabled $1"
      AS_IF([test "$enable_static_providers" = yes],
        [BUILTIN_PROVIDERS="$BUILTIN_PROVIDERS -dlpreopen \$(top_builddir)/plugins/$1/twatfs-provider-$1.la"
         BUILTIN_PROVIDER_FILES="$BUILTIN_PROVIDER_FILES \$(top_builddir)/plugins/$1/twatfs-provider-$1.la"])],
     [twatfs_providers_disabled="$twatfs_providers_disabled $1"])])
