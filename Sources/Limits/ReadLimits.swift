/// How much is read of what others made: every bound on bytes, nodes, steps and time stands here.
///
/// Whoever is looked at chooses how long their command line is, how many descriptors they open, and what
/// stands in the files that a runtime is thought to have written. A reader stops at its limit and says so
/// in the notes on what was not seen; what one user may cost a look in all is a ``Budget``.
package enum ReadLimits {
  // MARK: Files of the kernel

  /// A file of `/proc` or `/sys` that has no limit of its own, in bytes.
  ///
  /// `status` has 0.7 MB where a process is in 65,536 groups.
  package static let kernelFile = 4 << 20

  /// What the kernel tells of its types (BTF), in bytes: some 6 MB, more with more drivers built in.
  package static let kernelTypes = 64 << 20

  /// The command line of a process, in bytes; what comes after is cut off.
  package static let commandLine = 128 << 10

  /// What is kept of every command line, in bytes, however many processes a user has.
  package static let shortCommandLine = 1 << 10

  /// What is kept of the command lines of one user beyond ``shortCommandLine``, in bytes.
  package static let commandLinesOfUser = 8 << 20

  /// The same for root, whose services are many.
  package static let commandLinesOfRoot = 32 << 20

  /// How many arguments of a monitor or a shim are looked at.
  package static let arguments = 4096

  /// The environment of a process, in bytes.
  package static let environment = 128 << 10

  /// The list of the mounts of one namespace, in bytes: some 100,000 mounts.
  package static let mountInfo = 16 << 20

  /// How long the mounts of one namespace are read, in seconds of processor time.
  package static let mountSeconds = 0.2

  /// How long the mounts of all namespaces of one user are read in one look, in seconds of processor
  /// time.
  ///
  /// The kernel takes long for each of many mounts at one place.
  package static let mountSecondsOfUser = 0.4

  /// How many descriptors of each process are looked at, however many its user's processes have.
  package static let descriptors = 64

  /// How many descriptors of one user are looked at in one look beyond those.
  package static let descriptorsOfUser = 200_000

  /// How many threads of each process are looked at, however many its user's processes have.
  package static let threads = 64

  /// How many threads of one user are looked at in one look beyond those.
  package static let threadsOfUser = 20_000

  /// How many tasks and how many open files the kernel hands over in one pass, and for how long, in
  /// seconds; where there are more, each process is asked, as far as its user's share goes.
  package static let iteratedTasks = 400_000
  package static let iteratedFiles = 1_000_000
  package static let iteratedSeconds = 1.0

  /// What is read of the `status` files of one user's processes in one look, in bytes beyond a page
  /// for each: they have a number for each group that a process is in.
  package static let statusOfUser = 16 << 20

  /// How many tables of descriptors are searched that threads of one process have apart.
  package static let descriptorTables = 256

  // MARK: What is inside a namespace

  /// A table of the kernel's such as `/proc/net/unix`, in bytes: some 25,000 rows.
  package static let table = 4 << 20

  /// How many mounts, interfaces, addresses and routes are kept.
  package static let rows = 10_000

  /// How many levels a line of a tree is indented.
  package static let treeDepth = 64

  /// How many levels a mount below others is indented.
  package static let mountDepth = 64

  // MARK: Files and answers of runtimes

  /// A text such as `/etc/passwd` or the settings of a daemon, in bytes.
  package static let text = 1 << 20

  /// A file of JSON, in bytes.
  package static let json = 8 << 20

  /// The values in a text of JSON.
  package static let jsonNodes = 200_000

  /// How deep a text of JSON is nested.
  package static let jsonDepth = 128

  /// A database or its log, in bytes.
  package static let database = 32 << 20

  /// A row of a database, in bytes.
  package static let databaseRow = 1 << 20

  /// The columns of a row that are looked at.
  package static let databaseColumns = 64

  /// The answer of an engine, in bytes.
  package static let answer = 8 << 20

  /// The names in a directory.
  package static let names = 4096

  /// The file of a cgroup, or the cgroups of a process, in bytes.
  package static let cgroupFile = 64 << 10

  /// How many containers of one user, and of root, are told apart.
  package static let containersOfUser = 1000
  package static let containersOfRoot = 10_000

  /// One text of a container, such as its image, in bytes.
  package static let containerText = 1 << 10

  /// What is kept of the labels of one user's containers, in bytes.
  package static let labelsOfUser = 4 << 20

  /// What the files of one user's containers may cost one look.
  package static let userBudget = Budget(
    bytes: 16 << 20, nodes: jsonNodes, steps: 500_000, seconds: 0.8)

  /// What the files of root's containers may cost one look: those of a host's engines.
  package static let rootBudget = Budget(
    bytes: 256 << 20, nodes: 20 * jsonNodes, steps: 20_000_000, seconds: 10)

  /// What of the files of runtimes is kept while one look lasts, in values of JSON and in bytes of
  /// databases.
  package static let keptNodes = jsonNodes
  package static let keptDatabases = database

  /// How many readers that hang at places of one user are borne, and at those of all users but root
  /// together.
  package static let lostReadersOfUser = 2
  package static let lostReaders = 64

  /// The settings of a runtime, in bytes.
  package static let settings = 128 << 10

  // MARK: Files that the caller names or heya keeps

  /// A capture, in bytes and in values of JSON: it takes about 4 KiB for each process.
  package static let capture = 1 << 29
  package static let captureNodes = 8_000_000

  /// The arrangement that heya remembers, in bytes.
  package static let state = 1 << 20

  /// What heya is configured with, in bytes.
  package static let configuration = 1 << 20

  /// The names of the lessons that were done, in bytes.
  package static let lessons = 1 << 16
}
