/* without-links.c: run a program as on a file system that has no hard links, such as vfat.
 *
 * SPDX-License-Identifier: MIT
 *
 *     without-links [-n] PROGRAM [ARGUMENT...]
 *
 * The kernel refuses it what such a file system refuses: files without a name and links; with -n
 * also to rename without replacing.  Exit status 77 where processes cannot be filtered.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TMPFILE_BIT (O_TMPFILE & ~O_DIRECTORY)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW 4 /* of an argument's 8 bytes, where its lower half begins */
#else
#define LOW 0
#endif

#define LOAD(offset)          BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define UNLESS(value, skip)   BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define UNLESS_BIT(bit, skip) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bit), 0, (skip))
#define REFUSE(error)         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))

int main(int argc, char **argv)
{
    int first = argc > 1 && strcmp(argv[1], "-n") == 0 ? 2 : 1;
    struct sock_filter filter[] = {
        LOAD(offsetof(struct seccomp_data, nr)),
        UNLESS(SYS_linkat, 1),
        REFUSE(EPERM),
        UNLESS(first == 2 ? SYS_renameat2 : SYS_linkat, 1),
        REFUSE(EINVAL),
        UNLESS(SYS_openat, 3),
        LOAD(offsetof(struct seccomp_data, args[2]) + LOW),
        UNLESS_BIT(TMPFILE_BIT, 1),
        REFUSE(EOPNOTSUPP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};

    if (argc <= first)
        return 2;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("without-links");
        return 77;
    }
    execvp(argv[first], argv + first);
    perror(argv[first]);
    return 127;
}
