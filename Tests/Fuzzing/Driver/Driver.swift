import CFuzzer
import FuzzTargets
import Glibc

/// The target that `HEYA_FUZZ_TARGET` names.
private let chosen: FuzzTarget = {
  let name = unsafe getenv("HEYA_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
  guard let target = FuzzTarget.named(name) else {
    let names = FuzzTarget.all.map(\.name).joined(separator: " ")
    fatalError("HEYA_FUZZ_TARGET is '\(name)'; it can be one of: \(names)")
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
