using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>Whether a valve lets elements through.</summary>
public enum SwitchMode
{
    /// <summary>Elements pass.</summary>
    Open,

    /// <summary>Elements wait.</summary>
    Close,
}

/// <summary>Opens and closes a valve while its stream runs. Safe to use from any thread.</summary>
public interface IValveSwitch
{
    /// <summary>Sets the mode; true when it was another before.</summary>
    /// <exception cref="StreamDetachedException">Through the task: the stream has ended.</exception>
    Task<bool> Flip(SwitchMode mode);

    /// <summary>The mode.</summary>
    /// <exception cref="StreamDetachedException">Through the task: the stream has ended.</exception>
    Task<SwitchMode> GetMode();
}

/// <summary>A stage that holds elements back while it is closed; its value opens and closes it.</summary>
public sealed class Valve<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, Task<IValveSwitch>>
{
    private readonly SwitchMode _mode;

    /// <summary>A valve that is open at first.</summary>
    public Valve() : this(SwitchMode.Open) { }

    /// <summary>A valve that is in this mode at first.</summary>
    public Valve(SwitchMode mode) => _mode = mode;

    /// <inheritdoc/>
    public override FlowShape<T, T> Shape => FlowPorts<T, T>.Shape;

    /// <inheritdoc/>
    public override ILogicAndMaterializedValue<Task<IValveSwitch>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(_mode);
        return new LogicAndMaterializedValue<Task<IValveSwitch>>(logic, logic.Switch);
    }

    private sealed class Logic(SwitchMode mode) : FlowLogic<T, T>, IValveSwitch
    {
        private readonly TaskCompletionSource<IValveSwitch> _switch = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action<(SwitchMode Mode, TaskCompletionSource<bool> Answer)> _flip = null!;
        private Action<TaskCompletionSource<SwitchMode>> _get = null!;
        private SwitchMode _mode = mode;

        internal Task<IValveSwitch> Switch => _switch.Task;

        public Task<bool> Flip(SwitchMode mode)
        {
            var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _flip((mode, answer));
            return OrDetached(answer.Task);
        }

        public Task<SwitchMode> GetMode()
        {
            var answer = new TaskCompletionSource<SwitchMode>(TaskCreationOptions.RunContinuationsAsynchronously);
            _get(answer);
            return OrDetached(answer.Task);
        }

        public override void PreStart()
        {
            _flip = GetAsyncCallback<(SwitchMode Mode, TaskCompletionSource<bool> Answer)>(OnFlip);
            _get = GetAsyncCallback<TaskCompletionSource<SwitchMode>>(answer => answer.TrySetResult(_mode));
            _switch.TrySetResult(this);
        }

        public override void PostStop() => _ended.TrySetResult();

        public override void OnPush()
        {
            if (_mode == SwitchMode.Open) Push(Out, Grab(In));
        }

        public override void OnUpstreamFinish()
        {
            // An element that waits goes out when the valve opens.
            if (!IsAvailable(In)) CompleteStage();
        }

        private void OnFlip((SwitchMode Mode, TaskCompletionSource<bool> Answer) request)
        {
            var changed = request.Mode != _mode;
            _mode = request.Mode;
            if (changed && _mode == SwitchMode.Open)
            {
                if (IsAvailable(In)) Push(Out, Grab(In));
                else if (IsAvailable(Out) && !HasBeenPulled(In)) TryPull(In);
                if (IsClosed(In)) CompleteStage();
            }

            request.Answer.TrySetResult(changed);
        }

        private async Task<TAnswer> OrDetached<TAnswer>(Task<TAnswer> answer) =>
            await Task.WhenAny(answer, _ended.Task) == answer || answer.IsCompleted ? await answer : throw new StreamDetachedException();
    }
}

/// <summary>Lets one element pass at each interval; what comes between is held back.</summary>
/// <param name="interval">Between two elements.</param>
/// <param name="initiallyOpen">Whether the first element passes at once.</param>
public sealed class Pulse<T>(TimeSpan interval, bool initiallyOpen = false) : Implementation.Fusing.SimpleLinearGraphStage<T>
{
    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, interval, initiallyOpen);

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly FlowShape<T, T> _shape;
        private readonly TimeSpan _interval;
        private bool _open;

        internal Logic(FlowShape<T, T> shape, TimeSpan interval, bool initiallyOpen) : base(shape)
        {
            (_shape, _interval, _open) = (shape, interval, initiallyOpen);
            SetHandler(shape.Inlet, () => Push(shape.Outlet, Grab(shape.Inlet)));
            SetHandler(shape.Outlet, () =>
            {
                if (!_open) return;
                Pull(shape.Inlet);
                StartPulsing();
            });
        }

        public override void PreStart()
        {
            if (!_open) StartPulsing();
        }

        protected internal override void OnTimer(object timerKey)
        {
            if (IsAvailable(_shape.Outlet) && !IsClosed(_shape.Inlet) && !HasBeenPulled(_shape.Inlet))
            {
                Pull(_shape.Inlet);
            }
            else
            {
                // Nobody waits: the next who asks is served at once.
                _open = true;
                CancelTimer(this);
            }
        }

        private void StartPulsing()
        {
            _open = false;
            ScheduleRepeatedly(this, _interval);
        }
    }
}
