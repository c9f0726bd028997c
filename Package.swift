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

/// A library target; the arrows between the targets go one way only.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
  resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, resources: resources,
    swiftSettings: strict)
}

/// The program that `Tests/Fuzzing/run` builds; it links with libFuzzer only.
let fuzzer: [Target] =
  Context.environment["HEYA_FUZZ"] == nil
  ? []
  : [
    .target(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
    .executableTarget(
      name: "heya-fuzz", dependencies: ["CFuzzer", "FuzzTargets"], path: "Tests/Fuzzing/Driver",
      swiftSettings: strict),
  ]

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
    .library(name: "Scanning", targets: ["Scanning", "BPFIterators"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CLinux"),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    library("Escaping"),
    library("Limits"),
    library("SystemCalls", ["CLinux", "Escaping", "Limits"]),
    library("Procfs", ["Escaping"]),
    library("Namespaces", ["Escaping"]),
    library("Accounts", ["SystemCalls"]),
    library("JSONCoding", ["Escaping", "Limits"]),
    library("Canvas", ["Escaping"]),
    library(
      "Localization", ["Canvas", "Namespaces", "SystemCalls"], resources: [.embedInCode("ja.po")]),
    library("TOML"),
    library("NamespacePaths", ["SystemCalls", "Namespaces"]),
    library("BPFIterators", ["SystemCalls", "Limits", "Procfs", "Namespaces"]),
    library(
      "Scanning",
      [
        "SystemCalls", "Limits", "Accounts", "Procfs", "Namespaces", "NamespacePaths",
        "BPFIterators", "Escaping",
      ]),
    library(
      "Containers",
      ["SystemCalls", "Limits", "Accounts", "Procfs", "Namespaces", "JSONCoding", "Escaping"]),
    library(
      "Entering",
      [
        "SystemCalls", "Accounts", "BPFIterators", "Procfs", "Namespaces", "NamespacePaths",
        "Localization", "Escaping",
      ]),
    library(
      "Contents",
      [
        "SystemCalls", "Limits", "Procfs", "Namespaces", "NamespacePaths", "Localization",
        "Escaping",
      ]),
    library("Description", ["Namespaces", "JSONCoding", "Canvas", "Localization"]),
    library(
      "Reporting",
      [
        "Limits", "Procfs", "Namespaces", "Description", "JSONCoding", "Canvas", "Localization",
        "Escaping",
      ]),
    library(
      "Teaching", ["Namespaces", "SystemCalls", "Entering", "Canvas", "Localization"],
      resources: [.embedInCode("Texts")]),
    library("Explorer", ["Namespaces", "Description", "Canvas", "Localization"]),
    library(
      "Settings", ["Explorer", "Namespaces", "Canvas", "Localization", "TOML", "JSONCoding"]),
    library("Curses", ["CNcurses", "Canvas", "SystemCalls", "Escaping"]),
    .executableTarget(
      name: "heya",
      dependencies: [
        "SystemCalls", "Limits", "Namespaces", "Description", "JSONCoding", "Canvas",
        "BPFIterators", "Scanning", "Containers",
        "Entering", "Contents", "Reporting", "Procfs", "Teaching", "Explorer", "Curses",
        "Localization",
        "Settings", "Escaping",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "CBenchmark"),
    .target(name: "CPseudoTerminal"),
    .executableTarget(
      name: "heya-benchmark",
      dependencies: [
        "CBenchmark", "CPseudoTerminal", "JSONCoding", "SystemCalls", "heya",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What the tests use: programs that stand in for people and containers.
    .executableTarget(name: "HelperProcess", path: "Tests/HelperProcess"),
    .executableTarget(name: "Adversary", path: "Tests/Adversary"),
    .executableTarget(
      name: "ScreenProbe", dependencies: ["Canvas", "Curses", "SystemCalls"],
      path: "Tests/ScreenProbe", swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: ["Adversary", "CPseudoTerminal", "Namespaces", "SystemCalls", "HelperProcess"],
      path: "Tests/Support", swiftSettings: strict),

    library(
      "FuzzTargets",
      [
        "Canvas", "Containers", "Contents", "Curses", "Description", "Explorer", "JSONCoding",
        "Limits", "Localization", "Namespaces", "Procfs", "Reporting", "Settings", "SystemCalls",
        "Escaping",
      ], path: "Tests/Fuzzing/Targets"),
    tests("Fuzzing", ["FuzzTargets", "JSONCoding", "Reporting", "TestSupport", "heya"]),

    tests("Escaping", ["Escaping"]),
    tests("Limits", ["Limits"]),
    tests("SystemCalls", ["CLinux", "SystemCalls"]),
    tests("Procfs", ["Procfs"]),
    tests("Accounts", ["Accounts", "SystemCalls"]),
    tests("Namespaces", ["Namespaces", "TestSupport"]),
    tests(
      "Description", ["Description", "JSONCoding", "Localization", "Namespaces", "TestSupport"]),
    tests("JSONCoding", ["JSONCoding"]),
    tests("Canvas", ["Canvas"]),
    tests("BPFIterators", ["BPFIterators", "SystemCalls", "Namespaces", "TestSupport"]),
    tests(
      "Scanning",
      ["Scanning", "BPFIterators", "SystemCalls", "Limits", "Namespaces", "TestSupport"]),
    tests(
      "Reporting",
      [
        "Escaping", "Description", "Reporting", "Namespaces", "JSONCoding", "TestSupport",
        "Localization",
      ]),
    tests("BruteForce", ["heya", "JSONCoding", "TestSupport"]),
    tests(
      "Contents",
      [
        "Contents", "SystemCalls", "Namespaces", "Procfs", "Scanning", "JSONCoding", "TestSupport",
        "Localization",
      ]),
    tests(
      "Containers",
      [
        "Containers", "FuzzTargets", "SystemCalls", "Limits", "Namespaces", "Scanning",
        "JSONCoding", "TestSupport", "heya",
      ]),
    tests(
      "Entering",
      [
        "Accounts", "BPFIterators", "NamespacePaths", "Entering", "SystemCalls", "Namespaces",
        "Scanning",
        "TestSupport",
        "Localization",
      ]),
    tests(
      "Teaching",
      [
        "Teaching", "Scanning", "Containers", "Namespaces", "SystemCalls", "Canvas", "Localization",
        "TestSupport",
      ]),
    tests(
      "Explorer",
      ["Explorer", "Description", "Namespaces", "Canvas", "Curses", "TestSupport", "Localization"],
      exclude: ["Golden"]),
    tests("TOML", ["TOML"]),
    tests("Localization", ["Localization", "SystemCalls", "TestSupport"]),
    tests(
      "Settings", ["Settings", "Explorer", "Namespaces", "Canvas", "JSONCoding", "Localization"]),
    tests(
      "heya",
      [
        "heya", "Description", "Explorer", "BPFIterators", "JSONCoding", "SystemCalls",
        "Namespaces", "Reporting",
        "Scanning",
        "Teaching", "TestSupport", "Localization",
      ]),
    tests("Curses", ["Canvas", "Curses", "SystemCalls", "ScreenProbe", "TestSupport"]),
  ] + fuzzer,
  swiftLanguageModes: [.v6]
)
