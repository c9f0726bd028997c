import TestSupport
import Testing

/// Tests that make targets and enter them, one after the other: some of them count descriptors and
/// children.
@Suite(.serialized, .requiresRoot) struct LiveEntries {}
