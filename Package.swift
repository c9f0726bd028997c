// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target; warnings are errors in CI.
let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A library target of the house; the arrows between the targets go one way only.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "heya",
  products: [
    .executable(name: "heya", targets: ["heya"]),
    .library(name: "Namespaces", targets: ["Namespaces"]),
    .library(name: "Scanning", targets: ["Scanning"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CLinux"),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    room("Kernel", ["CLinux"]),
    room("Procfs"),
    room("Namespaces"),
    room("JSON"),
    room("Reporting", ["Namespaces", "JSON", "Canvas"]),
    room("Scanning", ["Kernel", "Procfs", "Namespaces"]),
    room("Entering", ["Kernel", "Procfs", "Namespaces", "CLinux"]),
    room("Contents", ["Kernel", "Procfs", "Namespaces", "Entering"]),
    room("Canvas"),
    room("Explorer", ["Namespaces", "Canvas"]),
    room("Curses", ["CNcurses", "Canvas", "Kernel"]),
    .executableTarget(
      name: "heya",
      dependencies: [
        "Namespaces", "Scanning", "Reporting", "JSON", "Entering", "Canvas", "Explorer", "Curses", "Kernel",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    tests("JSON", ["JSON"]),
    .executableTarget(
      name: "ScreenProbe", dependencies: ["Canvas", "Curses", "Kernel"],
      path: "Tests/ScreenProbe", swiftSettings: strict),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    tests("Curses", ["Canvas", "CPseudoTerminal", "Curses", "Kernel", "ScreenProbe"]),
    tests("Kernel", ["Kernel"]),
    tests("Canvas", ["Canvas"]),
    tests("Explorer", ["Explorer", "Namespaces", "Canvas"]),
  ],
  swiftLanguageModes: [.v6]
)
