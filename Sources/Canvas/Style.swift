/// How a cell looks: colours and attributes; the empty style is the terminal's own.
public struct Style: Sendable, Hashable {
  /// The colour of the text; nil for the terminal's own.
  public var foreground: Color?

  /// The colour behind the text; nil for the terminal's own.
  public var background: Color?

  /// Bold, dim and the like.
  public var attributes: Attributes

  /// Creates a style.
  public init(
    _ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours without attributes.
  public static let plain = Style()

  /// This style with `attributes` added.
  public func adding(_ attributes: Attributes) -> Style {
    Style(foreground, on: background, self.attributes.union(attributes))
  }

  /// Attributes that every terminal knows or leaves out without harm.
  public struct Attributes: OptionSet, Sendable, Hashable {
    /// The bits.
    public var rawValue: UInt8

    /// Creates attributes from their bits.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// Stronger than the rest.
    public static let bold = Attributes(rawValue: 1)

    /// Fainter than the rest.
    public static let dim = Attributes(rawValue: 2)

    /// Underlined.
    public static let underline = Attributes(rawValue: 4)

    /// Text and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
  }
}

/// A colour as a terminal knows it, with what stands for it where there are fewer colours.
public struct Color: Sendable, Hashable {
  /// The index in the palette of 256 colours.
  public var indexed: UInt8

  /// The index among the 16 colours of ANSI terminals; with 8 colours the lower three bits.
  public var basic: UInt8

  /// Creates a colour.
  public init(indexed: UInt8, basic: UInt8) {
    self.indexed = indexed
    self.basic = basic
  }
}
