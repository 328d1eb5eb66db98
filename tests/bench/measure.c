/* measure.c: what commands cost, run in turns so that both meet the same machine.
 *
 * SPDX-License-Identifier: MIT
 *
 * usage: measure RUNS COMMAND... [-- COMMAND...]
 *
 * Prints medians of wall clock and CPU (user and system) in microseconds and the largest
 * resident memory in KiB; with a second command its three too, and then the median of
 * wall A / wall B of each turn, its lower and upper quartile, and the median of CPU A / CPU B.
 * This is small, because what starts a process counts in the process's memory.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 10000

extern char **environ;

static struct command {
    char **argv;
    double wall_us[RUNS_MAX], cpu_us[RUNS_MAX];
    long rss_kib;
} commands[2];

static double ratio[RUNS_MAX], cpu_ratio[RUNS_MAX];

static double now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static double in_us(struct timeval time)
{
    return (double)time.tv_sec * 1e6 + (double)time.tv_usec;
}

static void run(struct command *command, int turn, posix_spawn_file_actions_t *actions)
{
    double start = now_us();
    struct rusage usage;
    int status, failed;
    pid_t pid;

    failed = posix_spawnp(&pid, command->argv[0], actions, NULL, command->argv, environ);
    if (failed != 0)
        errx(EXIT_FAILURE, "%s: %s", command->argv[0], strerror(failed));
    while (wait4(pid, &status, 0, &usage) < 0)
        if (errno != EINTR)
            err(EXIT_FAILURE, "wait4");
    command->wall_us[turn] = now_us() - start;
    if (status != 0)
        errx(EXIT_FAILURE, "%s %s: failed: wait status %#x", command->argv[0],
             command->argv[1] != NULL ? command->argv[1] : "", (unsigned)status);
    command->cpu_us[turn] = in_us(usage.ru_utime) + in_us(usage.ru_stime);
    if (usage.ru_maxrss > command->rss_kib)
        command->rss_kib = usage.ru_maxrss;
}

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;

    return (first > second) - (first < second);
}

/* Sorts them; share 0.5 is the median. */
static double quantile(double *values, int count, double share)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[(int)(share * (count - 1) + 0.5)];
}

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t actions;
    int runs = argc > 2 ? atoi(argv[1]) : 0, count = 1;

    if (runs < 1 || runs > RUNS_MAX)
        errx(EXIT_FAILURE, "usage: measure RUNS COMMAND... [-- COMMAND...]");
    commands[0].argv = argv + 2;
    for (int i = 2; i < argc - 1 && count == 1; i++)
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL;
            commands[count++].argv = argv + i + 1;
        }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    for (int turn = 0; turn < runs; turn++) {
        for (int i = 0; i < count; i++)
            run(&commands[i], turn, &actions);
        if (count == 2) {
            ratio[turn] = commands[0].wall_us[turn] / commands[1].wall_us[turn];
            cpu_ratio[turn] = commands[0].cpu_us[turn] / commands[1].cpu_us[turn];
        }
    }
    for (int i = 0; i < count; i++)
        printf("%.0f %.0f %ld ", quantile(commands[i].wall_us, runs, 0.5),
               quantile(commands[i].cpu_us, runs, 0.5), commands[i].rss_kib);
    if (count == 2)
        printf("%.4f %.4f %.4f %.4f", quantile(ratio, runs, 0.5), quantile(ratio, runs, 0.25),
               quantile(ratio, runs, 0.75), quantile(cpu_ratio, runs, 0.5));
    puts("");
    return EXIT_SUCCESS;
}
