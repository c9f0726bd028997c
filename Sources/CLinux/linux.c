#define _GNU_SOURCE
#include "CLinux.h"
#include "enter.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/capability.h>
#include <linux/kcmp.h>
#include <linux/magic.h>
#include <linux/openat2.h>

#define NSFS 0xb7
#define HEYA_NS_GET_USERNS _IO(NSFS, 0x1)
#define HEYA_NS_GET_PARENT _IO(NSFS, 0x2)
#define HEYA_NS_GET_NSTYPE _IO(NSFS, 0x3)
#define HEYA_NS_GET_OWNER_UID _IO(NSFS, 0x4)
#define HEYA_NS_GET_ID _IOR(NSFS, 13, uint64_t)
#define HEYA_SIOCGSKNS 0x894c

// Whether a call failed because a kernel does not know it or a filter does not want it (seccomp(2)):
// none that this is asked about gives EPERM by itself.
static int is_refused(void) { return errno == ENOSYS || errno == EPERM; }

int heya_openat(int directory, const char *path, int flags) {
  return openat(directory, path, flags | O_CLOEXEC);
}

int heya_create(int directory, const char *path) {
  return openat(directory, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

int heya_file_identity(int directory, const char *path, uint64_t *device, uint64_t *inode) {
  struct statx status;
  // The C library would take ENOSYS for a reason to try otherwise, and then not know the flag.
  if (syscall(SYS_statx, directory, path, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_INO,
              &status) == -1) {
    struct stat older;
    if (!is_refused() || fstatat(directory, path, &older, AT_NO_AUTOMOUNT) == -1) return -1;
    *device = older.st_dev;
    *inode = older.st_ino;
    return 0;
  }
  *device = makedev(status.stx_dev_major, status.stx_dev_minor);
  *inode = status.stx_ino;
  return 0;
}

int heya_is_proc(int directory) {
  struct statfs status;
  if (fstatfs(directory, &status) == -1) return -1;
  return status.f_type == PROC_SUPER_MAGIC;
}

int heya_capabilities(uint64_t *effective) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {{0}};
  if (syscall(SYS_capget, &header, sets) == -1) return -1;
  *effective = sets[0].effective | (uint64_t)sets[1].effective << 32;
  return 0;
}

int heya_own_namespace(uint32_t kind) {
  // The numbers of linux/pidfd.h, which the C library's headers may not have yet.
  static const struct {
    uint32_t kind;
    int number;
  } requests[] = {{CLONE_NEWCGROUP, 1}, {CLONE_NEWIPC, 2},  {CLONE_NEWNS, 3},   {CLONE_NEWNET, 4},
                  {CLONE_NEWPID, 5},    {CLONE_NEWTIME, 7}, {CLONE_NEWUSER, 9}, {CLONE_NEWUTS, 10}};
  int self = heya_pidfd_open(getpid());
  if (self == -1) return -1;
  int result = -1, error = EINVAL;
  for (size_t index = 0; index < sizeof requests / sizeof *requests; index++) {
    if (requests[index].kind != kind) continue;
    result = ioctl(self, _IO(0xff, requests[index].number), 0);
    error = errno;
  }
  close(self);
  errno = error;
  return result;
}

long heya_getdents64(int directory, void *buffer, size_t size) {
  return syscall(SYS_getdents64, directory, buffer, size);
}

int heya_pidfd_open(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int heya_pidfd_open_thread(int tid) {
  enum { thread = O_EXCL };  // PIDFD_THREAD
  return (int)syscall(SYS_pidfd_open, tid, thread);
}

int heya_compare_descriptor_tables(int tid, int other) {
  return (int)syscall(SYS_kcmp, tid, other, KCMP_FILES, 0, 0);
}

int heya_pidfd_getfd(int pidfd, int descriptor) {
  return (int)syscall(SYS_pidfd_getfd, pidfd, descriptor, 0);
}

int heya_pidfd_send_signal(int pidfd, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

// struct pidfd_info as Linux 6.13 had it; later kernels fill as much as they are given.
struct process_info {
  uint64_t mask;
  uint64_t cgroup;
  uint32_t pid, tgid, ppid, ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid;
  int32_t exit_code;
};

int heya_effective_user(int pid, uint32_t *uid) {
  enum { credentials = 2 };
  struct process_info info = {.mask = credentials};
  int handle = heya_pidfd_open(pid);
  if (handle == -1) return -1;
  int result = ioctl(handle, _IOWR(0xff, 11, struct process_info), &info);
  int error = errno;
  close(handle);
  errno = result == 0 ? ENODATA : error;
  if (result == -1 || (info.mask & credentials) == 0) return -1;
  *uid = info.euid;
  return 0;
}

static int open_below(int root, const char *path, int flags, uint64_t resolve) {
  struct open_how how = {
      .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
      .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | resolve,
  };
  return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

int heya_open_in_root(int root, const char *path, int flags) {
  int file = open_below(root, path, flags, 0);
  if (file != -1 || !is_refused()) return file;
  return heya_walk_in_root(root, path, flags);
}

int heya_open_known_in_root(int root, const char *path, int flags) {
  int file = open_below(root, path, flags, RESOLVE_CACHED);
  // Without the call nobody knows whether a file system would be asked.
  if (file == -1 && is_refused()) errno = EAGAIN;
  return file;
}

int heya_ns_get_userns(int ns) { return ioctl(ns, HEYA_NS_GET_USERNS); }

int heya_ns_get_parent(int ns) { return ioctl(ns, HEYA_NS_GET_PARENT); }

int heya_ns_get_nstype(int ns) { return ioctl(ns, HEYA_NS_GET_NSTYPE); }

int heya_ns_get_owner_uid(int ns, uint32_t *uid) { return ioctl(ns, HEYA_NS_GET_OWNER_UID, uid); }

int heya_ns_get_id(int ns, uint64_t *id) { return ioctl(ns, HEYA_NS_GET_ID, id); }

// struct ns_id_req of linux/nsfs.h.
struct list_request {
  uint32_t size, spare;
  uint64_t after;
  uint32_t kinds, spare2;
  uint64_t owner;
};

long heya_list_namespaces(uint64_t after, uint64_t *numbers, size_t count) {
  enum { listns = 470 };
  struct list_request request = {.size = sizeof request, .after = after};
  return syscall(listns, &request, numbers, count, 0);
}

int heya_open_numbered_namespace(uint64_t number, uint32_t kind, uint32_t inode) {
  enum { nsfs_root = -10003, nsfs_type = 0xf1 };  // FD_NSFS_ROOT, FILEID_NSFS
  // struct file_handle, and in it struct nsfs_file_handle of linux/nsfs.h.
  struct {
    uint32_t size;
    int32_t type;
    uint64_t number;
    uint32_t kind, inode;
  } handle = {16, nsfs_type, number, kind, inode};
  return (int)syscall(SYS_open_by_handle_at, nsfs_root, &handle, O_RDONLY | O_CLOEXEC);
}

int heya_socket_get_netns(int socket) { return ioctl(socket, HEYA_SIOCGSKNS); }

int heya_get_window_size(int terminal, uint16_t *rows, uint16_t *columns) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) == -1) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

int heya_set_window_size(int terminal, uint16_t rows, uint16_t columns) {
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}

int heya_set_thread_name(const char *name) { return prctl(PR_SET_NAME, name); }

int heya_has_filter(void) {
  int mode = prctl(PR_GET_SECCOMP);
  // A kernel without seccomp says EINVAL.
  return mode > 0 || (mode == -1 && errno != EINVAL);
}

int heya_has_no_new_privs(void) { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); }

const char *heya_error_name(int error) { return strerrorname_np(error); }

const char *heya_error_words(int error) { return strerrordesc_np(error); }

int heya_is_child(int pid) {
  siginfo_t info;
  return pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;
}

int heya_make_file(const char *path) {
  return open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0444);
}

int heya_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) == -1) return -1;
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}
