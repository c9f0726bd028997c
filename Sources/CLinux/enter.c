#define _GNU_SOURCE
#include "enter.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

struct step {
  int call;
  int fd;
  uint64_t a, b;
  char *text, *more;
};

struct list {
  char **items;
  size_t count;
};

struct heya_program {
  struct step *steps;
  size_t count;
  struct list lists[3];
  gid_t *groups;
  size_t group_count;
  struct termios terminal;
  int has_terminal;
};

struct heya_program *heya_program_new(void) { return calloc(1, sizeof(struct heya_program)); }

void heya_program_free(struct heya_program *program) {
  for (size_t i = 0; i < program->count; i++) {
    free(program->steps[i].text);
    free(program->steps[i].more);
  }
  for (int i = 0; i < 3; i++) {
    for (size_t j = 0; j < program->lists[i].count; j++) free(program->lists[i].items[j]);
    free(program->lists[i].items);
  }
  free(program->steps);
  free(program->groups);
  free(program);
}

// realloc that ends the process when memory is out, as Swift does.
static void *grown(void *old, size_t size) {
  void *new = realloc(old, size);
  if (new == NULL) abort();
  return new;
}

static char *copied(const char *text) {
  if (text == NULL) return NULL;
  char *copy = strdup(text);
  if (copy == NULL) abort();
  return copy;
}

void heya_program_add(struct heya_program *program, int call, int fd, uint64_t a, uint64_t b,
                      const char *text, const char *more) {
  program->steps = grown(program->steps, (program->count + 1) * sizeof *program->steps);
  program->steps[program->count++] = (struct step){
      .call = call, .fd = fd, .a = a, .b = b, .text = copied(text), .more = copied(more)};
}

void heya_program_add_text(struct heya_program *program, int list, const char *text) {
  struct list *to = &program->lists[list];
  to->items = grown(to->items, (to->count + 2) * sizeof *to->items);
  to->items[to->count++] = copied(text);
  to->items[to->count] = NULL;
}

void heya_program_add_group(struct heya_program *program, uint32_t group) {
  program->groups = grown(program->groups, (program->group_count + 1) * sizeof *program->groups);
  program->groups[program->group_count++] = group;
}

void heya_program_set_terminal(struct heya_program *program, const void *modes) {
  memcpy(&program->terminal, modes, sizeof program->terminal);
  program->has_terminal = 1;
}

// The child's side: from here on nothing is allocated and no lock is taken.

static int send_report(int channel, struct heya_report report, int descriptor) {
  struct iovec vector = {.iov_base = &report, .iov_len = sizeof report};
  union heya_control control = {0};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (descriptor != -1) heya_attach(&message, &control, descriptor);
  return sendmsg(channel, &message, MSG_NOSIGNAL) == -1 ? -1 : 0;
}

static int write_text(int directory, const char *path, const char *text) {
  int fd = path == NULL ? directory : openat(directory, path, O_WRONLY | O_CLOEXEC);
  if (fd == -1) return -1;
  ssize_t written = write(fd, text, strlen(text));
  if (path != NULL) {
    int error = errno;
    close(fd);
    errno = error;
  }
  return written == -1 ? -1 : 0;
}

// Opens the terminal multiplexer, and nothing else that a room may have put in its place.
static int open_multiplexer(void) {
  static const char *const paths[] = {"/dev/ptmx", "/dev/pts/ptmx"};
  for (int i = 0; i < 2; i++) {
    struct stat status;
    if (stat(paths[i], &status) == -1) continue;
    if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(5, 2)) {
      errno = ENOTTY;
      continue;
    }
    int master = open(paths[i], O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (master != -1) return master;
  }
  return -1;
}

