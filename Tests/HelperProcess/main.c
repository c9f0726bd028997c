// A process for tests that lives wherever it is told to: it reads one order a line, carries it out
// and answers with one line, "ok" with a number or "error" with errno. At the end of its input it
// ends, and so do its threads and children.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void answer(long result) {
  if (result == -1)
    printf("error %d\n", errno);
  else
    printf("ok %ld\n", result);
  fflush(stdout);
}

struct lodging {
  int flags;
  long result;
  int error;
  pthread_barrier_t ready;
};

static void *live_apart(void *argument) {
  struct lodging *lodging = argument;
  lodging->result = unshare(lodging->flags) == 0 ? gettid() : -1;
  lodging->error = errno;
  pthread_barrier_wait(&lodging->ready);
  for (;;) pause();
  return NULL;
}

// A thread that leaves the others.
static long thread_apart(int flags) {
  struct lodging lodging = {.flags = flags};
  pthread_t thread;
  pthread_barrier_init(&lodging.ready, NULL, 2);
  if (pthread_create(&thread, NULL, live_apart, &lodging) != 0) return -1;
  pthread_barrier_wait(&lodging.ready);
  errno = lodging.error;
  return lodging.result;
}

struct tenancy {
  const char *path;
  long result;
  int error;
  pthread_barrier_t ready;
};

static void *keep_apart(void *argument) {
  struct tenancy *tenancy = argument;
  int flags = *tenancy->path ? 0 : CLONE_NEWNET;
  tenancy->result = unshare(CLONE_FILES | flags);
  if (tenancy->result == 0)
    tenancy->result = flags ? socket(AF_INET, SOCK_DGRAM, 0) : open(tenancy->path, O_RDONLY);
  tenancy->error = errno;
  if (tenancy->result != -1) tenancy->result = gettid();
  pthread_barrier_wait(&tenancy->ready);
  for (;;) pause();
  return NULL;
}

// A thread with descriptors of its own, one of them on a file; where there is no path, a socket in a
// network namespace of its own.
static long thread_with_file(const char *path) {
  struct tenancy tenancy = {.path = path};
  pthread_t thread;
  pthread_barrier_init(&tenancy.ready, NULL, 2);
  if (pthread_create(&thread, NULL, keep_apart, &tenancy) != 0) return -1;
  pthread_barrier_wait(&tenancy.ready);
  errno = tenancy.error;
  return tenancy.result;
}

// A descriptor that is nowhere but on its way through a unix socket, which nobody reads.
static long post(const char *path) {
  int ends[2], file = open(path, O_RDONLY | O_CLOEXEC);
  if (file == -1 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1) return -1;
  char control[CMSG_SPACE(sizeof file)] = {0}, byte = 0;
  struct iovec data = {&byte, 1};
  struct msghdr letter = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control,
                          .msg_controllen = sizeof control};
  struct cmsghdr *enclosure = CMSG_FIRSTHDR(&letter);
  enclosure->cmsg_level = SOL_SOCKET;
  enclosure->cmsg_type = SCM_RIGHTS;
  enclosure->cmsg_len = CMSG_LEN(sizeof file);
  memcpy(CMSG_DATA(enclosure), &file, sizeof file);
  long result = sendmsg(ends[0], &letter, 0);
  close(file);
  return result;
}

// A child that leaves and waits to be killed with its parent.
static long child_apart(int flags) {
  int ready[2];
  if (pipe(ready) == -1) return -1;
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char done = unshare(flags) == 0;
    write(ready[1], &done, 1);
    for (;;) pause();
  }
  char done = 0;
  read(ready[0], &done, 1);
  close(ready[0]);
  close(ready[1]);
  return done ? child : -1;
}

static long join(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file == -1) return -1;
  long result = setns(file, 0);
  close(file);
  return result;
}

// Goes from namespace to namespace and back at moments that nobody else knows.
static long wander(unsigned seed, int moves) {
  int home = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);
  for (int move = 0; move < moves; move++) {
    usleep(rand_r(&seed) % 300);
    long result = rand_r(&seed) % 3 == 0 ? setns(home, CLONE_NEWUTS) : unshare(CLONE_NEWUTS);
    if (result == -1) return -1;
  }
  close(home);
  return moves;
}

static long put(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  long result = file == -1 ? -1 : write(file, text, strlen(text));
  if (file != -1) close(file);
  return result;
}

// Maps root to root, without which there can be no user namespace below this one.
static long map_root(void) {
  if (put("/proc/self/setgroups", "deny") == -1 || put("/proc/self/gid_map", "0 0 1") == -1)
    return -1;
  return put("/proc/self/uid_map", "0 0 1");
}

// Gives up root; who changed the user may not be looked at by that user otherwise.
static long become(uid_t uid) {
  if (setresgid(uid, uid, uid) == -1 || setresuid(uid, uid, uid) == -1) return -1;
  return prctl(PR_SET_DUMPABLE, 1);
}

