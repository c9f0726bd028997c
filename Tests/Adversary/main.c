// Adversaries for tests: what a process in a target's namespaces does to whoever comes in, and a
// caller with a filter. Each says "ready" first, and then a line for each thing that it got.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static time_t end;

// A file of the host's that is not below the target's root; NULL when nobody looks for one.
static const char *marker;

static int lasts(void) { return time(NULL) < end; }

static void say(const char *what, const char *link, int result) {
  printf("%s %s %s\n", what, link, result == -1 ? strerror(errno) : "ok");
  fflush(stdout);
}

static const char *link_of(const char *path) {
  static char link[512];
  ssize_t length = readlink(path, link, sizeof link - 1);
  link[length < 0 ? 0 : length] = 0;
  return length < 0 ? "?" : link;
}

// Opens a file of a process's, and tells which that is. What is the joiner's is tried to be written.
static void take(const char *what, const char *path) {
  int file = open(path, O_RDONLY | O_NONBLOCK);
  int error = errno;
  char own[64], link[512];
  snprintf(own, sizeof own, "/proc/self/fd/%d", file);
  snprintf(link, sizeof link, "%s", link_of(file == -1 ? path : own));
  errno = error;
  say(what, link, file);
  if (file == -1) return;
  if (strncmp(link, "/memfd:", 7) == 0) {
    // Also when nobody executes it any more.
    int writable = open(own, O_RDWR);
    say("open-to-write", "memfd", writable);
    if (writable != -1) {
      say("written", "memfd", (int)pwrite(writable, "#!", 2, 0));
      close(writable);
    }
  }
  close(file);
}

// Looks for the file of the host's from a directory or link of somebody's, and further up.
static void reach(const char *from) {
  static const char climb[] = "/../../../../../../../..";
  char path[512];
  if (marker == NULL) return;
  const char *ways[] = {"", climb, "/."};
  for (int i = 0; i < 3; i++) {
    const char *name = i == 2 ? strrchr(marker, '/') : marker;
    snprintf(path, sizeof path, "%s%s%s", from, ways[i], name);
    int file = open(path, O_RDONLY | O_NONBLOCK);
    if (file == -1) continue;
    say("reached", path, 0);
    close(file);
  }
}

static void rob(int pid) {
  char path[128];
  static const char *const links[] = {"cwd", "root", "exe"};
  for (int i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "/proc/%d/%s", pid, links[i]);
    reach(path);
  }
  snprintf(path, sizeof path, "/proc/%d/exe", pid);
  take("exe", path);
  snprintf(path, sizeof path, "/proc/%d/environ", pid);
  int environment = open(path, O_RDONLY);
  char text[4096];
  ssize_t length = environment == -1 ? -1 : read(environment, text, sizeof text - 1);
  if (length > 0) {
    for (ssize_t i = 0; i < length; i++) text[i] = text[i] == 0 || text[i] == '\n' ? '|' : text[i];
    text[length] = 0;
    say("environ", text, 0);
  }
  if (environment != -1) close(environment);
  snprintf(path, sizeof path, "/proc/%d/map_files", pid);
  DIR *maps = opendir(path);
  for (struct dirent *entry; maps != NULL && (entry = readdir(maps)) != NULL;) {
    char file[512];
    snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
    if (entry->d_name[0] == '.') continue;
    take("map", file);
    reach(file);
  }
  if (maps != NULL) closedir(maps);
  int process = (int)syscall(SYS_pidfd_open, pid, 0);
  for (int number = 0; number < 64; number++) {
    int copy = (int)syscall(SYS_pidfd_getfd, process, number, 0);
    if (copy == -1) continue;
    snprintf(path, sizeof path, "/proc/self/fd/%d", copy);
    say("fd", link_of(path), 0);
    reach(path);
    close(copy);
  }
  close(process);
}

// Waits for processes with a new number, stops each and takes what it can get; then lets it go on,
// unless it is to stay stopped.
static void lie_in_wait(int freezes) {
  int next = getpid() + 1;
  while (lasts()) {
    for (int pid = next; pid < next + 8; pid++) {
      if (kill(pid, SIGSTOP) == -1) continue;
      next = pid + 1;
      if (freezes) {
        say("stopped", "it", 0);
        continue;
      }
      rob(pid);
      kill(pid, SIGCONT);
      break;
    }
  }
}

// Makes a /dev of its own in which the multiplexer changes places with a trap, and tells when
// somebody opens the trap.
static void swap(void) {
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1) say("mount", "/", -1);
  if (mount("dev", "/dev", "tmpfs", 0, NULL) == -1) say("mount", "/dev", -1);
  mkdir("/dev/pts", 0755);
  mount("pts", "/dev/pts", "devpts", 0, "ptmxmode=0666,newinstance");
  mknod("/dev/null", S_IFCHR | 0666, 1 << 8 | 3);
  // In a user namespace nobody makes devices; there it is a link, as container engines make it.
  if (mknod("/dev/ptmx", S_IFCHR | 0666, 5 << 8 | 2) == -1 && symlink("pts/ptmx", "/dev/ptmx") == -1)
    say("mknod", "/dev/ptmx", -1);
  mkfifo("/dev/trap", 0666);
  int watch = inotify_init1(IN_NONBLOCK);
  inotify_add_watch(watch, "/dev/trap", IN_OPEN);
  puts("ready");
  fflush(stdout);
  char events[4096];
  while (lasts()) {
    syscall(SYS_renameat2, AT_FDCWD, "/dev/ptmx", AT_FDCWD, "/dev/trap", 2);
    if (read(watch, events, sizeof events) > 0) say("opened", "trap", 0);
  }
}

// Runs a program under a filter that refuses close_range(2).
static int filtered(char **words) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_close_range, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == -1) return 1;
  execv(words[0], words);
  return 1;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  if (strcmp(words[1], "filtered") == 0) return filtered(words + 2);
  end = time(NULL) + atoi(words[2]);
  if (strcmp(words[1], "swap") == 0) {
    swap();
    return 0;
  }
  if (count == 5) {
    marker = words[4];
    if (chroot(words[3]) == -1 || chdir("/") == -1) say("chroot", words[3], -1);
  }
  puts("ready");
  fflush(stdout);
  lie_in_wait(strcmp(words[1], "freeze") == 0);
  return 0;
}
