namespace Akka.Streams.TestKit;

/// <summary>Steps on a subscriber probe, gathered and then run one after another.</summary>
public sealed class SubscriberFluentBuilder<T>
{
    private readonly TestSubscriber.ManualProbe<T> _probe;
    private readonly List<Func<CancellationToken, Task>> _steps = [];

    internal SubscriberFluentBuilder(TestSubscriber.ManualProbe<T> probe) => _probe = probe;

    /// <summary>The probe.</summary>
    public TestSubscriber.ManualProbe<T> Probe => _probe;

    /// <summary>Only a probe that waits for its subscription by itself can demand.</summary>
    private TestSubscriber.Probe<T> Demanding =>
        _probe as TestSubscriber.Probe<T> ?? throw new InvalidOperationException("This step needs a TestSubscriber.Probe, not a ManualProbe");

    /// <summary>Runs the steps.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken = default)
    {
        foreach (var step in _steps) await step(cancellationToken);
    }

    /// <summary>Waits for the subscription.</summary>
    public SubscriberFluentBuilder<T> EnsureSubscription() => Then(token => Demanding.EnsureSubscriptionAsync(token));

    /// <summary>Waits for the subscription.</summary>
    public SubscriberFluentBuilder<T> ExpectSubscription() => Then(token => _probe.ExpectSubscriptionAsync(token));

    /// <summary>Demands elements.</summary>
    public SubscriberFluentBuilder<T> Request(long n) => Then(token => Demanding.RequestAsync(n, token));

    /// <summary>Demands an element and waits for this one.</summary>
    public SubscriberFluentBuilder<T> RequestNext(T element) => Then(token => Demanding.RequestNextAsync(element, token));

    /// <summary>Waits for this element.</summary>
    public SubscriberFluentBuilder<T> ExpectNext(T element) => Then(token => _probe.ExpectNextAsync(element, token));

    /// <summary>Waits for this element, for so long.</summary>
    public SubscriberFluentBuilder<T> ExpectNext(T element, TimeSpan timeout) => Then(token => _probe.ExpectNextAsync(element, timeout, token));

    /// <summary>Waits for these elements, in order.</summary>
    public SubscriberFluentBuilder<T> ExpectNext(params T[] elements) => ExpectNextN(elements);

    /// <summary>Waits for these elements, in order.</summary>
    public SubscriberFluentBuilder<T> ExpectNextN(IEnumerable<T> all) => Then(token => _probe.ExpectNextNAsync(all, token));

    /// <summary>Waits for so many elements.</summary>
    public SubscriberFluentBuilder<T> ExpectNextN(long n) => Then(async token =>
    {
        for (long i = 0; i < n; i++) await _probe.ExpectNextAsync(token);
    });

    /// <summary>Waits for these elements, in any order.</summary>
    public SubscriberFluentBuilder<T> ExpectNextUnordered(params T[] elements) => ExpectNextUnorderedN(elements);

    /// <summary>Waits for these elements, in any order.</summary>
    public SubscriberFluentBuilder<T> ExpectNextUnorderedN(IEnumerable<T> all) => Then(token => _probe.ExpectNextUnorderedNAsync(all, token));

    /// <summary>Waits for the completion.</summary>
    public SubscriberFluentBuilder<T> ExpectComplete() => Then(token => _probe.ExpectCompleteAsync(token));

    /// <summary>Waits for the subscription and the completion.</summary>
    public SubscriberFluentBuilder<T> ExpectSubscriptionAndComplete(bool signalDemand = true) =>
        Then(token => _probe.ExpectSubscriptionAndCompleteAsync(signalDemand, token));

    /// <summary>Expects that nothing happens.</summary>
    public SubscriberFluentBuilder<T> ExpectNoMsg() => Then(token => _probe.ExpectNoMsgAsync(token));

    /// <summary>Expects that nothing happens for so long.</summary>
    public SubscriberFluentBuilder<T> ExpectNoMsg(TimeSpan remaining) => Then(token => _probe.ExpectNoMsgAsync(remaining, token));

    /// <summary>Cancels.</summary>
    public SubscriberFluentBuilder<T> Cancel() => Then(token => Demanding.CancelAsync(token));

    /// <summary>Waits for the failure.</summary>
    public SubscriberFluentBuilder<T> ExpectError() => Then(token => _probe.ExpectErrorAsync(token));

    /// <summary>Waits for the subscription and the failure.</summary>
    public SubscriberFluentBuilder<T> ExpectSubscriptionAndError(bool signalDemand = true) => Then(token => _probe.ExpectSubscriptionAndErrorAsync(signalDemand, token));

    /// <summary>Waits for the failure, before or behind the subscription.</summary>
    public SubscriberFluentBuilder<T> ExpectErrorOrSubscriptionFollowedByError(bool signalDemand = true) =>
        Then(token => _probe.ExpectErrorOrSubscriptionFollowedByErrorAsync(signalDemand, token));

