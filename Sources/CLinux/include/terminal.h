// Signals, programs and crashes of a process that owns a terminal.
//
// Where a function says nothing else, it returns what the system call returns: a value, or -1 with
// the error in errno.
#ifndef HEYA_TERMINAL_H
#define HEYA_TERMINAL_H

#include <stddef.h>
#include <stdint.h>

// signalfd(2) on `signals`, which the calling thread blocks from now on. An ending signal that the
// parent told the process to ignore (nohup(1)) stays ignored.
int heya_signal_descriptor(const int *signals, size_t count);

// Blocks every signal in the calling thread but those that a fault of its own raises; `old`, 128
// bytes, is for heya_restore_signals.
void heya_block_signals(void *old);
void heya_restore_signals(const void *old);

// Ends the process by the default action of `signal`, so that its parent sees the true cause.
void heya_die_by(int signal);

// Stops the process as Ctrl-Z does and returns when it is continued. Returns at once where nobody
// could continue it (an orphaned process group).
void heya_stop(void);

// eventfd(2), not blocking.
int heya_event_descriptor(void);

// memfd_create(2).
int heya_memory_file(const char *name);

// Whether a child has stopped (1) or gone on (2) since the last time, without blocking (waitid(2)); 0
// for neither.
int heya_child_change(int pid);

// After this call a fault (SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE), and any other signal
// that ends a process and is not among those of heya_signal_descriptor, gives the terminal back
// before the process dies of the same signal: it writes `restore`, sets the modes that
// `terminal` has at the time of this call, and copies the file `log` to `error` (either may be -1).
void heya_crash_guard_arm(int terminal, const char *restore, size_t length, int log, int error);
// Those signals act as they did before.
void heya_crash_guard_disarm(void);
// After this call a fault ends the process with status 1 and this sentence on standard error, at
// most 512 bytes: for a process whose memory is limited so that a fault means a lack of it.
void heya_explain_faults(const char *sentence);
// Gives the calling thread a stack for fault handlers, for when its own is used up.
void heya_crash_guard_thread(void);

#endif