// A socket on a port that the kernel chooses.
static long wait_for_callers(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t length = sizeof address;
  int waiting = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(waiting, (struct sockaddr *)&address, length) == -1 || listen(waiting, 1) == -1) return -1;
  if (getsockname(waiting, (struct sockaddr *)&address, &length) == -1) return -1;
  return ntohs(address.sin_port);
}

// Exchanges what is behind some descriptors for ever: the file of a namespace, a fifo, and what is
// open only as a place.
static void swap(const char *names) {
  char name[1024], fifo[1024], place[1024];
  sscanf(names, "%1023s %1023s %1023s", name, fifo, place);
  int files[] = {open(name, O_RDONLY), open(fifo, O_RDONLY | O_NONBLOCK), open(name, O_RDONLY),
                 open(place, O_PATH)};
  // Whoever started this may have had signals blocked.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int turn = 0;; turn++)
    for (int number = 20; number < 60; number++) dup2(files[turn % 4], number);
}

static long put_boot_offset(const char *seconds) {
  char text[64];
  snprintf(text, sizeof text, "boottime %.20s 0", seconds);
  return put("/proc/self/timens_offsets", text);
}

// Runs a program under a filter as old engines have it: system calls that are newer than the filter
// fail with `error`.
static int run_filtered(int error, char **command) {
  static const int refused[] = {SYS_pidfd_open, SYS_openat2,           SYS_statx,
                                SYS_close_range, SYS_pidfd_send_signal, SYS_pidfd_getfd};
  enum { count = sizeof refused / sizeof *refused };
  struct sock_filter program[2 * count + 2] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
  size_t length = 1;
  for (size_t index = 0; index < count; index++) {
    program[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[index], 0, 1);
    program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error);
  }
  program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {.len = length, .filter = program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == -1)
    return 1;
  execv(command[0], command);
  return 127;
}

int main(int argc, char **argv) {
  if (argc > 3 && !strcmp(argv[1], "--refuse")) return run_filtered(atoi(argv[2]), argv + 3);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  char line[4096], word[16], rest[4096];
  answer(getpid());
  while (fgets(line, sizeof line, stdin)) {
    rest[0] = 0;
    sscanf(line, "%15s %4095[^\n]", word, rest);
    long number = strtol(rest, NULL, 0);
    if (!strcmp(word, "unshare")) answer(unshare(number));
    else if (!strcmp(word, "map")) answer(map_root());
    else if (!strcmp(word, "host")) answer(sethostname(rest, strlen(rest)));
    else if (!strcmp(word, "memory")) answer(shmget(IPC_PRIVATE, number, 0600));
    else if (!strcmp(word, "listen")) answer(wait_for_callers());
    else if (!strcmp(word, "offset")) answer(put_boot_offset(rest));
    else if (!strcmp(word, "run")) answer(system(rest) == 0 ? 0 : (errno = ECHILD, -1));
    else if (!strcmp(word, "user")) answer(become(number));
    else if (!strcmp(word, "thread")) answer(thread_apart(number));
    else if (!strcmp(word, "keep")) answer(thread_with_file(rest));
    else if (!strcmp(word, "post")) answer(post(rest));
    else if (!strcmp(word, "domain")) answer(setdomainname(rest, strlen(rest)));
    else if (!strcmp(word, "child")) answer(child_apart(number));
    else if (!strcmp(word, "kill")) answer(kill(number, SIGKILL) == 0 ? waitpid(number, NULL, 0) : -1);
    else if (!strcmp(word, "join")) answer(join(rest));
    else if (!strcmp(word, "open")) answer(open(rest, O_RDONLY));
    else if (!strcmp(word, "close")) answer(close(number));
    else if (!strcmp(word, "socket")) answer(socket(AF_INET, SOCK_DGRAM, 0));
    else if (!strcmp(word, "name")) answer(prctl(PR_SET_NAME, rest));
    else if (!strcmp(word, "private")) answer(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
    else if (!strcmp(word, "tmpfs")) answer(mount("lodger", rest, "tmpfs", 0, NULL));
    else if (!strcmp(word, "shut")) answer(mkdir(rest, 0700) == 0 ? chroot(rest) : -1);
    else if (!strcmp(word, "proc")) answer(mount("proc", "/proc", "proc", 0, rest));
    else if (!strcmp(word, "unmount")) answer(umount2(rest, MNT_DETACH));
    else if (!strcmp(word, "touch")) answer(open(rest, O_CREAT | O_WRONLY, 0600));
    else if (!strcmp(word, "pin")) {
      char from[2048], to[2048];
      sscanf(rest, "%2047s %2047s", from, to);
      answer(mount(from, to, NULL, MS_BIND, NULL));
    } else if (!strcmp(word, "swap")) swap(rest);
    else if (!strcmp(word, "wander")) answer(wander(number, 20));
    else if (!strcmp(word, "exec")) execl("/proc/self/exe", "lodger-again", (char *)NULL);
    else answer((errno = EINVAL, -1));
  }
  return 0;
}
