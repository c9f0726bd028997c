internal import Limits

/// How much of what each user made is searched in one look, so that nobody can make it long.
struct SearchLimits: Sendable, Hashable {
  /// How long the mounts of one namespace are read, in seconds of processor time.
  var mountSeconds = ReadLimits.mountSeconds

  /// How long the mounts of all namespaces of a user are read, in seconds of processor time.
  var mountSecondsOfUser = ReadLimits.mountSecondsOfUser

  /// How many descriptors of a user are looked at beyond those of each process that always are.
  var descriptorsOfUser = ReadLimits.descriptorsOfUser

  /// How many threads of a user are looked at beyond those of each process that always are.
  var threadsOfUser = ReadLimits.threadsOfUser

  /// How many bytes of `status` files are read for a user beyond a page for each process.
  var statusOfUser = ReadLimits.statusOfUser
}
