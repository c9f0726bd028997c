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
    let both = files(on: subject)
    return String(decoding: language == .english ? both.english : both.japanese, as: UTF8.self)
  }

  private typealias Files = (english: [UInt8], japanese: [UInt8])

  private static func files(on subject: Subject) -> Files {
    typealias Texts = PackageResources
    return switch subject {
    case .namespace: (Texts.namespace_en_txt, Texts.namespace_ja_txt)
    case .user: (Texts.user_en_txt, Texts.user_ja_txt)
    case .cgroup: (Texts.cgroup_en_txt, Texts.cgroup_ja_txt)
    case .ipc: (Texts.ipc_en_txt, Texts.ipc_ja_txt)
    case .uts: (Texts.uts_en_txt, Texts.uts_ja_txt)
    case .net: (Texts.net_en_txt, Texts.net_ja_txt)
    case .pid: (Texts.pid_en_txt, Texts.pid_ja_txt)
    case .mnt: (Texts.mnt_en_txt, Texts.mnt_ja_txt)
    case .time: (Texts.time_en_txt, Texts.time_ja_txt)
    case .clone: (Texts.clone_en_txt, Texts.clone_ja_txt)
    case .setns: (Texts.setns_en_txt, Texts.setns_ja_txt)
    case .unshare: (Texts.unshare_en_txt, Texts.unshare_ja_txt)
    case .pins: (Texts.pins_en_txt, Texts.pins_ja_txt)
    case .owner: (Texts.owner_en_txt, Texts.owner_ja_txt)
    case .veth: (Texts.veth_en_txt, Texts.veth_ja_txt)
    case .container: (Texts.container_en_txt, Texts.container_ja_txt)
    }
  }
}
