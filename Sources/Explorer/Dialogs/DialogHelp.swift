import Localization

extension State.Overlay {
  /// What there is to be known about a dialog, a sentence or two a paragraph; empty for what needs
  /// no explanation.
  var help: [Text] {
    switch self {
    case .plan(let dialog):
      switch dialog.request {
      case .entry: Self.entryHelp
      case .newNamespaces: Self.newNamespacesHelp
      }
    case .signal: Self.signalHelp
    case .unpin: Self.unpinHelp
    case .compare: Self.compareHelp
    case .lessons: Self.lessonsHelp
    case .write: Self.writeHelp
    case .welcome, .help, .page, .lineHelp: []
    }
  }

  /// Whether letters are text in it now.
  var isTyping: Bool { if case .plan(let dialog) = self { dialog.typed != nil } else { false } }

  private static let entryHelp = [
    Text(
      """
      Enter starts a shell in the target, on a terminal of its own. Nothing has happened before \
      that: what is shown is the plan, step by step, as it would be carried out.
      """),
    Text(
      """
      Space on a kind joins it or leaves it out. What is left out stays yours: without mnt you \
      keep your own files, without net your own network.
      """),
    Text(
      """
      “as” says who you are in there: the target's root, the same as the target with its groups \
      and limits, or any user of the target, by name or number.
      """),
    Text(
      """
      The cgroup choice has your shell counted, and limited, as the target's processes are. The \
      host's tools are for targets without a shell: you keep the host's files.
      """),
    Text(
      """
      A program out of the target's own files gets no more rights than the target has, unless you \
      have it keep yours; a program of the host's keeps yours. A namespace is joined alone, unless \
      you have it bring all those of its first process.
      """),
    Text("A plan that cannot work says why in its place, and what would help."),
  ]

  private static let newNamespacesHelp = [
    Text(
      """
      Enter makes new namespaces and starts a shell or your command in them. They last as long as \
      anybody is in them; heya new --pin keeps one for longer.
      """),
    Text(
      """
      Space on a kind makes it anew or leaves it as it is. “ids” says whom they know: the host's \
      users, only yourself as root, or also the ids that /etc/subuid gives you; the last two need \
      no root.
      """),
    Text("“command” is what runs inside, as typed at a shell; empty for a shell."),
  ]

  private static let signalHelp = [
    Text(
      """
      A signal asks a process for something, or ends it: SIGTERM asks it to end, SIGKILL ends it \
      without asking, SIGSTOP halts it until SIGCONT.
      """),
    Text(
      """
      It goes to those who are named here and to nobody else: if one of them ends meanwhile and \
      another process gets its number, that one is left alone. PID 1 and heya itself never get \
      one.
      """),
    Text("To end the first process of a pid namespace ends all that live in there."),
  ]

  private static let unpinHelp = [
    Text(
      """
      A pin is a bind mount of a namespace on a file, as ip netns add makes one: it keeps the \
      namespace alive although nobody lives in it.
      """),
    Text(
      """
      Enter unmounts it, and removes the file where that is below /run/netns. Processes inside \
      stay, and keep it alive for as long as they run.
      """),
  ]

  private static let compareHelp = [
    Text(
      """
      Two objects side by side. In a namespace that both share they see and do the same; where the \
      numbers differ there is a wall between them.
      """),
    Text(
      """
      Below stands what differs inside the namespaces that they do not share: mounts, interfaces, \
      maps, the host name. A line means that this side has nothing there.
      """),
    Text("heya compare A B tells the same on the command line."),
  ]

  private static let lessonsHelp = [
    Text(
      """
      Each lesson makes real namespaces on this host, shows what the kernel does with them, and \
      removes everything at its end. A tick marks those that were taken.
      """),
    Text("They build on each other; the first that is not taken yet is chosen."),
  ]

  private static let writeHelp = [
    Text(
      """
      What is chosen goes to a new file in the directory in which heya was started; no file is \
      ever overwritten. Text is what you see, whole; JSON has the format heya/1, as heya show \
      --json has.
      """),
    Text("JSON lines have a change a line, for jq and the like."),
  ]
}

extension State {
  /// What explains the dialog that is shown.
  func overlayHelpLines(width: Int) -> [[Segment]] {
    let paragraphs = overlay?.help ?? []
    return paragraphs.enumerated().flatMap { number, words in
      (number == 0 ? [] : [[]]) + wrapped(words[options.language], .text, width: width)
    }
  }
}

extension Text {
  static func aboutDialog(_ title: String) -> Text { Text("Help: \(title)") }
}
