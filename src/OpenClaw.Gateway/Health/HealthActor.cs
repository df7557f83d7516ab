using Akka.Actor;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Presence;
using OpenClaw.Protocol.Events;

namespace OpenClaw.Gateway.Health;

/// <summary>Keeps the health snapshot: facts come in from their owners, an encoded snapshot goes out when they change and every minute.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, resume. Timers: <see cref="RefreshDue"/> every <see cref="HealthOptions.RefreshEvery"/>;
/// <see cref="ReportsDue"/> gathers reports for <see cref="HealthOptions.CoalesceFor"/>. Nobody waits for this actor: readers take the published
/// snapshot, and only <c>health {probe:true}</c> asks for a fresh one.
/// </remarks>
public sealed class HealthActor : ServingActor, IWithTimers
{
    private readonly Published<HealthSnapshot> _published;
    private readonly Published<PresenceSnapshot> _presence;
    private readonly IActorRef _broadcast;
    private readonly HealthOptions _options;
    private readonly TimeProvider _time;
    private HealthFacts _facts;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(
        Published<HealthSnapshot> published, Published<PresenceSnapshot> presence, IActorRef broadcast, HealthOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new HealthActor(published, presence, broadcast, options, time));

    /// <summary>An actor that goes on from what is published.</summary>
    public HealthActor(
        Published<HealthSnapshot> published, Published<PresenceSnapshot> presence, IActorRef broadcast, HealthOptions options, TimeProvider time)
    {
        _published = published;
        _presence = presence;
        _broadcast = broadcast;
        _options = options;
        _time = time;
        _facts = published.Current.Facts;
        Receive<HealthProtocol.Report>(OnReport);
        Receive<HealthProtocol.Probe>(OnProbe);
        Receive<ReportsDue>(_ => Refresh());
        Receive<RefreshDue>(_ => Refresh());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The snapshot of a gateway that has just started.</summary>
    public static HealthSnapshot First(HealthFacts facts, HealthOptions options, TimeProvider time) =>
        HealthJson.Snapshot(facts, new HealthStamp(time.GetUtcNow(), time.GetElapsedTime(options.StartedAt), TimeSpan.Zero, 1, 1, options.RuntimeVersion));

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(RefreshDue.Instance, RefreshDue.Instance, _options.RefreshEvery);

    private void OnReport(HealthProtocol.Report report)
    {
        _facts = report.Change(_facts);
        if (!Timers.IsTimerActive(ReportsDue.Instance))
        {
            Timers.StartSingleTimer(ReportsDue.Instance, ReportsDue.Instance, _options.CoalesceFor);
        }
    }

    private void OnProbe(HealthProtocol.Probe probe)
    {
        Refresh();
        probe.ReplyTo.Succeed(_published.Current.Health);
    }

    private void Refresh()
    {
        var started = _time.GetTimestamp();
        var version = _published.Current.Version + 1;
        var presence = _presence.Current.Version;
        var stamp = new HealthStamp(
            _time.GetUtcNow(), _time.GetElapsedTime(_options.StartedAt), _time.GetElapsedTime(started), version, presence, _options.RuntimeVersion);
        var snapshot = HealthJson.Snapshot(_facts, stamp);
        _published.Publish(snapshot);
        _broadcast.Tell(new BroadcastProtocol.Publish(
            EventNames.Health,
            snapshot.Health,
            StateVersion: new StateVersions(presence, version),
            CoalesceKey: EventNames.Health));
    }

    private sealed class ReportsDue
    {
        public static readonly ReportsDue Instance = new();
    }

    private sealed class RefreshDue
    {
        public static readonly RefreshDue Instance = new();
    }
}

/// <summary>How health behaves.</summary>
/// <param name="StartedAt">The gateway's start, a timestamp of the <see cref="TimeProvider"/>.</param>
/// <param name="RuntimeVersion">The gateway's version.</param>
public sealed record HealthOptions(long StartedAt, string RuntimeVersion)
{
    /// <summary>How often a snapshot is taken without a reason.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Reports within this time become one snapshot.</summary>
    public TimeSpan CoalesceFor { get; init; } = TimeSpan.FromMilliseconds(200);
}
