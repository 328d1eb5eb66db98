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
   TWATFS_NO_UNDEFINED
   AM_CONDITIONAL([SANITIZERS], [test "$enable_sanitizers" = yes])
   AC_SUBST([WARNING_CFLAGS])
   AC_SUBST([SANITIZER_CFLAGS])])

# TWATFS_NO_UNDEFINED
# NO_UNDEFINED has the linker refuse a shared library that lacks something.  What clang's sanitizers
# call is in the program alone: with them a library has to lack it.
AC_DEFUN([TWATFS_NO_UNDEFINED],
  [NO_UNDEFINED="-Wl,-z,defs"
   AS_IF([test "$enable_sanitizers" = yes],
     [AC_MSG_CHECKING([whether a library with sanitizers may be linked with $NO_UNDEFINED])
      twatfs_CFLAGS=$CFLAGS twatfs_LDFLAGS=$LDFLAGS
      CFLAGS="$CFLAGS $SANITIZER_CFLAGS -fPIC" LDFLAGS="$LDFLAGS -shared $NO_UNDEFINED"
      AC_LINK_IFELSE([AC_LANG_SOURCE([[int add(int *a, int b); int add(int *a, int b) { return *a + b; }]])],
        [AC_MSG_RESULT([yes])], [AC_MSG_RESULT([no]); NO_UNDEFINED=])
      CFLAGS=$twatfs_CFLAGS LDFLAGS=$twatfs_LDFLAGS])
   AC_SUBST([NO_UNDEFINED])])

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
