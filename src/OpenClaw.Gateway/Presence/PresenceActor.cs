using Akka.Actor;
using OpenClaw.Domain.Presence;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Presence;

/// <summary>Owns presence: rows, their expiry, and the <c>presence</c> event.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, resume: the state is immutable and replaced at the end of a message. States: one. Timers: <see cref="AnnounceDue"/> coalesces who comes and goes into one event per
/// <see cref="PresenceOptions.CoalesceFor"/>, while what a machine reports of itself is told at once; <see cref="ExpiryDue"/> fires when the next row's time is over. Watches the connections behind rows.
/// </remarks>
public sealed class PresenceActor : ServingActor, IWithTimers
{
    private static readonly ReadOnlyMemory<byte> s_ok = "{\"ok\":true}"u8.ToArray();

    private readonly Published<PresenceSnapshot> _published;
    private readonly Published<HealthSnapshot> _health;
    private readonly IActorRef _broadcast;
    private readonly PresenceOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<IActorRef, ConnectionId> _connections = [];
    private DateTimeOffset? _expiryAt;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(
        Published<PresenceSnapshot> published, Published<HealthSnapshot> health, IActorRef broadcast, PresenceOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new PresenceActor(published, health, broadcast, options, time));

    /// <summary>An actor that goes on from what is published.</summary>
    public PresenceActor(
        Published<PresenceSnapshot> published, Published<HealthSnapshot> health, IActorRef broadcast, PresenceOptions options, TimeProvider time)
    {
        _published = published;
        _health = health;
        _broadcast = broadcast;
        _options = options;
        _time = time;
        Receive<PresenceProtocol.Register>(OnRegister);
        Receive<PresenceProtocol.Note>(OnNote);
        Receive<PresenceProtocol.Watch>(OnWatch);
        Receive<Terminated>(OnTerminated);
        Receive<AnnounceDue>(_ => Announce());
        Receive<ExpiryDue>(_ => OnExpiryDue());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private PresenceState State => _published.Current.State;

    private void OnRegister(PresenceProtocol.Register register)
    {
        _connections[Sender] = register.Connection;
        Context.Watch(Sender);
        ChangeSoon(State.Connected(register.Connection.Value, register.Entry));
        Sender.Tell(PresenceProtocol.Registered.Instance);
    }

    private void OnNote(PresenceProtocol.Note note)
    {
        var visible = Change(State.Noted(note.Entry));
        note.ReplyTo.SucceedAtOnce(s_ok);
        if (visible)
        {
            // Every report is an event of its own, behind its answer: its sender may wait to see it come back. Storms of reconnects are what is coalesced.
            Timers.Cancel(AnnounceDue.Instance);
            Announce();
        }
    }

    private void OnWatch(PresenceProtocol.Watch watch)
    {
        ChangeSoon(State.Watching(watch.Connection.Value, watch.Sessions));
        watch.ReplyTo.Succeed(Payload.Encode(new SessionsViewersSetResult { SessionKeys = [.. watch.Sessions] }, ProtocolJson.Default.SessionsViewersSetResult));
    }

    private void OnTerminated(Terminated terminated)
    {
        if (_connections.Remove(terminated.ActorRef, out var connection))
        {
            ChangeSoon(State.Disconnected(connection.Value, _time.GetUtcNow()));
        }
    }

    private void OnExpiryDue()
    {
        _expiryAt = null;
        ChangeSoon(State.Expired(_time.GetUtcNow()));
    }

    private void ChangeSoon(PresenceState state)
    {
        if (Change(state) && !Timers.IsTimerActive(AnnounceDue.Instance))
        {
            Timers.StartSingleTimer(AnnounceDue.Instance, AnnounceDue.Instance, _options.CoalesceFor);
        }
    }

    /// <summary>Goes on to a state and publishes it.</summary>
    /// <returns>Whether clients see a difference.</returns>
    private bool Change(PresenceState state)
    {
        var visible = state.Version != State.Version;
        if (!ReferenceEquals(state, State))
        {
            _published.Publish(new PresenceSnapshot(state));
        }

        ScheduleExpiry(state);
        return visible;
    }

    private void ScheduleExpiry(PresenceState state)
    {
        if (state.NextExpiry is { } next && (_expiryAt is null || next < _expiryAt))
        {
            var delay = next - _time.GetUtcNow();
            Timers.StartSingleTimer(ExpiryDue.Instance, ExpiryDue.Instance, delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(1));
            _expiryAt = next;
        }
    }

    private void Announce()
    {
        var snapshot = _published.Current;
        _broadcast.Tell(new BroadcastProtocol.Publish(
            EventNames.Presence,
            snapshot.EventPayload,
            StateVersion: new StateVersions(snapshot.Version, _health.Current.Version),
            CoalesceKey: EventNames.Presence));
    }

    private sealed class AnnounceDue
    {
        public static readonly AnnounceDue Instance = new();
    }

    private sealed class ExpiryDue
    {
        public static readonly ExpiryDue Instance = new();
    }
}

/// <summary>How presence behaves.</summary>
/// <param name="CoalesceFor">Those who come and go within this time become one event.</param>
public sealed record PresenceOptions(TimeSpan CoalesceFor)
{
    /// <summary>100 ms.</summary>
    public static readonly PresenceOptions Default = new(TimeSpan.FromMilliseconds(100));
}
