#include "CLinux.h"

#include <stdlib.h>
#include <unistd.h>

// The C library hands its constructors what the kernel handed it: these are the arguments also where
// no /proc/self/cmdline tells them.
static int count;
static char *const *arguments;

__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

// Swift's runtime looks for its own directory by /proc/self/exe, and aborts in a static program where
// there is no such link; named beforehand, the directory is not looked for. Runs before the runtime.
__attribute__((constructor(101))) static void do_without_proc(void) {
  char target;
  if (readlink("/proc/self/exe", &target, 1) == -1) setenv("SWIFT_ROOT", "/usr", 0);
}

int heya_argument_count(void) { return count; }

const char *heya_argument(int position) { return arguments[position]; }
