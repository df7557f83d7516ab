using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>As <see cref="LocalFactAttribute"/>, for theories.</summary>
[XunitTestCaseDiscoverer("Xunit.Sdk.TheoryDiscoverer", "xunit.execution.{Platform}")]
[AttributeUsage(AttributeTargets.Method)]
public class LocalTheoryAttribute : TheoryAttribute
{
    private string? _skip;

    /// <summary>Why the theory is skipped there; null = it is not.</summary>
    public string? SkipLocal { get; set; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => _skip ?? LocalSkip.ReasonOf(SkipLocal);
        set => _skip = value;
    }
}

internal static class LocalSkip
{
    internal static string? ReasonOf(string? skipLocal) =>
        skipLocal is not null && string.Equals(Environment.GetEnvironmentVariable("XUNIT_SKIP_LOCAL_FACT"), "true", StringComparison.OrdinalIgnoreCase)
            ? skipLocal
            : null;
}
