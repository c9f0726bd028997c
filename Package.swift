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
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of one target.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "heya",
  products: [
    .executable(name: "heya", targets: ["heya"]),
    .library(name: "Namespaces", targets: ["Namespaces"]),
    .library(name: "Scanning", targets: ["Scanning", "Iterating"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CLinux"),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    room("Escaping"),
    room("Limits"),
    room("Kernel", ["CLinux", "Escaping", "Limits"]),
    room("Procfs", ["Escaping"]),
    room("Namespaces", ["Escaping"]),
    room("Accounts", ["Kernel"]),
    room("JSON", ["Escaping", "Limits"]),
    room("Canvas", ["Escaping"]),
    room("Wording", ["Canvas", "Namespaces"]),
    room("TOML", ["Wording"]),
    room("Doors", ["Kernel", "Namespaces"]),
    room("Iterating", ["Kernel", "Procfs", "Namespaces"]),
    room(
      "Scanning",
      ["Kernel", "Limits", "Accounts", "Procfs", "Namespaces", "Doors", "Iterating", "Escaping"]),
    room(
      "Containers", ["Kernel", "Limits", "Accounts", "Procfs", "Namespaces", "JSON", "Escaping"]),
    room(
      "Entering", ["Kernel", "Accounts", "Procfs", "Namespaces", "Doors", "Wording", "Escaping"]),
    room("Contents", ["Kernel", "Limits", "Procfs", "Namespaces", "Doors", "Wording", "Escaping"]),
    room("Reporting", ["Limits", "Procfs", "Namespaces", "JSON", "Canvas", "Wording", "Escaping"]),
    room(
      "Teaching", ["Namespaces", "Kernel", "Entering", "Canvas", "Wording"],
      resources: [.embedInCode("Texts")]),
    room("Explorer", ["Namespaces", "Canvas", "Wording"]),
    room("Settings", ["Explorer", "Namespaces", "Canvas", "Wording", "TOML", "JSON"]),
    room("Curses", ["CNcurses", "Canvas", "Kernel", "Escaping"]),
    .executableTarget(
      name: "heya",
      dependencies: [
        "Kernel", "Limits", "Namespaces", "JSON", "Canvas", "Iterating", "Scanning", "Containers",
        "Entering", "Contents", "Reporting", "Procfs", "Teaching", "Explorer", "Curses", "Wording",
        "Settings", "Escaping",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "CBenchmark"),
    .target(name: "CPseudoTerminal"),
    .executableTarget(
      name: "heya-benchmark",
      dependencies: [
        "CBenchmark", "CPseudoTerminal", "JSON", "Kernel", "heya",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What the tests use: programs that stand in for people and rooms.
    .executableTarget(name: "Lodger", path: "Tests/Lodger"),
    .executableTarget(name: "Adversary", path: "Tests/Adversary"),
    .executableTarget(
      name: "ScreenProbe", dependencies: ["Canvas", "Curses", "Kernel"],
      path: "Tests/ScreenProbe", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Adversary", "CPseudoTerminal", "Kernel", "Lodger"],
      path: "Tests/Support", swiftSettings: strict),

    tests("Escaping", ["Escaping"]),
    tests("Limits", ["Limits"]),
    tests("Kernel", ["CLinux", "Kernel"]),
    tests("Procfs", ["Procfs"]),
    tests("Accounts", ["Accounts", "Kernel"]),
    tests("Namespaces", ["Namespaces"]),
    tests("JSON", ["JSON"]),
    tests("Canvas", ["Canvas"]),
    tests("Iterating", ["Iterating", "Kernel", "Namespaces", "TestSupport"]),
    tests(
      "Scanning", ["Scanning", "Iterating", "Kernel", "Limits", "Namespaces", "TestSupport"]),
    tests("Reporting", ["Escaping", "Reporting", "Namespaces", "JSON", "TestSupport", "Wording"]),
    tests("BruteForce", ["heya", "JSON", "TestSupport"]),
    tests(
      "Contents",
      [
        "Contents", "Kernel", "Namespaces", "Procfs", "Scanning", "JSON", "TestSupport", "Wording",
      ]),
    tests(
      "Containers",
      [
        "Containers", "Kernel", "Limits", "Namespaces", "Scanning", "JSON", "TestSupport", "heya",
      ]),
    tests(
      "Entering",
      [
        "Accounts", "Doors", "Entering", "Kernel", "Namespaces", "Scanning", "TestSupport",
        "Wording",
      ]),
    tests(
      "Teaching",
      [
        "Teaching", "Scanning", "Containers", "Namespaces", "Kernel", "Canvas", "Wording",
        "TestSupport",
      ]),
    tests(
      "Explorer", ["Explorer", "Namespaces", "Canvas", "Curses", "TestSupport", "Wording"],
      exclude: ["Golden"]),
    tests("TOML", ["TOML", "Wording"]),
    tests(
      "Settings", ["Settings", "Explorer", "Namespaces", "Canvas", "JSON", "Wording"]),
    tests(
      "heya",
      [
        "heya", "Explorer", "Iterating", "JSON", "Kernel", "Namespaces", "Reporting", "Scanning",
        "Teaching", "TestSupport", "Wording",
      ]),
    tests("Curses", ["Canvas", "Curses", "Kernel", "ScreenProbe", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
