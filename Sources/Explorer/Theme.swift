import Canvas

/// Colours and attributes by role.
package enum Theme: String, Sendable, CaseIterable {
  case standard = "default"
  case light
  case highContrast = "high-contrast"
  case colorBlind = "color-blind"
  case mono
}
