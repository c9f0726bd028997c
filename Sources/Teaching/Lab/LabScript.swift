/// The two shell scripts that a ``Lab`` consists of, beside the shell that the learner's commands
/// go to.
enum LabScript {
  /// The keeper lives outside of the lab and takes it down when its descriptor 3 ends, that is when
  /// heya has left or died; should it die itself, the kernel kills the lab (PR_SET_PDEATHSIG).
  ///
  /// Its first argument is `group` where a control group is wanted: that alone is neither a
  /// namespace nor in one, and must be removed by somebody. The others are those of unshare(1).
  static let keeper = """
    umask 077
    group=
    if [ "$1" = group ]; then
      for top in /sys/fs/cgroup/pids /sys/fs/cgroup; do
        [ -f $top/cgroup.procs ] && mkdir $top/heya-lab-$$ || continue
        if [ -f $top/heya-lab-$$/pids.max ]; then group=$top/heya-lab-$$; break; fi
        rmdir $top/heya-lab-$$
      done
    fi
    shift
    GROUP=$group setpriv --pdeathsig KILL unshare "$@" <&4 >&5 2>&5 3<&- 4<&- 5>&- &
    lab=$!
    exec 4<&- 5>&-
    read -r end <&3
    first=$(cat /proc/$lab/task/$lab/children)
    kill -KILL ${first:-$lab}
    wait $lab
    tries=0
    while [ -d "$group" ] && [ $tries -lt 100 ]; do
      find $group -depth -type d -exec rmdir {} +
      tries=$((tries + 1))
      [ ! -d $group ] || sleep 0.05
    done
    """

  /// The first process of the lab, PID 1 of its PID namespace.
  ///
  /// When it ends, the kernel kills all others. What the lessons write goes to file systems that
  /// only the lab has.
  static let first = """
    mount -t tmpfs lab /tmp && mount -t tmpfs lab /run && cd /tmp && hostname house || exit 1
    [ ! -d /dev/shm ] || mount -t tmpfs lab /dev/shm || exit 1
    if [ -n "$GROUP" ]; then
      mkdir /run/cgroup && mount --bind "$GROUP" /run/cgroup || exit 1
    fi
    unset GROUP
    exec sh -c 'sh; exit'
    """
}
