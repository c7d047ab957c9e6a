/* Move the clock for one program and those that it starts: by CLOCK_MOVED_BY seconds.

   `bench/environments.py` compiles it and has it loaded before the C library. The calendar moves
   and with it the times of files; the clock that measures intervals does not, as when a person
   sets the clock. libfaketime cannot do this: it makes every sleep fail (it moves the end of a
   sleep, although that clock stands still), or, told to move both clocks, never ends a wait with
   a timeout; and where a program starts with a closed output, its own file takes that place. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long moved_by(void)
{
    static long seconds;
    static int known;
    if (!known) {
        const char *text = getenv("CLOCK_MOVED_BY");
        seconds = text ? atol(text) : 0;
        known = 1;
    }
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += moved_by();
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *place)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place)
        *place = now.tv_sec;
    return now.tv_sec;
}

int fstatat(int folder, const char *restrict path, struct stat *restrict file, int flags)
{
    int failed = syscall(SYS_newfstatat, folder, path, file, flags);
    if (!failed) {
        file->st_atim.tv_sec += moved_by();
        file->st_mtim.tv_sec += moved_by();
        file->st_ctim.tv_sec += moved_by();
    }
    return failed;
}

int stat(const char *restrict path, struct stat *restrict file)
{
    return fstatat(AT_FDCWD, path, file, 0);
}

int lstat(const char *restrict path, struct stat *restrict file)
{
    return fstatat(AT_FDCWD, path, file, AT_SYMLINK_NOFOLLOW);
}

int fstat(int number, struct stat *file)
{
    return fstatat(number, "", file, AT_EMPTY_PATH);
}

int fstatat64(int, const char *restrict, struct stat64 *restrict, int)
    __attribute__((alias("fstatat")));
int stat64(const char *restrict, struct stat64 *restrict) __attribute__((alias("stat")));
int lstat64(const char *restrict, struct stat64 *restrict) __attribute__((alias("lstat")));
int fstat64(int, struct stat64 *) __attribute__((alias("fstat")));

static void back(struct timespec *to, const struct timespec from[2])
{
    for (int i = 0; i < 2; i++) {
        to[i] = from[i];
        if (from[i].tv_nsec != UTIME_NOW && from[i].tv_nsec != UTIME_OMIT)
            to[i].tv_sec -= moved_by();
    }
}

static int set_times(int folder, const char *path, const struct timespec times[2], int flags)
{
    struct timespec real[2];
    if (times)
        back(real, times);
    return syscall(SYS_utimensat, folder, path, times ? real : NULL, flags);
}

int utimensat(int folder, const char *path, const struct timespec times[2], int flags)
{
    return set_times(folder, path, times, flags);
}

int futimens(int number, const struct timespec times[2])
{
    return set_times(number, NULL, times, 0);
}
