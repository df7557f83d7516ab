using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Whether a switch was thrown and how, and who wants to know.</summary>
internal sealed class KillState
{
    private readonly Lock _lock = new();
    private HashSet<Action<Exception?>>? _listeners;
    private bool _ended;
    private Exception? _cause;

    /// <summary>Null completes, all else fails. The first call counts.</summary>
    internal void End(Exception? cause)
    {
        HashSet<Action<Exception?>>? listeners;
        lock (_lock)
        {
            if (_ended) return;
            _ended = true;
            _cause = cause;
            listeners = _listeners;
            _listeners = null;
        }

        foreach (var listener in listeners ?? []) listener(cause);
    }

    /// <summary>Registers a listener, or says that the switch was thrown already.</summary>
    internal bool IsEnded(Action<Exception?> listener, out Exception? cause)
    {
        lock (_lock)
        {
            cause = _cause;
            if (!_ended) (_listeners ??= []).Add(listener);
            return _ended;
        }
    }

    internal void Remove(Action<Exception?> listener)
    {
        lock (_lock) _listeners?.Remove(listener);
    }
}

/// <summary>Hands elements on until its switch is thrown.</summary>
internal sealed class KillableLogic<T>(KillState state) : FlowLogic<T, T>
{
    private Action<Exception?>? _listener;

    public override void PreStart()
    {
        _listener = GetAsyncCallback<Exception?>(End);
        if (state.IsEnded(_listener, out var cause)) End(cause);
    }

    public override void OnPush() => Push(Out, Grab(In));

    public override void PostStop() => state.Remove(_listener!);

    private void End(Exception? cause)
    {
        if (cause is null) CompleteStage();
        else FailStage(cause);
    }
}

internal sealed class UniqueKillSwitchStage<T> : FlowStage<T, T, UniqueKillSwitch>
{
    public override ILogicAndMaterializedValue<UniqueKillSwitch> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var state = new KillState();
        return new LogicAndMaterializedValue<UniqueKillSwitch>(new KillableLogic<T>(state), new UniqueKillSwitch(state));
    }
}

internal sealed class SharedKillSwitchStage<T>(SharedKillSwitch killSwitch, KillState state) : FlowStage<T, T, SharedKillSwitch>
{
    public override ILogicAndMaterializedValue<SharedKillSwitch> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<SharedKillSwitch>(new KillableLogic<T>(state), killSwitch);
}

/// <summary>Hands elements on until a token is cancelled.</summary>
internal sealed class CancellationLogic<T>(bool gracefully, CancellationToken token) : FlowLogic<T, T>
{
    private CancellationTokenRegistration _registration;

    public override void PreStart()
    {
        if (token.IsCancellationRequested) End();
        else _registration = token.Register(static logic => ((CancellationLogic<T>)logic!).Cancelled(), this);
    }

    public override void OnPush() => Push(Out, Grab(In));

    public override void PostStop() => _registration.Dispose();

    private void Cancelled() => Post(static logic => logic.End(), this);

    private void End()
    {
        if (gracefully) CompleteStage();
        else FailStage(new OperationCanceledException($"Stage cancelled due to cancellation token request.", token));
    }
}
