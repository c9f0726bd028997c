#include "CLinux.h"

// The C library hands its constructors what the kernel handed it: these are the arguments also where
// no /proc/self/cmdline tells them.
static int count;
static char *const *arguments;

__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

int heya_argument_count(void) { return count; }

const char *heya_argument(int position) { return arguments[position]; }
