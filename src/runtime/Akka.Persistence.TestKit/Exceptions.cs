namespace Akka.Persistence.TestKit;

/// <summary>The journal of a test failed as it was told: the writer stops, or does not recover.</summary>
public class TestJournalFailureException : Exception
{
    public TestJournalFailureException() { }
    public TestJournalFailureException(string message) : base(message) { }
    public TestJournalFailureException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The journal of a test refused an event as it was told: the writer goes on.</summary>
public class TestJournalRejectionException : Exception
{
    public TestJournalRejectionException() { }
    public TestJournalRejectionException(string message) : base(message) { }
    public TestJournalRejectionException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The snapshot store of a test failed as it was told.</summary>
public class TestSnapshotStoreFailureException : Exception
{
    public TestSnapshotStoreFailureException() { }
    public TestSnapshotStoreFailureException(string message) : base(message) { }
    public TestSnapshotStoreFailureException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The connection to a store of a test failed as it was told.</summary>
public class TestConnectionException : Exception
{
    public TestConnectionException() { }
    public TestConnectionException(string message) : base(message) { }
    public TestConnectionException(string message, Exception inner) : base(message, inner) { }
}
