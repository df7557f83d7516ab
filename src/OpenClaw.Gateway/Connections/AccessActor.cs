using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Access;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>Closes connections whose credentials the configuration no longer accepts: a replaced secret ends what it had opened.</summary>
/// <remarks>
/// Parent: the gateway's supervisor. One state, one timer: it looks at the policy every <see cref="Interval"/>, which for an unchanged file is one look at the
/// file's date. Requests do not wait for this: a connection asks for itself before each of them, this actor ends the silent ones. A restart loses nothing
/// but the policy last seen.
/// </remarks>
public sealed partial class AccessActor : ReceiveActor, IWithTimers
{
    /// <summary>How long a connection that asks for nothing may outlive its credentials.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Reason in the close frame, as the original's clients know it.</summary>
    internal const string CloseReason = "gateway auth changed";

    private readonly Func<AccessPolicy> _policy;
    private readonly IActorRef _connections;
    private readonly ILogger<AccessActor> _log;
    private AccessPolicy _seen;

    /// <summary>Recipe of the actor.</summary>
    /// <param name="policy">Who may connect as of now.</param>
    /// <param name="connections">Where connections are closed from.</param>
    /// <param name="log">The log.</param>
    public static Props Props(Func<AccessPolicy> policy, IActorRef connections, ILogger<AccessActor> log) =>
        Akka.Actor.Props.Create(() => new AccessActor(policy, connections, log));

    /// <summary>An actor that has seen the policy of now.</summary>
    public AccessActor(Func<AccessPolicy> policy, IActorRef connections, ILogger<AccessActor> log)
    {
        _policy = policy;
        _connections = connections;
        _log = log;
        _seen = policy();
        Receive<LookAgain>(_ => OnLookAgain());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(LookAgain.Instance, LookAgain.Instance, Interval);

    private void OnLookAgain()
    {
        var policy = _policy();
        if (ReferenceEquals(policy, _seen))
        {
            return;
        }

        _seen = policy;
        LogChanged(policy.Mode);
        _connections.Tell(new ConnectionsProtocol.Disconnect(caller => !caller.Stamp.IsValidUnder(policy), CloseCodes.AuthChanged, CloseReason));
    }

    [LoggerMessage(EventId = 8120, Level = LogLevel.Information, Message = "Access rules changed (mode {mode}); connections that they no longer let in are closed.")]
    private partial void LogChanged(AuthMode mode);

    private sealed class LookAgain
    {
        public static readonly LookAgain Instance = new();
    }
}
