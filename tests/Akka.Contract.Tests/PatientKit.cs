namespace Akka.Contract.Tests;

/// <summary>How long a test kit waits for what has to come before it says that it did not: long, since a busy machine is no fault of what is tested.</summary>
internal static class PatientKit
{
    /// <summary>For the configuration of a system under test.</summary>
    public const string Hocon = "\nakka.test { single-expect-default = 30s, default-timeout = 30s, filter-leeway = 30s }\n";
}
