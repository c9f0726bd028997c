#define _GNU_SOURCE
#include "CLinux.h"

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// No Swift, no allocation and no lock in here: the process may be broken in any way.

static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
enum { FAULTS = sizeof faults / sizeof *faults };

static struct {
  volatile sig_atomic_t armed;
  int terminal;
  struct termios modes;
  char restore[1024];
  size_t length;
  int log;
  int error;
  struct sigaction former[FAULTS];
} guard;

static void copy(int from, int to) {
  char bytes[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(from, bytes, sizeof bytes, offset)) > 0) {
    offset += count;
    if (write(to, bytes, (size_t)count) < 0) return;
  }
}

static void on_fault(int number) {
  if (guard.armed) {
    guard.armed = 0;
    if (write(guard.terminal, guard.restore, guard.length) < 0) {
      // The terminal is gone; there is nothing to restore.
    }
    tcsetattr(guard.terminal, TCSANOW, &guard.modes);
    if (guard.log >= 0 && guard.error >= 0) copy(guard.log, guard.error);
  }
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(number, &action, NULL);
  raise(number);
}

void heya_crash_guard_arm(int terminal, const char *restore, size_t length, int log, int error) {
  if (guard.armed) return;
  guard.terminal = terminal;
  tcgetattr(terminal, &guard.modes);
  guard.length = length < sizeof guard.restore ? length : sizeof guard.restore;
  memcpy(guard.restore, restore, guard.length);
  guard.log = log;
  guard.error = error;
  heya_crash_guard_thread();
  // SA_NODEFER: the signal that is raised again takes effect at once.
  struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK | SA_NODEFER};
  for (int index = 0; index < FAULTS; index++) {
    sigaction(faults[index], &action, &guard.former[index]);
  }
  guard.armed = 1;
}

void heya_crash_guard_disarm(void) {
  if (!guard.armed) return;
  guard.armed = 0;
  for (int index = 0; index < FAULTS; index++) {
    sigaction(faults[index], &guard.former[index], NULL);
  }
}

void heya_crash_guard_thread(void) {
  static _Thread_local char space[32768];
  stack_t stack = {.ss_sp = space, .ss_size = sizeof space};
  sigaltstack(&stack, NULL);
}
