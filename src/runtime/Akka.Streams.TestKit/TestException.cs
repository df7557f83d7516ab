namespace Akka.Streams.TestKit;

/// <summary>A failure that a test makes; two with the same message are equal.</summary>
public class TestException : Exception, IEquatable<TestException>
{
    /// <summary>A failure with this message.</summary>
    public TestException(string message) : base(message) { }

    /// <inheritdoc/>
    public bool Equals(TestException? other) => other is not null && Message == other.Message;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TestException);

    /// <inheritdoc/>
    public override int GetHashCode() => Message.GetHashCode(StringComparison.Ordinal);
}
