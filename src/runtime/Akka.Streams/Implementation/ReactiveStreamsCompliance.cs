using System.Diagnostics.CodeAnalysis;
using Akka.Pattern;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>Rules of Reactive Streams that are checked in several places, and what is said when one is broken.</summary>
public static class ReactiveStreamsCompliance
{
    public const string CanNotSubscribeTheSameSubscriberMultipleTimes =
        "can not subscribe the same subscriber multiple times (see reactive-streams specification, rules 1.10 and 2.12)";

    public const string SupportsOnlyASingleSubscriber =
        "only supports one subscriber (which is allowed, see reactive-streams specification, rule 1.12)";

    public const string NumberOfElementsInRequestMustBePositiveMsg =
        "The number of requested elements must be > 0 (see reactive-streams specification, rule 3.9)";

    public const string SubscriberMustNotBeNullMsg = "Subscriber must not be null, rule 1.9";
    public const string ExceptionMustNotBeNullMsg = "Exception must not be null, rule 2.13";
    public const string ElementMustNotBeNullMsg = "Element must not be null, rule 2.13";
    public const string SubscriptionMustNotBeNullMsg = "Subscription must not be null, rule 2.13";

    public static Exception NumberOfElementsInRequestMustBePositiveException => new ArgumentException(NumberOfElementsInRequestMustBePositiveMsg, "n");
    public static Exception CanNotSubscribeTheSameSubscriberMultipleTimesException => new IllegalStateException(CanNotSubscribeTheSameSubscriberMultipleTimes);
    public static Exception SubscriberMustNotBeNullException => new ArgumentNullException("subscriber", SubscriberMustNotBeNullMsg);
    public static Exception ExceptionMustNotBeNullException => new ArgumentNullException("exception", ExceptionMustNotBeNullMsg);
    public static Exception ElementMustNotBeNullException => new ArgumentNullException("element", ElementMustNotBeNullMsg);
    public static Exception SubscriptionMustNotBeNullException => new ArgumentNullException("subscription", SubscriptionMustNotBeNullMsg);

    /// <exception cref="ArgumentNullException">Rule 1.9.</exception>
    public static void RequireNonNullSubscriber<T>([NotNull] ISubscriber<T>? subscriber)
    {
        if (subscriber is null) throw SubscriberMustNotBeNullException;
    }

    /// <exception cref="ArgumentNullException">Rule 2.13.</exception>
    public static void RequireNonNullElement([NotNull] object? element)
    {
        if (element is null) ThrowNullElement();
    }

    [DoesNotReturn]
    internal static void ThrowNullElement() => throw ElementMustNotBeNullException;
}
