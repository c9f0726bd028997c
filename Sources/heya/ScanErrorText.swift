internal import Localization
internal import Scanning
internal import SystemCalls

extension ScanError {
  /// One sentence: what, where, and what to do next.
  var words: Text {
    guard let reason else {
      return Text(
        """
        \(root) is no proc file system, it is not mounted: `mount -t proc proc \(root)` does that.
        """)
    }
    return switch reason {
    case .tooManyDescriptors:
      Text(
        """
        cannot read \(root) (\(reason)): heya may have too few files open, `ulimit -n 1024` lets it \
        have more.
        """)
    case .tooManyFiles:
      Text(
        """
        cannot read \(root) (\(reason)): the open files of this host reach /proc/sys/fs/file-max, \
        raise that.
        """)
    default:
      Text(
        """
        cannot read \(root) (\(reason)): heya needs a proc file system there, such as `mount -t \
        proc proc /proc` makes.
        """)
    }
  }
}
