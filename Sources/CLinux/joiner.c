// The joiner: what goes into a target's namespaces in heya's stead.
//
// The functions below are copied into an executable of their own, which heya runs from a sealed file
// in memory. So whoever looks from inside at the process that came in finds no file of the host's
// behind /proc/PID/exe and map_files, and nothing of heya's memory.
//
// That is why nothing here may lead out of the section: no library, no global variable, no literal
// text, no table. Without optimisation the compiler makes none of those of its own accord.
#define _GNU_SOURCE
#include "joiner.h"
#include "enter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <linux/mount.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

// clang-format off
#pragma clang attribute push(__attribute__((section("heya_joiner"), optnone, noinline,             \
                                            no_stack_protector, no_profile_instrument_function,    \
                                            no_sanitize("all"),                                    \
                                            disable_sanitizer_instrumentation)),                   \
                             apply_to = function)
// clang-format on

#include "joiner_calls.h"

// Has heya make a terminal of the multiplexer at one of two places, and takes it.
//
// What is there is opened as a place only: heya looks what it is and opens that very file, so that
// nobody can exchange it in between.
static long open_terminal(const struct heya_plan *plan, long index, const struct heya_step *step) {
  long error = -ENOENT;
  for (int second = 0; second < 2; second++) {
    const char *path = second ? step->more : step->text;
    long place = kernel(SYS_openat, AT_FDCWD, (long)path, O_PATH | O_CLOEXEC, 0, 0);
    if (place < 0) {
      error = place;
      continue;
    }
    report(plan->channel, index, 0, (int)place);
    kernel(SYS_close, place, 0, 0, 0, 0);
    int answer;
    struct parcel parcel;
    wrap(&parcel, &answer, sizeof answer, -1, 1);
    long count = kernel(SYS_recvmsg, plan->channel, (long)&parcel.message, MSG_CMSG_CLOEXEC, 0, 0);
    if (count != sizeof answer) end(1);
    error = -answer;
    if (answer != 0 || parcel.control.descriptor == -1) continue;
    long terminal = parcel.control.descriptor;
    // Without these the shell works too, but may not open its terminal by name.
    if (kernel(SYS_fchown, terminal, (long)(uint32_t)step->a, -1, 0, 0) == 0)
      kernel(SYS_fchmod, terminal, 0620, 0, 0, 0);
    return terminal;
  }
  return error;
}

static long duplicate(long from, long to) {
  if (from == to) return kernel(SYS_fcntl, from, F_SETFD, 0, 0, 0);
  return kernel(SYS_dup3, from, to, 0, 0, 0);
}

// Starts a session; a process that leads one already has what it wants.
static long start_session(void) {
  long result = kernel(SYS_setsid, 0, 0, 0, 0, 0);
  return result == -EPERM ? 0 : result;
}

static long take_terminal(long terminal) {
  long result = start_session();
  if (result >= 0) result = kernel(SYS_ioctl, terminal, TIOCSCTTY, 0, 0, 0);
  for (int i = 0; i < 3 && result >= 0; i++) result = duplicate(terminal, i);
  if (result >= 0 && terminal > 2) kernel(SYS_close, terminal, 0, 0, 0, 0);
  return result;
}

static long write_text(const struct heya_step *step) {
  long file = step->fd;
  if (step->text != NULL)
    file = kernel(SYS_openat, step->fd, (long)step->text, O_WRONLY | O_CLOEXEC, 0, 0);
  if (file < 0) return file;
  long result = kernel(SYS_write, file, (long)step->more, length(step->more), 0, 0);
  if (step->text != NULL) kernel(SYS_close, file, 0, 0, 0, 0);
  return result < 0 ? result : 0;
}

static long bound_capabilities(uint64_t keep) {
  for (long number = 0; kernel(SYS_prctl, PR_CAPBSET_READ, number, 0, 0, 0) >= 0; number++) {
    if (keep & 1ul << number) continue;
    long result = kernel(SYS_prctl, PR_CAPBSET_DROP, number, 0, 0, 0);
    if (result < 0) return result;
  }
  return 0;
}

