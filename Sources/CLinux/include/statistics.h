// What the kernel counts of the tasks that run: taskstats over netlink(7), and
// Documentation/accounting/taskstats.rst of the kernel.
#ifndef HEYA_STATISTICS_H
#define HEYA_STATISTICS_H

#include <stdint.h>

// What all threads of a process have together.
struct heya_statistics {
  uint64_t run_time; // on a processor in ns, with the threads that ended
  uint64_t slices;   // how often they were given a processor, with those that ended
  uint64_t switches; // how often those that live were taken off it, or left it
};

// The most processes that are asked about at once; their answers fit into what a socket holds.
enum { heya_statistics_batch = 64 };

// TASKSTATS_CMD_GET with TASKSTATS_CMD_ATTR_TGID for up to `heya_statistics_batch` processes; the
// answers bear the numbers from `sequence` on. `errors` holds for each process 0, or the error that
// the kernel answered with, or EAGAIN where it did not answer.
int heya_ask_statistics(int socket, uint16_t family, uint32_t sequence, const int32_t *pids,
                        int32_t count, struct heya_statistics *answers, int32_t *errors);

#endif
