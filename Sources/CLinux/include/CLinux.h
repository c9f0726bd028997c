// System calls and ioctls that Swift cannot import: those newer than the C library, those with
// variable arguments, and those that are macros.
//
// Each function returns what the system call returns: a value, or -1 with the error in errno.
#ifndef HEYA_CLINUX_H
#define HEYA_CLINUX_H

#include <stddef.h>
#include <stdint.h>

#include "enter.h"
#include "inroot.h"
#include "iterate.h"
#include "file_reader.h"
#include "statistics.h"
#include "terminal.h"
#include "untrusted.h"

// O_PATH of open(2), the same on every architecture that Swift runs on.
#define HEYA_O_PATH 010000000

// openat(2) with O_CLOEXEC added.
int heya_openat(int directory, const char *path, int flags);

// openat(2) with O_CREAT, O_EXCL and O_CLOEXEC, for writing, mode 0600.
int heya_create(int directory, const char *path);

// statx(2) of the file that a link leads to, without asking a remote server, which may never answer:
// the device and the inode.
int heya_file_identity(int directory, const char *path, uint64_t *device, uint64_t *inode);

// getdents64(2): directory entries into `buffer`; the number of bytes, 0 at the end.
long heya_getdents64(int directory, void *buffer, size_t size);

// pidfd_open(2).
int heya_pidfd_open(int pid);

// pidfd_open(2) with PIDFD_THREAD, since Linux 6.9: a thread that need not be a process's main one.
int heya_pidfd_open_thread(int tid);

// kcmp(2) with KCMP_FILES: 0 when two threads share their table of descriptors.
int heya_compare_descriptor_tables(int tid, int other);

// pidfd_getfd(2): a copy of another process's descriptor.
int heya_pidfd_getfd(int pidfd, int descriptor);

// pidfd_send_signal(2) without further information.
int heya_pidfd_send_signal(int pidfd, int signal);

// openat2(2) with RESOLVE_IN_ROOT and RESOLVE_NO_MAGICLINKS: `path` never leaves `root`.
int heya_open_in_root(int root, const char *path, int flags);

// The same with RESOLVE_CACHED: fails with EAGAIN where a file system would have to be asked.
int heya_open_known_in_root(int root, const char *path, int flags);

// ioctl_nsfs(2): NS_GET_USERNS and NS_GET_PARENT return a new descriptor.
int heya_ns_get_userns(int ns);
int heya_ns_get_parent(int ns);
// NS_GET_NSTYPE: the CLONE_NEW* flag of the namespace.
int heya_ns_get_nstype(int ns);
// NS_GET_OWNER_UID.
int heya_ns_get_owner_uid(int ns, uint32_t *uid);
// NS_GET_ID, since Linux 6.18: a 64-bit number that is never reused.
int heya_ns_get_id(int ns, uint64_t *id);

// listns(2), since Linux 6.19: the numbers of namespaces, ascending, that come after the number
// `after`; how many there were, 0 at the end.
long heya_list_namespaces(uint64_t after, uint64_t *numbers, size_t count);

// open_by_handle_at(2) with the handle of a namespace, since Linux 6.18. `kind`, a CLONE_NEW* flag,
// and `inode` may both be 0 since Linux 6.19.
int heya_open_numbered_namespace(uint64_t number, uint32_t kind, uint32_t inode);

// SIOCGSKNS: a descriptor on the network namespace of a socket.
int heya_socket_get_netns(int socket);

// Lets the calling thread leave what it shares with others and join a namespace; what a thread has
// joined ends with it. Not for user namespaces, nor for those that hold for children only.
int heya_join_alone(int ns);

// A mount, attached nowhere, of the POSIX message queues in the caller's ipc namespace.
int heya_mount_message_queues(void);

// TIOCGWINSZ and TIOCSWINSZ.
int heya_get_window_size(int terminal, uint16_t *rows, uint16_t *columns);
int heya_set_window_size(int terminal, uint16_t rows, uint16_t columns);

// The arguments that this process was started with, the name of the program first.
int heya_argument_count(void);
const char *heya_argument(int position);

// capget(2): the effective capabilities of the calling thread, bit n for capability n.
int heya_capabilities(uint64_t *effective);

// PIDFD_GET_*_NAMESPACE, since Linux 6.11: a descriptor on a namespace of the calling process, by
// the CLONE_NEW* flag of its kind.
int heya_own_namespace(uint32_t kind);

// fstatfs(2): whether a directory is one of a proc file system.
int heya_is_proc(int directory);

// The clock that counts how long a process has run; clock_getcpuclockid(3) without its look whether
// there is such a process.
static inline int heya_process_clock(int pid) { return (int)(~(unsigned)pid << 3 | 2); }

// PIDFD_GET_INFO, since Linux 6.13: the effective user id of a process.
int heya_effective_user(int pid, uint32_t *uid);

// Gives the kernel back what was freed (malloc_trim(3)).
void heya_trim_memory(void);

// Gives the kernel back the pages of code, which it keeps in its cache and maps again when they are
// called (MADV_DONTNEED).
void heya_drop_code_pages(void);

// Has every large block of memory given back to the kernel as soon as it is freed (mallopt(3)).
void heya_return_freed_blocks(void);

// prctl(PR_SET_NAME): the name of the calling thread, at most 15 bytes.
int heya_set_thread_name(const char *name);

// Whether a seccomp filter judges this process's system calls; one that forbids to ask is one.
int heya_has_filter(void);

// PR_GET_NO_NEW_PRIVS.
int heya_has_no_new_privs(void);

// The name of an error number such as "EPERM", and the C library's words for it; NULL when unknown.
const char *heya_error_name(int error);
const char *heya_error_words(int error);

// Forks a process that waits until every writing end of `lifeline` is closed, which it returns, or
// until the process has ended whose number was written there (four bytes). Then it kills that
// process, removes the directory `group` with those below it once the kernel lets it, and ends.
// `group` may be NULL. The process id, or -1.
int heya_cleanup_start(const char *group, int *lifeline);

// Removes a directory and those below it; files are left alone, because those of a control group
// cannot be removed.
int heya_remove_directories(const char *path);

// socketpair(2) of stream sockets.
int heya_socket_pair(int *one, int *other);

// SIOCOUTQ: how much of what was written the other end of a UNIX socket has not read yet.
int heya_socket_unread(int socket, int *bytes);

// FIONREAD: how much of what was written to a pipe nobody has read yet.
int heya_pipe_unread(int pipe, int *bytes);

#endif
