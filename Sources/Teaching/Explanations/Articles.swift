internal import Localization

/// The texts that are built into the program, one file per subject and language in `Texts`.
enum Articles {
  /// The text on `subject` in `language`.
  static func article(on subject: Subject, in language: Language) -> Article {
    do {
      return try Article(parsing: text(on: subject, in: language))
    } catch {
      // The texts are part of the program; a test reads every one of them.
      preconditionFailure("\(subject).\(language.rawValue).txt: \(error)")
    }
  }

  /// The text on `subject` as it stands in its file.
  static func text(on subject: Subject, in language: Language) -> String {
    let files = files(on: subject)
    return String(decoding: files[language] ?? files[.english] ?? [], as: UTF8.self)
  }

  private static func files(on subject: Subject) -> [Language: [UInt8]] {
    typealias Texts = PackageResources
    return switch subject {
    case .namespace: [.english: Texts.namespace_en_txt, .japanese: Texts.namespace_ja_txt]
    case .user: [.english: Texts.user_en_txt, .japanese: Texts.user_ja_txt]
    case .cgroup: [.english: Texts.cgroup_en_txt, .japanese: Texts.cgroup_ja_txt]
    case .ipc: [.english: Texts.ipc_en_txt, .japanese: Texts.ipc_ja_txt]
    case .uts: [.english: Texts.uts_en_txt, .japanese: Texts.uts_ja_txt]
    case .net: [.english: Texts.net_en_txt, .japanese: Texts.net_ja_txt]
    case .pid: [.english: Texts.pid_en_txt, .japanese: Texts.pid_ja_txt]
    case .mnt: [.english: Texts.mnt_en_txt, .japanese: Texts.mnt_ja_txt]
    case .time: [.english: Texts.time_en_txt, .japanese: Texts.time_ja_txt]
    case .clone: [.english: Texts.clone_en_txt, .japanese: Texts.clone_ja_txt]
    case .setns: [.english: Texts.setns_en_txt, .japanese: Texts.setns_ja_txt]
    case .unshare: [.english: Texts.unshare_en_txt, .japanese: Texts.unshare_ja_txt]
    case .pins: [.english: Texts.pins_en_txt, .japanese: Texts.pins_ja_txt]
    case .owner: [.english: Texts.owner_en_txt, .japanese: Texts.owner_ja_txt]
    case .veth: [.english: Texts.veth_en_txt, .japanese: Texts.veth_ja_txt]
    case .container: [.english: Texts.container_en_txt, .japanese: Texts.container_ja_txt]
    }
  }
}
