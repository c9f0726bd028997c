/// The shell script that the first process of a ``Lab`` runs, PID 1 of its PID namespace.
///
/// When that ends, the kernel kills all others. What the lessons write goes to file systems that
/// only the lab has.
enum LabScript {
  /// The script; its argument is the directory of a control group, empty for none.
  static let first = """
    PATH=\(InstalledProgram.searchPath) LC_ALL=C HOME=/tmp TERM=dumb
    export PATH LC_ALL HOME TERM
    umask 077
    mount -t tmpfs lab /tmp && mount -t tmpfs lab /run && cd /tmp && hostname house || exit 1
    [ ! -d /dev/shm ] || mount -t tmpfs lab /dev/shm || exit 1
    if [ -n "$1" ]; then
      mkdir /run/cgroup && mount --bind "$1" /run/cgroup || exit 1
    fi
    exec sh -c 'sh; exit'
    """
}