    /// <summary>Waits for an element that matches.</summary>
    public SubscriberFluentBuilder<T> MatchNext<TOther>(Predicate<TOther> predicate) => Then(token => _probe.MatchNextAsync(predicate, token));

    /// <summary>Waits for this element, or for this failure.</summary>
    public SubscriberFluentBuilder<T> ExpectNextOrError(T element, Exception cause) => Then(token => _probe.ExpectNextOrErrorAsync(element, cause, token));

    /// <summary>Waits for this element, or for the completion.</summary>
    public SubscriberFluentBuilder<T> ExpectNextOrComplete(T element) => Then(token => _probe.ExpectNextOrCompleteAsync(element, token));

    /// <summary>Waits for this event.</summary>
    public SubscriberFluentBuilder<T> ExpectEvent(TestSubscriber.ISubscriberEvent e) => Then(token => _probe.ExpectEventAsync(e, token));

    /// <summary>Runs the steps, then demands an element and returns it.</summary>
    public async Task<T> RequestNextAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(cancellationToken);
        return await Demanding.RequestNextAsync(cancellationToken);
    }

    /// <summary>Runs the steps, then waits for the subscription and the failure, and returns it.</summary>
    public async Task<Exception> ExpectSubscriptionAndErrorAsync(bool signalDemand = true, CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(cancellationToken);
        return await _probe.ExpectSubscriptionAndErrorAsync(signalDemand, cancellationToken);
    }

    /// <summary>Runs the steps, then waits for an element or the failure.</summary>
    public async Task<object> ExpectNextOrErrorAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(cancellationToken);
        return await _probe.ExpectNextOrErrorAsync(cancellationToken);
    }

    /// <summary>Runs the steps, then waits for an element or the completion.</summary>
    public async Task<object> ExpectNextOrCompleteAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(cancellationToken);
        return await _probe.ExpectNextOrCompleteAsync(cancellationToken);
    }

    /// <summary>Runs the steps, then waits for the failure and returns it.</summary>
    public async Task<Exception> ExpectErrorAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(cancellationToken);
        return await _probe.ExpectErrorAsync(cancellationToken);
    }

    /// <summary>Runs the steps, then waits for an element and returns it.</summary>
    public async Task<T> ExpectNextAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(cancellationToken);
        return await _probe.ExpectNextAsync(cancellationToken);
    }

    private SubscriberFluentBuilder<T> Then(Func<CancellationToken, Task> step)
    {
        _steps.Add(step);
        return this;
    }
}

/// <summary>Steps on a publisher probe, gathered and then run one after another.</summary>
public sealed class PublisherFluentBuilder<T>
{
    private readonly TestPublisher.Probe<T> _probe;
    private readonly List<Func<CancellationToken, Task>> _steps = [];

    internal PublisherFluentBuilder(TestPublisher.Probe<T> probe) => _probe = probe;

    /// <summary>The probe.</summary>
    public TestPublisher.Probe<T> Probe => _probe;

    /// <summary>Runs the steps.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken = default)
    {
        foreach (var step in _steps) await step(cancellationToken);
    }

    /// <summary>Sends an element, after a demand for it.</summary>
    public PublisherFluentBuilder<T> SendNext(T element) => Then(token => _probe.SendNextAsync(element, token));

    /// <summary>Sends elements, each after a demand for it.</summary>
    public PublisherFluentBuilder<T> SendNext(IEnumerable<T> elements) => Then(token => _probe.SendNextAsync(elements, token));

    /// <summary>Completes the stream.</summary>
    public PublisherFluentBuilder<T> SendComplete() => Then(token => _probe.SendCompleteAsync(token));

    /// <summary>Fails the stream.</summary>
    public PublisherFluentBuilder<T> SendError(Exception e) => Then(token => _probe.SendErrorAsync(e, token));

    /// <summary>Waits for a demand.</summary>
    public PublisherFluentBuilder<T> ExpectRequest() => Then(token => _probe.ExpectRequestAsync(token));

    /// <summary>Waits for the cancellation, past any demand.</summary>
    public PublisherFluentBuilder<T> ExpectCancellation() => Then(token => _probe.ExpectCancellationAsync(token));

    /// <summary>Expects that nothing happens.</summary>
    public PublisherFluentBuilder<T> ExpectNoMsg() => Then(token => _probe.ExpectNoMsgAsync(token));

    private PublisherFluentBuilder<T> Then(Func<CancellationToken, Task> step)
    {
        _steps.Add(step);
        return this;
    }
}

/// <summary>Begins chains of steps.</summary>
public static class FluentBuilderExtensions
{
    /// <summary>A chain of steps on a subscriber probe.</summary>
    public static SubscriberFluentBuilder<T> AsyncBuilder<T>(this TestSubscriber.ManualProbe<T> probe) => new(probe);

    /// <summary>A chain of steps on a publisher probe.</summary>
    public static PublisherFluentBuilder<T> AsyncBuilder<T>(this TestPublisher.Probe<T> probe) => new(probe);
}
