internal import CLinux
internal import Glibc

/// A bind mount that keeps a namespace alive (namespaces(7), "Namespace lifetime").
package enum BindMount {
  /// Mounts the file at `source` on the file at `path`, which is made when there is none.
  ///
  /// The corresponding C function is `mount` with `MS_BIND`.
  ///
  /// - Throws: EINVAL for a mount namespace on a mount that spreads to others.
  package static func make(of source: String, at path: String) throws(Errno) {
    let file = try call { unsafe heya_make_file(path) }
    _ = close(file)
    _ = try call { unsafe mount(source, path, nil, UInt(MS_BIND), nil) }
  }

  /// Removes the topmost mount at `path`, following no link.
  ///
  /// The corresponding C function is `umount2` with `MNT_DETACH` and `UMOUNT_NOFOLLOW`.
  package static func remove(at path: [CChar]) throws(Errno) {
    _ = try call { unsafe umount2(path, Int32(MNT_DETACH) | Int32(UMOUNT_NOFOLLOW)) }
  }

  /// Removes a file that is no mount point any more.
  ///
  /// The corresponding C function is `unlink`.
  package static func removeFile(at path: [CChar]) throws(Errno) {
    _ = try call { unsafe unlink(path) }
  }

  /// Makes a directory where there is none.
  ///
  /// The corresponding C function is `mkdir`.
  package static func makeDirectory(at path: String) throws(Errno) {
    do throws(Errno) {
      _ = try call { unsafe mkdir(path, 0o755) }
    } catch  where error.rawValue == EEXIST {}
  }
}
