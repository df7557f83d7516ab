namespace Akka.Actor;

public partial class ActorCell
{
    private ReceiveTimeoutState? _receiveTimeout;

    private sealed class ReceiveTimeoutState
    {
        public TimeSpan Timeout;
        public ICancelable? Pending;
    }

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        if (timeout is not { } value || value == global::System.Threading.Timeout.InfiniteTimeSpan)
        {
            CancelReceiveTimeoutTask();
            _receiveTimeout = null;
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(timeout));
        var state = _receiveTimeout ??= new ReceiveTimeoutState();
        state.Timeout = value;
        CancelReceiveTimeoutTask();
    }

    private void CancelReceiveTimeoutTask()
    {
        if (_receiveTimeout is not { Pending: { } pending } state) return;
        pending.Cancel();
        state.Pending = null;
    }

    /// <summary>Runs after each message: a new clock when the message restarts it or none runs.</summary>
    internal void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } state || _isTerminated) return;
        if (!reschedule && state.Pending is not null) return;
        state.Pending?.Cancel();
        state.Pending = _system.Scheduler.ScheduleTellOnceCancelable(state.Timeout, _self, Akka.Actor.ReceiveTimeout.Instance, _self);
    }

}
