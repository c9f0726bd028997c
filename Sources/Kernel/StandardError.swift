/// The standard error stream.
public enum StandardError {
  /// Writes a line; a stream that is closed swallows it.
  public static func print(_ line: String) {
    // The descriptor is borrowed: nobody here may close it.
    let stream = Descriptor(owning: 2)
    try? stream.write(Array((line + "\n").utf8))
    _ = stream.take()
  }
}
