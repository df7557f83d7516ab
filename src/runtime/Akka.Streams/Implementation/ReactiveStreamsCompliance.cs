using System.Diagnostics.CodeAnalysis;

namespace Akka.Streams.Implementation;

/// <summary>Rules of Reactive Streams that are checked in several places.</summary>
internal static class ReactiveStreamsCompliance
{
    internal const string ElementMustNotBeNull = "Element must not be null, rule 2.13";

    internal static Exception NullElement => new ArgumentNullException("element", ElementMustNotBeNull);

    internal static Exception NonPositiveDemand =>
        new ArgumentException("number of requested elements must be positive", "n");

    [DoesNotReturn]
    internal static void ThrowNullElement() => throw NullElement;
}