// A pseudo-terminal with the size of the outer one; the slave stays in *terminal.
static int open_terminal(const struct heya_program *program, uid_t owner, int *terminal,
                         int *master) {
  int unlocked = 0;
  *master = open_multiplexer();
  if (*master == -1) return -1;
  if (ioctl(*master, TIOCSPTLCK, &unlocked) == -1) return -1;
  *terminal = ioctl(*master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (*terminal == -1) return -1;
  struct winsize size;
  if (program->has_terminal) tcsetattr(*terminal, TCSANOW, &program->terminal);
  if (ioctl(0, TIOCGWINSZ, &size) == 0) ioctl(*terminal, TIOCSWINSZ, &size);
  // Without these the shell works too, but may not open its terminal by name.
  if (fchown(*terminal, owner, (gid_t)-1) == 0) (void)fchmod(*terminal, 0620);
  return 0;
}

static int take_terminal(int terminal) {
  if (setsid() == -1 && errno != EPERM) return -1;
  if (ioctl(terminal, TIOCSCTTY, 0) == -1) return -1;
  for (int i = 0; i < 3; i++) {
    if (dup2(terminal, i) == -1) return -1;
  }
  return 0;
}

static int bound_capabilities(uint64_t keep) {
  for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
    if (keep & 1ULL << capability) continue;
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == -1) return -1;
  }
  return 0;
}

static int close_all(void) {
  if (syscall(SYS_close_range, 3u, ~0u, CLOSE_RANGE_CLOEXEC) == 0) return 0;
  // Before Linux 5.11.
  long limit = sysconf(_SC_OPEN_MAX);
  for (int fd = 3; fd < limit; fd++) fcntl(fd, F_SETFD, FD_CLOEXEC);
  return 0;
}

static int execute(const struct heya_program *program) {
  char *const *paths = program->lists[HEYA_EXECUTABLES].items;
  char *none[] = {NULL};
  char *const *environment = program->lists[HEYA_ENVIRONMENT].items;
  int denied = 0;
  for (; paths != NULL && *paths != NULL; paths++) {
    execve(*paths, program->lists[HEYA_ARGUMENTS].items, environment ? environment : none);
    if (errno == EACCES) denied = 1;
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) return -1;
  }
  if (denied) errno = EACCES;
  return -1;
}

