#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static int is_ending(int signal) {
  return signal != SIGCHLD && signal != SIGCONT && signal != SIGTSTP && signal != SIGWINCH;
}

int heya_signal_descriptor(const int *signals, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t index = 0; index < count; index++) {
    // A blocked signal is queued even when it is ignored, so such a one must not be in the set.
    if (is_ending(signals[index]) && is_ignored(signals[index])) continue;
    sigaddset(&set, signals[index]);
  }
  int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor == -1) return -1;
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  return descriptor;
}

void heya_block_signals(void *old) {
  _Static_assert(sizeof(sigset_t) == 128, "the caller's space for a signal set");
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
  sigset_t set;
  sigfillset(&set);
  for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) {
    sigdelset(&set, faults[index]);
  }
  pthread_sigmask(SIG_SETMASK, &set, old);
}

void heya_restore_signals(const void *old) { pthread_sigmask(SIG_SETMASK, old, NULL); }

// Lets `signal` act once as it does by default.
static void act_by_default(int number) {
  struct sigaction action = {.sa_handler = SIG_DFL}, former;
  sigset_t set, mask;
  sigemptyset(&set);
  sigaddset(&set, number);
  sigaction(number, &action, &former);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, &mask);
  // Here the process is dead or stopped; when continued, it goes on.
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(number, &former, NULL);
}

void heya_die_by(int signal) {
  act_by_default(signal);
  _exit(128 + signal);
}

void heya_stop(void) { act_by_default(SIGTSTP); }

int heya_event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int heya_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int heya_child_change(int pid) {
  siginfo_t info = {.si_pid = 0};
  if (waitid(P_PID, (id_t)pid, &info, WSTOPPED | WCONTINUED | WNOHANG | __WALL) == -1) return 0;
  if (info.si_pid == 0) return 0;
  return info.si_code == CLD_CONTINUED ? 2 : 1;
}
