using Akka.Actor;
using Akka.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Base of persistence contracts: a journal in memory, snapshots in memory, and actors written on the spot.</summary>
public abstract class PersistSpec(string hocon = "") : TestKit.Xunit2.TestKit(hocon + PatientKit.Hocon + """

    akka.loglevel = "OFF"
    akka.stdout-loglevel = "OFF"
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    """)
{
    /// <summary>An actor whose commands and events a test handles in place.</summary>
    protected IActorRef Start(string id, Action<PersistScript> script) => Sys.ActorOf(PersistScript.Props(id, script));

    protected void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        ExpectTerminated(actor);
    }
}

/// <summary>A persistent actor that is written by its test; the script runs in the constructor.</summary>
public sealed class PersistScript : PersistentActor
{
    private readonly Dictionary<string, Action> _commands = [];

    public PersistScript(string id, Action<PersistScript> script)
    {
        PersistenceId = id;
        script(this);
    }

    public static Props Props(string id, Action<PersistScript> script) => Actor.Props.Create(() => new PersistScript(id, script));

    public override string PersistenceId { get; }

    public override Recovery Recovery => Recovers ?? base.Recovery;

    public override IStashOverflowStrategy InternalStashOverflowStrategy => StashOverflow ?? base.InternalStashOverflowStrategy;

    public Recovery? Recovers { get; set; }

    public IStashOverflowStrategy? StashOverflow { get; set; }

    public Action<object>? Event { get; set; }

    public Func<object, bool>? Other { get; set; }

    public Action<Exception, object, long>? Rejected { get; set; }

    public Action<Exception, object, long>? Failed { get; set; }

    public Action<Exception, object?>? RecoveryFailed { get; set; }

    public Action<Exception, object?>? Restarting { get; set; }

    public IActorRef Me => Self;

    public IActorRef From => Sender;

    public IActorContext Ctx => Context;

    public new string JournalPluginId
    {
        get => base.JournalPluginId;
        set => base.JournalPluginId = value;
    }

    public PersistScript On(string command, Action handler)
    {
        _commands[command] = handler;
        return this;
    }

    /// <summary>Tells the sender of the current command.</summary>
    public void Say(object message) => Sender.Tell(message);

    protected override bool ReceiveRecover(object message)
    {
        if (Event is null) return message is RecoveryCompleted;
        Event(message);
        return true;
    }

    protected override bool ReceiveCommand(object message)
    {
        if (message is string command && _commands.TryGetValue(command, out var handler))
        {
            handler();
            return true;
        }

        return Other?.Invoke(message) ?? false;
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Restarting?.Invoke(reason, message);
        base.PreRestart(reason, message);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Rejected?.Invoke(cause, @event, sequenceNr);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Failed?.Invoke(cause, @event, sequenceNr);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => RecoveryFailed?.Invoke(reason, message);
}
