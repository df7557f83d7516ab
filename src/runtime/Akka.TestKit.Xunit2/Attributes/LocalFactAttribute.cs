using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>
/// A fact that can be left out on machines where it is known to be unreliable: it is skipped where the environment variable
/// <c>XUNIT_SKIP_LOCAL_FACT</c> is <c>true</c> and a reason is given.
/// </summary>
[XunitTestCaseDiscoverer("Xunit.Sdk.FactDiscoverer", "xunit.execution.{Platform}")]
[AttributeUsage(AttributeTargets.Method)]
public class LocalFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Why the fact is skipped there; null = it is not.</summary>
    public string? SkipLocal { get; set; }

    /// <inheritdoc/>
    public override string? Skip
    {
        get => _skip ?? LocalSkip.ReasonOf(SkipLocal);
        set => _skip = value;
    }
}
