using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit.TestEvent;

/// <summary>What is published on the event stream to steer <see cref="TestEventListener"/>.</summary>
public interface ITestEvent
{
}

/// <summary>From now on, events that match one of the filters are not printed.</summary>
public sealed class Mute : ITestEvent, INoSerializationVerificationNeeded
{
    /// <summary>Mutes what the filters match.</summary>
    public Mute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>Mutes what the filters match.</summary>
    public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters to install.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}

/// <summary>Takes filters away again.</summary>
public sealed class Unmute : ITestEvent, INoSerializationVerificationNeeded
{
    /// <summary>Removes the filters.</summary>
    public Unmute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>Removes the filters.</summary>
    public Unmute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters to remove.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