// The capabilities that would not come back with execve(2): root gets those of its bounding set, but
// not where no_new_privs forbids it, and nobody gets ambient ones that are given up.
static uint64_t lost_for_good(void) {
  uint64_t lost = 0;
  int isFixed = kernel(SYS_prctl, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
  for (long number = 0; number < 64; number++) {
    long bounded = kernel(SYS_prctl, PR_CAPBSET_READ, number, 0, 0, 0);
    if (bounded < 0) break;
    long ambient = kernel(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, number, 0, 0);
    if ((isFixed && bounded == 1) || ambient == 1) lost |= 1ul << number;
  }
  return lost;
}

// Gives up all capabilities but these and those that the command would lose.
//
// With `inherits_none` the command inherits none either: root gets the inheritable ones back with
// execve(2) whatever its bounding set says, and anybody gets the ambient ones.
static long lower_capabilities(uint64_t keep, int inherits_none) {
  struct __user_cap_header_struct header;
  struct __user_cap_data_struct data[2];
  header.version = _LINUX_CAPABILITY_VERSION_3;
  header.pid = 0;
  // A kernel without ambient capabilities has none to clear.
  if (inherits_none) kernel(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  keep |= lost_for_good();
  long result = kernel(SYS_capget, (long)&header, (long)data, 0, 0, 0);
  if (result < 0) return result;
  for (int half = 0; half < 2; half++) {
    uint32_t kept = (uint32_t)(keep >> 32 * half);
    data[half].permitted &= kept;
    data[half].effective &= kept;
    if (inherits_none) data[half].inheritable = 0;
  }
  return kernel(SYS_capset, (long)&header, (long)data, 0, 0, 0);
}

static long become(uint32_t uid, uint32_t gid) {
  long result = kernel(SYS_setresgid, gid, gid, gid, 0, 0);
  return result < 0 ? result : kernel(SYS_setresuid, uid, uid, uid, 0, 0);
}

// Becomes somebody else and keeps the capabilities that the next steps need (PR_SET_KEEPCAPS).
static long become_outside(uint32_t uid, uint32_t gid) {
  struct __user_cap_header_struct header;
  struct __user_cap_data_struct data[2];
  header.version = _LINUX_CAPABILITY_VERSION_3;
  header.pid = 0;
  long result = kernel(SYS_prctl, PR_SET_KEEPCAPS, 1, 0, 0, 0);
  if (result >= 0) result = become(uid, gid);
  if (result >= 0) result = kernel(SYS_capget, (long)&header, (long)data, 0, 0, 0);
  if (result < 0) return result;
  for (int half = 0; half < 2; half++) data[half].effective = data[half].permitted;
  result = kernel(SYS_capset, (long)&header, (long)data, 0, 0, 0);
  if (result < 0) return result;
  return kernel(SYS_prctl, PR_SET_KEEPCAPS, 0, 0, 0, 0);
}

// Has a filter judge all calls from now on. seccomp(2) itself may be what an older one forbids, where
// prctl(2) was used.
static long install_filter(const struct heya_step *step) {
  struct sock_fprog program;
  program.len = (unsigned short)step->a;
  program.filter = (struct sock_filter *)step->text;
  if (kernel(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, (long)&program, 0, 0) == 0) return 0;
  return kernel(SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&program, 0, 0);
}

static long change_root(long directory) {
  char here[2];
  here[0] = '.';
  here[1] = 0;
  long result = kernel(SYS_fchdir, directory, 0, 0, 0, 0);
  return result < 0 ? result : kernel(SYS_chroot, (long)here, 0, 0, 0, 0);
}

// open_tree(2) of the directory, or of the root for -1.
static long copy_mounts(long directory) {
  char path[2];
  path[0] = directory == -1 ? '/' : 0;
  path[1] = 0;
  long flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE;
  if (directory != -1) flags |= AT_EMPTY_PATH;
  return kernel(SYS_open_tree, directory == -1 ? AT_FDCWD : directory, (long)path, flags, 0, 0);
}

static long move_mount(long mount, const char *path) {
  char empty = 0;
  return kernel(SYS_move_mount, mount, (long)&empty, AT_FDCWD, (long)path, MOVE_MOUNT_F_EMPTY_PATH);
}

static long go_to(const struct heya_step *step) {
  long result = kernel(SYS_chdir, (long)step->text, 0, 0, 0, 0);
  if (result == 0 || step->more == NULL) return result;
  return kernel(SYS_chdir, (long)step->more, 0, 0, 0, 0);
}

static long await_word(int channel) {
  char byte;
  // Nobody is left to report to when the parent is gone.
  if (kernel(SYS_recvfrom, channel, (long)&byte, 1, 0, 0) != 1) end(1);
  return 0;
}

static long execute(const struct heya_plan *plan) {
  int denied = 0;
  long error = -ENOENT;
  for (const char *const *path = plan->executables; *path != NULL; path++) {
    error = kernel(SYS_execve, (long)*path, (long)plan->arguments, (long)plan->environment, 0, 0);
    if (error == -EACCES) denied = 1;
    if (error != -ENOENT && error != -ENOTDIR && error != -EACCES) return error;
  }
  return denied ? -EACCES : error;
}

static long perform(const struct heya_plan *plan, long index, long *terminal) {
  const struct heya_step *step = &plan->steps[index];
  int call = step->call;
  if (call == HEYA_UNDUMPABLE) return kernel(SYS_prctl, PR_SET_DUMPABLE, 0, 0, 0, 0);
  if (call == HEYA_JOIN) return kernel(SYS_setns, step->fd, (long)step->a, 0, 0, 0);
  if (call == HEYA_UNSHARE) return kernel(SYS_unshare, (long)step->a, 0, 0, 0, 0);
  if (call == HEYA_FORK) return kernel(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
  if (call == HEYA_CHROOT) return change_root(step->fd);
  if (call == HEYA_WRITE) return write_text(step);
  if (call == HEYA_PROPAGATION)
    return kernel(SYS_mount, 0, (long)step->text, 0, (long)(MS_REC | step->a), 0);
  if (call == HEYA_MOUNT_PROC) {
    long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    return kernel(SYS_mount, (long)step->more, (long)step->text, (long)step->more, flags, 0);
  }
  if (call == HEYA_MOVE_MOUNT) return move_mount(step->fd, step->text);
  if (call == HEYA_COPY_MOUNTS) return copy_mounts(step->fd);
  if (call == HEYA_OPEN_DIRECTORY)
    return kernel(SYS_openat, AT_FDCWD, (long)step->text, O_PATH | O_DIRECTORY | O_CLOEXEC, 0, 0);
  if (call == HEYA_OPEN_TERMINAL) {
    *terminal = open_terminal(plan, index, step);
    return *terminal < 0 ? *terminal : 0;
  }
  if (call == HEYA_TAKE_TERMINAL) return take_terminal(*terminal);
  if (call == HEYA_SESSION) return start_session();
  if (call == HEYA_DUPLICATE) return duplicate(step->fd, (long)step->a);
  if (call == HEYA_GROUPS)
    return kernel(SYS_setgroups, (long)plan->group_count, (long)plan->groups, 0, 0, 0);
  if (call == HEYA_IDENTITY) return become((uint32_t)step->a, (uint32_t)step->b);
  if (call == HEYA_OUTER_IDENTITY) return become_outside((uint32_t)step->a, (uint32_t)step->b);
  if (call == HEYA_BOUND) return bound_capabilities(step->a);
  if (call == HEYA_LOWER) return lower_capabilities(step->a, step->b != 0);
  if (call == HEYA_NO_NEW_PRIVS) return kernel(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (call == HEYA_FILTER) return install_filter(step);
  if (call == HEYA_DIRECTORY) return go_to(step);
  if (call == HEYA_CLOSE) {
    // Only what a step needs is open since the joiner was executed, and each is closed after its
    // last use. So a kernel or a filter that knows no close_range(2) is no reason to stop.
    kernel(SYS_close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC, 0, 0);
    return 0;
  }
  if (call == HEYA_PAUSE) return await_word(plan->channel);
  if (call == HEYA_EXECUTE) return execute(plan);
  return -ENOSYS;
}

// Ends what `process` stands for with the rest of its process group: with the hang-up that a shell
// knows first, for good after a second.
static _Noreturn void end_group(long process, long pid) {
  // PIDFD_SIGNAL_PROCESS_GROUP, since Linux 6.9.
  enum { group = 1 << 2 };
  struct pollfd dying;
  struct timespec second;
  if (process < 0) end(0);
  dying.fd = (int)process;
  dying.events = POLLIN;
  second.tv_sec = 1;
  second.tv_nsec = 0;
  kernel(SYS_pidfd_send_signal, process, SIGHUP, 0, 0, 0);
  kernel(SYS_pidfd_send_signal, process, SIGCONT, 0, 0, 0);
  kernel(SYS_ppoll, (long)&dying, 1, (long)&second, 0, 8);
  if (kernel(SYS_pidfd_send_signal, process, SIGKILL, 0, group, 0) < 0) {
    // The number is the group's for as long as its leader lives.
    if (kernel(SYS_pidfd_send_signal, process, SIGSTOP, 0, 0, 0) == 0)
      kernel(SYS_kill, -pid, SIGKILL, 0, 0, 0);
    kernel(SYS_pidfd_send_signal, process, SIGKILL, 0, 0, 0);
  }
  end(0);
}

// Stays outside while heya lives, to end what has gone in when heya is gone.
//
// Through the socket heya tells which process that is by now, and 0 when there is nothing to end.
static _Noreturn void stand_guard(const struct heya_plan *plan) {
  uint64_t all = ~0ul;
  // Only SIGKILL comes through, and no key pressed at the terminal.
  kernel(SYS_rt_sigprocmask, SIG_SETMASK, (long)&all, 0, sizeof all, 0);
  kernel(SYS_setsid, 0, 0, 0, 0, 0);
  kernel(SYS_prctl, PR_SET_NAME, (long)plan->guard_name, 0, 0, 0);
  kernel(SYS_close, plan->channel, 0, 0, 0, 0);
  for (int fd = 0; fd < 3; fd++) kernel(SYS_close, fd, 0, 0, 0, 0);
  for (uint64_t i = 0; i < plan->step_count; i++)
    if (plan->steps[i].fd > 2) kernel(SYS_close, plan->steps[i].fd, 0, 0, 0, 0);
  long process = -1;
  int pid = 0;
  for (;;) {
    int next;
    if (kernel(SYS_read, plan->lifeline, (long)&next, sizeof next, 0, 0) != sizeof next)
      end_group(process, pid);
    if (next == 0) end(0);
    if (process >= 0) kernel(SYS_close, process, 0, 0, 0, 0);
    pid = next;
    process = kernel(SYS_pidfd_open, pid, 0, 0, 0, 0);
  }
}

// Whether the report comes before the deed, because afterwards there is nobody to make it.
static int is_announced(int call) { return call == HEYA_PAUSE || call == HEYA_EXECUTE; }

// Whether what a call returned is a descriptor that heya wants.
static int is_sent(int call) { return call == HEYA_OPEN_DIRECTORY || call == HEYA_COPY_MOUNTS; }

#if defined(__x86_64__)
__attribute__((force_align_arg_pointer))
#endif
_Noreturn void
heya_joiner_start(void) {
  const struct heya_plan *plan = (const struct heya_plan *)HEYA_PLAN_ADDRESS;
  kernel(SYS_prctl, PR_SET_NAME, (long)plan->name, 0, 0, 0);
  // Its end tells heya that the command runs.
  kernel(SYS_fcntl, plan->channel, F_SETFD, FD_CLOEXEC, 0, 0);
  if (plan->lifeline != -1) {
    // A child of heya's, as this process is, which hears of no end that is not waited for.
    long guard = kernel(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (guard == 0) stand_guard(plan);
    report(plan->channel, -1, guard, -1);
    if (guard < 0) end(1);
    kernel(SYS_close, plan->lifeline, 0, 0, 0, 0);
  }
  long terminal = -1;
  int leads = 0;
  for (uint64_t i = 0; i < plan->step_count; i++) {
    const struct heya_step *step = &plan->steps[i];
    if (is_announced(step->call)) report(plan->channel, (long)i, 0, -1);
    long result = perform(plan, (long)i, &terminal);
    // After a fork the one that knows the child's pid reports it, and is done; the child goes on when
    // heya knows it.
    if (step->call == HEYA_FORK && result == 0) {
      await_word(plan->channel);
      // One in a session of its own leads its own process group too, which ends with it.
      if (leads) start_session();
    }
    if (step->call == HEYA_SESSION) leads = 1;
    int reports = step->call == HEYA_FORK ? result != 0 : !is_announced(step->call) || result < 0;
    int sent = is_sent(step->call) && result >= 0 ? (int)result : -1;
    if (reports) report(plan->channel, (long)i, result, sent);
    if (sent != -1) kernel(SYS_close, sent, 0, 0, 0, 0);
    if (result < 0) end(1);
    if (step->call == HEYA_JOIN && step->b != 0) await_word(plan->channel);
    if (step->call == HEYA_FORK && result != 0) end(0);
    if (step->is_last_use) kernel(SYS_close, step->fd, 0, 0, 0, 0);
  }
  end(0);
}

#pragma clang attribute pop
