#define _GNU_SOURCE
#include "CBenchmark.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double seconds(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time) == -1) return -1;
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int benchmark_run(char *const arguments[], struct benchmark_run *run) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int stream = 0; stream < 3; stream++)
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
  pid_t pid;
  double start = seconds(CLOCK_MONOTONIC);
  int error = posix_spawn(&pid, arguments[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return error;
  struct rusage usage;
  while (wait4(pid, &run->status, 0, &usage) == -1)
    if (errno != EINTR) return errno;
  run->seconds = seconds(CLOCK_MONOTONIC) - start;
  run->cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  return 0;
}

double benchmark_cpu(int pid) {
  clockid_t clock;
  if (clock_getcpuclockid(pid, &clock) != 0) return -1;
  return seconds(clock);
}

int benchmark_read_links(void) {
  static const char *const names[] = {"user", "cgroup", "ipc", "uts",  "net",
                                      "pid",  "mnt",    "time", "pid_for_children",
                                      "time_for_children"};
  int count = 0;
  DIR *proc = opendir("/proc");
  if (proc == NULL) return 0;
  for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
    if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
    for (size_t name = 0; name < sizeof names / sizeof names[0]; name++) {
      char path[64], target[64];
      snprintf(path, sizeof path, "%.20s/ns/%s", entry->d_name, names[name]);
      if (readlinkat(dirfd(proc), path, target, sizeof target) > 0) count++;
    }
  }
  closedir(proc);
  return count;
}
