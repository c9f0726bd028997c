/// How much a scan reads of each process.
public enum ScanDetail: Sendable {
  /// All that a process record holds.
  case everything

  /// Only the namespaces; the rest is read for the first member of each namespace alone.
  ///
  /// That is what a list of namespaces shows, for half the price.
  case namespaces
}
