using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>How long each element waits; sees all elements of one stream, in order, so it may keep state.</summary>
public interface IDelayStrategy<T>
{
    /// <summary>The wait of the next element; zero = none.</summary>
    TimeSpan NextDelay(T element);
}

/// <summary>The same wait for every element.</summary>
public class FixedDelay<T>(TimeSpan delay) : IDelayStrategy<T>
{
    /// <inheritdoc/>
    public TimeSpan NextDelay(T element) => delay;
}

/// <summary>A wait that grows with each element that asks for it, and starts anew with one that does not.</summary>
public class LinearIncreasingDelay<T> : IDelayStrategy<T>
{
    private readonly TimeSpan _step;
    private readonly Func<T, bool> _needsIncrease;
    private readonly TimeSpan _initial;
    private readonly TimeSpan _max;
    private TimeSpan _current;

    /// <summary>A strategy at its first element.</summary>
    /// <param name="increaseStep">Added by each element that asks for it.</param>
    /// <param name="needsIncrease">Whether an element asks for a longer wait.</param>
    /// <param name="initialDelay">The wait at first.</param>
    /// <param name="maxDelay">The longest wait.</param>
    /// <exception cref="ArgumentException">The step is not positive, or the longest wait not longer than the first.</exception>
    public LinearIncreasingDelay(TimeSpan increaseStep, Func<T, bool> needsIncrease, TimeSpan initialDelay, TimeSpan maxDelay)
    {
        if (increaseStep <= TimeSpan.Zero) throw new ArgumentException("Increase step must be positive", nameof(increaseStep));
        if (maxDelay <= initialDelay) throw new ArgumentException("Max delay must be bigger than initial delay", nameof(maxDelay));
        (_step, _needsIncrease, _initial, _max, _current) = (increaseStep, needsIncrease, initialDelay, maxDelay, initialDelay);
    }

    /// <inheritdoc/>
    public TimeSpan NextDelay(T element)
    {
        if (!_needsIncrease(element)) return _current = _initial;
        var next = _current + _step;
        return _current = next < _max ? next : _max;
    }
}

/// <summary>Holds each element back as long as a strategy says, one at a time.</summary>
/// <param name="strategySupplier">Makes the strategy of each run.</param>
public class DelayFlow<T>(Func<IDelayStrategy<T>> strategySupplier) : Implementation.Fusing.SimpleLinearGraphStage<T>("DelayFlow")
{
    /// <summary>The same wait for every element.</summary>
    public DelayFlow(TimeSpan fixedDelay) : this(() => new FixedDelay<T>(fixedDelay)) { }

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, strategySupplier());

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly FlowShape<T, T> _shape;
        private T _held = default!;

        internal Logic(FlowShape<T, T> shape, IDelayStrategy<T> strategy) : base(shape)
        {
            _shape = shape;
            SetHandler(shape.Inlet, () =>
            {
                var element = Grab(shape.Inlet);
                var wait = strategy.NextDelay(element);
                if (wait <= TimeSpan.Zero)
                {
                    Push(shape.Outlet, element);
                }
                else
                {
                    _held = element;
                    ScheduleOnce(this, wait);
                }
            }, () =>
            {
                // An element that is held back still goes out.
                if (!IsTimerActive(this)) CompleteStage();
            });
            SetHandler(shape.Outlet, () => Pull(shape.Inlet));
        }

        protected internal override void OnTimer(object timerKey)
        {
            Push(_shape.Outlet, _held);
            _held = default!;
            if (IsClosed(_shape.Inlet)) CompleteStage();
        }
    }
}
