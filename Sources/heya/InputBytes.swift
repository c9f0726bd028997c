internal import Canvas

extension Input {
  /// The bytes that a terminal sends for what somebody typed; empty for what is no typing.
  var typed: [UInt8] {
    switch self {
    case .key(let key): key.typed
    case .paste(let text): Array(text.utf8)
    case .mouse, .resize, .focus, .background: []
    }
  }
}

extension Key {
  fileprivate var typed: [UInt8] {
    switch self {
    case .character(let character): Array(String(character).utf8)
    case .control(let character): (character.asciiValue.map { [$0 & 0x1F] }) ?? []
    case .enter: [0x0D]
    case .tab: [0x09]
    case .backspace: [0x7F]
    case .escape: [0x1B]
    case .up: Array("\u{1B}[A".utf8)
    case .down: Array("\u{1B}[B".utf8)
    case .right: Array("\u{1B}[C".utf8)
    case .left: Array("\u{1B}[D".utf8)
    default: []
    }
  }
}
