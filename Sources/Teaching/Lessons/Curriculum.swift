/// All lessons, in the order in which a newcomer takes them.
public enum Curriculum {
  /// The lessons.
  public static let lessons: [Lesson] = [
    .first, .uts, .pid, .mnt, .user, .net, .ipc, .cgroup, .time, .calls, .rootless, .lifetime,
    .veth, .container, .noShell, .escape,
  ]

  /// The lesson with this name; nil when there is none.
  public static func lesson(_ id: String) -> Lesson? {
    lessons.first { $0.id == id }
  }
}
