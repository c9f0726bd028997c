import Testing

@Suite struct LookTests {
  @Test func look() {
    for (c, r) in [(80, 24), (120, 40)] {
      var screen = Screen(.server(), c, r)
      for key in "12367" {
        screen.type(String(key))
        print(screen.text)
        print(String(repeating: "=", count: c))
      }
    }
  }
}
