package func concurrently<R: Sendable>(count: Int, _ body: @Sendable (Int) -> R) -> [R] { (0..<count).map(body) }
