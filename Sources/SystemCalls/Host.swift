internal import CLinux
internal import Glibc

/// What the kernel says of the host and of the calling process.
public enum Host {
  /// The host's name (uname(2)).
  public static var name: String { field { $0.nodename } }

  /// The host's NIS domain, `(none)` where it has none (uname(2)).
  public static var domainName: String { field { $0.__domainname } }

  /// The kernel's release, such as `6.18.44` (uname(2)).
  public static var kernelRelease: String { field { $0.release } }

  /// Seconds after the Unix epoch.
  public static var now: Double { seconds(of: CLOCK_REALTIME) }

  /// Seconds after boot, sleep included.
  public static var uptime: Double { seconds(of: CLOCK_BOOTTIME) }

  /// Seconds that local time is ahead of UTC now (localtime(3)).
  public static var utcOffset: Double {
    var moment = time(nil)
    var local = unsafe tm()
    guard unsafe localtime_r(&moment, &local) != nil else { return 0 }
    return unsafe Double(local.tm_gmtoff)
  }

  /// Seconds on a clock that never jumps.
  public static var monotonic: Double { seconds(of: CLOCK_MONOTONIC) }

  /// Seconds that processors worked for the calling thread.
  package static var threadTime: Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

  /// The bytes of a page of memory.
  public static var pageSize: Int { sysconf(Int32(_SC_PAGESIZE)) }

  /// The processors that are online.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The calling process.
  public static var processID: Int32 { getpid() }

  /// The effective user id of the calling process.
  public static var userID: UInt32 { geteuid() }

  /// The effective group id of the calling process.
  public static var groupID: UInt32 { getegid() }

  /// The effective capabilities of the calling thread, bit n for capability number n (capget(2)).
  package static var capabilities: UInt64 {
    var effective: UInt64 = 0
    return unsafe heya_capabilities(&effective) == 0 ? effective : 0
  }

  private static func field<Field>(_ get: (utsname) -> Field) -> String {
    var names = utsname()
    guard unsafe uname(&names) == 0 else { return "?" }
    let value = get(names)
    return unsafe withUnsafeBytes(of: value) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The session of a process (getsid(2)), by the number of the process that began it, 0 where that
  /// one is in a pid namespace above; nil when there is no such process.
  package static func session(of pid: Int32) -> Int32? {
    let session = getsid(pid)
    return session == -1 ? nil : session
  }

  /// The cgroups of a process, as `/proc/PID/cgroup` tells them (cgroups(7)); empty when it is
  /// gone.
  package static func cgroups(of pid: Int32) -> String {
    let text = try? Descriptor.open("/proc/\(pid)/cgroup").contents()
    return String(decoding: text ?? [], as: UTF8.self)
  }
}
