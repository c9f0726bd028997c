internal import Namespaces
internal import SystemCalls

/// Finds namespaces by the number that the kernel gives each and never reuses: what it lists itself
/// (listns(2), since Linux 6.19), and those that the caller asks for.
///
/// A number leads to its namespace whatever keeps that alive, be it a descriptor on its way through
/// a unix socket, which nothing else finds.
struct ListnsSearch: ~Copyable {
  /// The kernel's list: the numbers that come after one, ascending, none at the end.
  typealias List = @Sendable (_ last: UInt64) throws(Errno) -> [UInt64]

  private let list: List
  private let wanted: [UInt64]

  /// Whether the kernel has a list; it is asked once.
  private var hasList = true

  /// The numbers that were listed last, and those that the caller asks for.
  private(set) var numbers: [UInt64] = []

  /// How many namespaces are listed that could not be opened.
  private(set) var hidden = 0

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - list: the kernel's list.
  ///   - wanted: numbers that the caller asks for.
  init(list: @escaping List, wanted: [UInt64]) {
    self.list = list
    self.wanted = wanted
  }

  /// Asks the kernel for its list.
  ///
  /// - Returns: whether it is another than it was.
  mutating func refresh() -> Bool {
    var listed: [UInt64] = []
    do {
      while hasList {
        let more = try list(listed.last ?? 0)
        if more.isEmpty { break }
        listed += more
      }
    } catch {
      // The call is unknown before Linux 6.19; a filter of system calls may say EPERM.
      hasList = false
      listed = []
    }
    let old = numbers
    numbers = listed + wanted
    return numbers != old
  }

  /// Opens the namespaces that were not found otherwise.
  ///
  /// - Parameters:
  ///   - known: the numbers of those that were.
  ///   - found: takes each that could be opened.
  mutating func open(
    except known: Set<UInt64>, _ found: (borrowing NamespaceHandle) -> Void
  ) {
    hidden = 0
    for number in numbers where !known.contains(number) {
      do {
        found(try handle(of: number))
      } catch {
        // It may have gone since it was listed, which is normal.
        if error == .notPermitted { hidden += 1 }
      }
    }
  }

  private func handle(of number: UInt64) throws(Errno) -> NamespaceHandle {
    do throws(Errno) {
      return try NamespaceHandle(number: number)
    } catch .staleHandle where wanted.contains(number) {
      return try handle(trying: number)
    }
  }

  /// Tries the kinds and inodes that the namespace may have: Linux 6.18 wants to be told them along
  /// with the number.
  private func handle(trying number: UInt64) throws(Errno) -> NamespaceHandle {
    for inode in Self.inodes {
      for kind in NamespaceKind.allCases {
        do throws(Errno) {
          return try NamespaceHandle(number: number, cloneFlag: kind.cloneFlag, inode: inode)
        } catch .staleHandle {
          continue
        }
      }
    }
    throw .staleHandle
  }

  /// The first inodes after those of the initial namespaces, of which the kernel gives the lowest
  /// that is free; all are tried in a third of a second.
  private static let inodes: Range<UInt32> = 0xF000_0000..<0xF001_0000
}
