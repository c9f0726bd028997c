#define _GNU_SOURCE
#include "CLinux.h"

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// No Swift, no allocation and no lock in here: the process may be broken in any way.

// Faults, and every signal that ends a process and that nobody here waits for (signal(7)).
static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
static const int endings[] = {SIGUSR1, SIGUSR2,   SIGALRM, SIGPIPE,   SIGXCPU, SIGXFSZ,
                              SIGPROF, SIGVTALRM, SIGIO,   SIGSTKFLT, SIGPWR,  SIGSYS};
enum { FAULTS = sizeof faults / sizeof *faults, ENDINGS = sizeof endings / sizeof *endings };
// The first two real-time signals are the C library's own.
enum { FIRST_REAL_TIME = 34, SIGNALS = 65 };

static struct {
  volatile sig_atomic_t armed;
  int terminal;
  struct termios modes;
  char restore[1024];
  size_t length;
  int log;
  int error;
  struct sigaction former[SIGNALS];
} guard;

// What a fault means where memory is limited, and how long that is; 0 where it is not.
static struct {
  char text[512];
  size_t length;
} shortage;

// What a terminal would obey becomes a question mark: any program may have written the text.
static void copy(int from, int to) {
  char bytes[4096];
  off_t offset = 0;
  ssize_t count;
  unsigned char before = 0;
  while ((count = pread(from, bytes, sizeof bytes, offset)) > 0) {
    offset += count;
    for (ssize_t index = 0; index < count; index++) {
      unsigned char byte = (unsigned char)bytes[index];
      int is_control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
      // U+0080 to U+009F in UTF-8.
      int is_c1 = before == 0xC2 && byte < 0xA0;
      if (is_control || is_c1) bytes[index] = '?';
      before = byte;
    }
    if (write(to, bytes, (size_t)count) < 0) return;
  }
}

static int is_fault(int number) {
  for (int index = 0; index < FAULTS; index++) {
    if (faults[index] == number) return 1;
  }
  return 0;
}

static void on_fault(int number) {
  if (guard.armed) {
    guard.armed = 0;
    if (write(guard.terminal, guard.restore, guard.length) < 0) {
      // The terminal is gone; there is nothing to restore.
    }
    tcsetattr(guard.terminal, TCSANOW, &guard.modes);
    if (guard.log >= 0 && guard.error >= 0) {
      dup2(guard.error, STDERR_FILENO);
      if (!shortage.length) copy(guard.log, guard.error);
    }
  }
  if (shortage.length && is_fault(number)) {
    if (write(STDERR_FILENO, shortage.text, shortage.length) < 0) {
      // Nobody hears it.
    }
    _exit(1);
  }
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(number, &action, NULL);
  raise(number);
}

// Has the signal handled, unless the process was told to ignore it.
static void catch(int number) {
  // SA_NODEFER: the signal that is raised again takes effect at once.
  struct sigaction action = {
      .sa_handler = on_fault, .sa_flags = SA_ONSTACK | SA_NODEFER | SA_RESTART};
  sigaction(number, NULL, &guard.former[number]);
  if (guard.former[number].sa_handler != SIG_IGN) sigaction(number, &action, NULL);
}

static void release(int number) { sigaction(number, &guard.former[number], NULL); }

void heya_crash_guard_arm(int terminal, const char *restore, size_t length, int log, int error) {
  if (guard.armed) return;
  guard.terminal = terminal;
  tcgetattr(terminal, &guard.modes);
  guard.length = length < sizeof guard.restore ? length : sizeof guard.restore;
  memcpy(guard.restore, restore, guard.length);
  guard.log = log;
  guard.error = error;
  heya_crash_guard_thread();
  for (int index = 0; index < FAULTS; index++) catch(faults[index]);
  for (int index = 0; index < ENDINGS; index++) catch(endings[index]);
  for (int number = FIRST_REAL_TIME; number < SIGNALS; number++) catch(number);
  guard.armed = 1;
}

void heya_crash_guard_disarm(void) {
  if (!guard.armed) return;
  guard.armed = 0;
  for (int index = 0; index < FAULTS; index++) release(faults[index]);
  for (int index = 0; index < ENDINGS; index++) release(endings[index]);
  for (int number = FIRST_REAL_TIME; number < SIGNALS; number++) release(number);
}

void heya_explain_faults(const char *sentence) {
  shortage.length = strnlen(sentence, sizeof shortage.text);
  memcpy(shortage.text, sentence, shortage.length);
  heya_crash_guard_thread();
  struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK | SA_NODEFER};
  for (int index = 0; index < FAULTS; index++) sigaction(faults[index], &action, NULL);
}

void heya_crash_guard_thread(void) {
  static _Thread_local char space[32768];
  stack_t stack = {.ss_sp = space, .ss_size = sizeof space};
  sigaltstack(&stack, NULL);
}
