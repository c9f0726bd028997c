// What heya and its joiner agree on: the program that a child performs, as an image that is mapped
// at a fixed address, so that its pointers hold as they are.
//
// The joiner is an executable of a few kilobytes that knows nothing but this plan.
#ifndef HEYA_JOINER_H
#define HEYA_JOINER_H

#include <stdint.h>

// Where the joiner's code and its plan are mapped, both aligned to the largest page size that there
// is (64 KiB on aarch64). The code comes at HEYA_CODE_OFFSET of the file and of its segment.
#define HEYA_PAGE 0x10000ul
#define HEYA_CODE_ADDRESS 0x10000000ul
#define HEYA_CODE_OFFSET HEYA_PAGE
#define HEYA_PLAN_ADDRESS 0x20000000ul

struct heya_step {
  int32_t call;
  int32_t fd;
  // Whether no later step needs the descriptor.
  int32_t is_last_use;
  int32_t spare;
  uint64_t a, b;
  const char *text, *more;
};

struct heya_plan {
  // The socket to heya, and the one whose end says that heya is gone; -1 where nobody watches.
  int32_t channel, lifeline;
  // What the processes are called (PR_SET_NAME).
  const char *name, *guard_name;
  uint64_t step_count, group_count;
  const struct heya_step *steps;
  const uint32_t *groups;
  // Lists that end with NULL.
  const char *const *executables;
  const char *const *arguments;
  const char *const *environment;
};

// Where the joiner's code begins; it is never called here.
_Noreturn void heya_joiner_start(void);

#endif