static long perform(const struct heya_program *program, const struct step *step, int channel,
                    int *terminal, int *master) {
  switch (step->call) {
  case HEYA_HIDE: return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  case HEYA_JOIN: return setns(step->fd, (int)step->a);
  case HEYA_UNSHARE: return unshare((int)step->a);
  case HEYA_FORK: return syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
  case HEYA_CHROOT: return fchdir(step->fd) == -1 ? -1 : chroot(".");
  case HEYA_WRITE: return write_text(step->fd, step->text, step->more);
  case HEYA_PROPAGATION: return mount(NULL, "/", NULL, MS_REC | step->a, NULL);
  case HEYA_MOUNT_PROC:
    return mount("proc", step->text, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
  case HEYA_MOVE_MOUNT:
    return syscall(SYS_move_mount, step->fd, "", AT_FDCWD, step->text, MOVE_MOUNT_F_EMPTY_PATH);
  case HEYA_OPEN_TERMINAL: return open_terminal(program, (uid_t)step->a, terminal, master);
  case HEYA_TAKE_TERMINAL: return take_terminal(*terminal);
  case HEYA_SESSION: return setsid();
  case HEYA_DUPLICATE: return dup2(step->fd, (int)step->a);
  // The C library would wake other threads to follow; there are none, and their number is stale.
  case HEYA_GROUPS: return syscall(SYS_setgroups, program->group_count, program->groups);
  case HEYA_IDENTITY:
    if (syscall(SYS_setresgid, (gid_t)step->b, (gid_t)step->b, (gid_t)step->b) == -1) return -1;
    return syscall(SYS_setresuid, (uid_t)step->a, (uid_t)step->a, (uid_t)step->a);
  case HEYA_BOUND: return bound_capabilities(step->a);
  case HEYA_NO_NEW_PRIVS: return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  case HEYA_DIRECTORY:
    if (chdir(step->text) == 0) return 0;
    return step->more == NULL ? -1 : chdir(step->more);
  case HEYA_CLOSE: return close_all();
  case HEYA_PAUSE: {
    char byte;
    // Nobody is left to report to when the parent is gone.
    if (recv(channel, &byte, 1, 0) != 1) _exit(1);
    return 0;
  }
  case HEYA_EXECUTE: return execute(program);
  default: errno = ENOSYS; return -1;
  }
}

// Whether the report comes before the deed, because afterwards there is nobody to make it.
static int is_announced(int call) { return call == HEYA_PAUSE || call == HEYA_EXECUTE; }

static _Noreturn void run(const struct heya_program *program, int channel) {
  // What the caller ignores or blocks is no business of the room's.
  sigset_t none;
  sigemptyset(&none);
  for (int signal_number = 1; signal_number < NSIG; signal_number++) signal(signal_number, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);

  int terminal = -1;
  for (size_t i = 0; i < program->count; i++) {
    const struct step *step = &program->steps[i];
    struct heya_report report = {.step = (int32_t)i};
    if (is_announced(step->call) && send_report(channel, report, -1) == -1) _exit(1);
    int master = -1;
    errno = 0;
    long result = perform(program, step, channel, &terminal, &master);
    report.result = (int32_t)result;
    report.error = result == -1 ? errno : 0;
    // After a fork the one that knows the child's pid reports it, and is done.
    int reports = step->call == HEYA_FORK ? result != 0 : !is_announced(step->call) || result == -1;
    if (reports && send_report(channel, report, master) == -1) _exit(1);
    if (master != -1) close(master);
    if (result == -1) _exit(1);
    if (step->call == HEYA_FORK && result != 0) _exit(0);
  }
  _exit(1);
}

int heya_program_start(const struct heya_program *program, int *channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1) return -1;
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    run(program, ends[1]);
  }
  int error = errno;
  close(ends[1]);
  if (child == -1) {
    close(ends[0]);
    errno = error;
    return -1;
  }
  *channel = ends[0];
  return child;
}

int heya_receive(int channel, struct heya_report *report, int *descriptor) {
  ssize_t count = heya_receive_message(channel, report, sizeof *report, descriptor);
  if (count == -1) return errno == ECONNRESET ? 0 : -1;
  return count == sizeof *report;
}

int heya_resume(int channel) { return send(channel, "", 1, MSG_NOSIGNAL) == 1 ? 0 : -1; }

int heya_inside_mounts(int user, int mounts, int root, int copy) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) == -1) return -1;
  // The child shares this process's descriptors, so that what it opens is open here.
  long child = syscall(SYS_clone, CLONE_FILES, 0, 0, 0, 0);
  if (child == 0) {
    int answer[2] = {-1, 0};
    if ((user == -1 || setns(user, CLONE_NEWUSER) == 0) && setns(mounts, CLONE_NEWNS) == 0) {
      if (copy) {
        unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE;
        answer[0] = (int)(root == -1 ? syscall(SYS_open_tree, AT_FDCWD, "/", flags)
                                     : syscall(SYS_open_tree, root, "", flags | AT_EMPTY_PATH));
      } else {
        answer[0] = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
      }
    }
    answer[1] = errno;
    _exit(write(ends[1], answer, sizeof answer) == sizeof answer ? 0 : 1);
  }
  int error = errno;
  int answer[2] = {-1, error};
  if (child != -1) {
    // The child's death is the only end of the pipe's wait: both of its ends are open here.
    while (waitpid((pid_t)child, NULL, __WALL) == -1 && errno == EINTR) continue;
    close(ends[1]);
    if (read(ends[0], answer, sizeof answer) != sizeof answer) answer[1] = ECHILD;
  } else {
    close(ends[1]);
  }
  close(ends[0]);
  if (answer[0] == -1) errno = answer[1];
  return answer[0];
}

int heya_make_file(const char *path) {
  return open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0444);
}

int heya_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) == -1) return -1;
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}
