/// How much a scan reads of each process.
public enum ScanDetail: Sendable {
  /// All that a process record holds.
  case everything

  /// Only the namespaces, and how many threads there are; of the first member of each namespace also
  /// the command line and the effective user.
  ///
  /// That is what a list of namespaces shows, for half the price. What else the records hold was not
  /// read, but for the name of a first member without a command line, which is a kernel thread or a
  /// zombie.
  case namespaces
}
